"""What nobody may read elsewhere: a donor's name, address, words and keys, in logs, staff mails, tasks and audit."""

import logging
import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_ox.testing import run_tasks

from donations import webhooks
from donations.models import Donation, Donor, OutboxEmail, Pledge
from newsroom.logs import OneLine
from tests.donations import gifts
from tests.donations.fake_stripe.at_work import at_work
from tests.donations.views.manage.visiting import send, visit

pytestmark = pytest.mark.django_db

NAME, ADDRESS, WORDS = "Salma Qabbani", "salma.qabbani@example.org", "Spend it on the wells"
OTHER = "yusuf@example.org"
NEWSROOM = "money@news.example.org"
KEYED = re.compile(r"/(?:manage/open|confirm|receipt)/([\w:.-]{20,})/")


@pytest.fixture
def site(settings):
    """The whole newsroom at work: a pretend Stripe, the sandbox, and staff who want every mail."""
    cache.clear()
    settings.DONATIONS_STAFF_EMAIL = [NEWSROOM]
    with at_work(settings) as world:
        settings.DONATION_PROVIDERS = ["sandbox", "stripe", "banktransfer"]
        yield world
    cache.clear()


@pytest.fixture
def lines(caplog):
    """What a production log would hold, of the loggers too that keep their records to themselves."""
    caplog.set_level(logging.DEBUG)
    for name in ("django", "django.server"):
        logging.getLogger(name).addHandler(caplog.handler)
    yield lambda: "\n".join(OneLine().format(each) for each in caplog.records if each.levelno >= logging.INFO)
    for name in ("django", "django.server"):
        logging.getLogger(name).removeHandler(caplog.handler)


def give(client, **values):
    form = gifts.form_of(**{"email": ADDRESS, "name": NAME, "message": WORDS} | values)
    answer = client.post("/en/support/", form)
    assert answer.status_code == 302, answer.content.decode()
    return Donation.objects.latest("pk")


def a_life_of_gifts(world):
    """Give in every way, be declined, paid back, written to, looked at by staff, and end it."""
    client, treasurer = Client(raise_request_exception=False), Client()
    treasurer.force_login(gifts.make_treasurer())
    gifts.make_campaign()
    stranger = give(client, provider="sandbox", email=OTHER, name="Yusuf")
    gifts.send(client, gifts.message("payment.paid", stranger))
    once = give(client, provider="sandbox")
    gifts.send(client, gifts.message("payment.failed", once))
    gifts.send(client, gifts.message("payment.paid", once))
    gifts.send(client, gifts.message("payment.paid", once), secret="wrong")
    give(client, provider="banktransfer", currency="EUR", amount_once_EUR="500")
    by_card = give(client, provider="stripe")
    world.pay(str(by_card.session_id))
    world.deliver(client)
    monthly = give(client, provider="sandbox", interval="month")
    gifts.send(client, gifts.message("payment.paid", monthly))
    run_tasks(raise_failures=False)
    fail_once(client, once)
    client.post("/en/support/manage/", {"email": ADDRESS, "website": ""})
    run_tasks(raise_failures=False)
    for letter in [*mail.outbox]:
        for path in set(re.findall(r"https?://[^/]+(/\S+)", letter.body)):
            client.get(path)
            client.put(path)
    pay_back(treasurer, once)
    treasurer.get(reverse("admin:donations_donor_changelist"), {"q": ADDRESS})
    donor = visit(once.donor)
    pledge = Pledge.objects.get()
    send(donor, f"/en/support/manage/{pledge.uuid}/amount/", picked="500")
    send(donor, f"/en/support/manage/{pledge.uuid}/end/", reason="other", words=WORDS)
    run_tasks(raise_failures=False)
    send(donor, "/en/support/manage/erase/", sure="yes")
    run_tasks(raise_failures=False)


def fail_once(client, gift):
    """Let a message fail inside us, with its gift at hand."""
    told = gifts.message("payment.paid", gift, payment_id="another")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webhooks.ledger, "apply", break_down)
        gifts.send(client, told)


def break_down(_fact):
    raise RuntimeError(f"no room: {ADDRESS}")


def pay_back(treasurer, gift):
    address = reverse("admin:donations_donation_pay_back", args=[gift.pk])
    treasurer.post(address, {"amount": "1", "reason": "asked"})
    treasurer.post(address, {"amount": "1", "reason": "asked", "sure": "yes"})


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(string_agg(t::text, '|'), '') FROM {table} t")
        return cursor.fetchone()[0]


def test_requirement_11_no_log_line_and_no_task_names_a_donor_or_holds_a_key(site, lines):
    a_life_of_gifts(site)

    written = (
        lines() + rows_of("django_ox_oxtask") + rows_of("newsroom_auditentry") + rows_of("donations_webhookevent")
    )

    keys = {key for letter in mail.outbox for key in KEYED.findall(letter.body)}
    secrets = [settings.SANDBOX_SECRET, settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET]
    assert len(keys) >= 3
    assert "no room: <e-mail>" in written
    assert "Method Not Allowed (PUT): /en/support/receipt/..." in written
    assert [word for word in (NAME, "Qabbani", ADDRESS, WORDS, *keys, *secrets) if word in written] == []


def test_staff_mails_name_no_donor_and_donors_mails_go_to_the_donor_alone(site):
    a_life_of_gifts(site)

    staff = [letter for letter in mail.outbox if letter.to == [NEWSROOM]]
    others = [letter for letter in mail.outbox if letter.to != [NEWSROOM]]

    texts = [f"{letter.subject} {letter.body} {letter.alternatives[0].content}" for letter in staff]
    assert {mail.context["about"] for mail in OutboxEmail.objects.filter(kind="staff")} >= {"new", "canceled"}
    assert [word for word in (NAME, "Qabbani", ADDRESS, WORDS) if word in "".join(texts)] == []
    assert {address for letter in others for address in letter.recipients()} == {ADDRESS, OTHER}
    to_yusuf = "".join(f"{letter.subject} {letter.body}" for letter in others if OTHER in letter.recipients())
    assert [word for word in (NAME, "Qabbani", ADDRESS, WORDS) if word in to_yusuf] == []
    assert not Donor.objects.filter(email=ADDRESS).exists()
