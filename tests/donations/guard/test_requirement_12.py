"""Requirement 12: card testers are slowed before the provider is called, and honest donors are not."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from django_ox.testing import run_tasks

from donations import ledger, nonces, pauses
from donations.facts import FactKind
from donations.guard import spike
from donations.models import Donation, OutboxEmail, Pause
from tests.donations import gifts

pytestmark = pytest.mark.django_db

TESTER = "198.51.100.7"
ASKED = "/en/support/asked/"
LOST = {"default": {"BACKEND": "tests.donations.guard.lost.LostCache"}}


@pytest.fixture(autouse=True)
def campaign():
    return gifts.make_campaign()


def send(address=TESTER, **values):
    """Send the form from an address; it was opened ten seconds ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=10)):
        nonce = nonces.new()
    return Client(REMOTE_ADDR=address).post("/en/support/", gifts.form_of(**{"nonce": nonce} | values))


def goes_on(response):
    """Whether the donor was sent to the provider."""
    return response.status_code == 302 and response["Location"].startswith("/en/support/sandbox/")


def decline(gift):
    ledger.apply(gifts.paid(gift, kind=FactKind.FAILED, payment_id=""))


def begin_declined(count):
    for _ in range(count):
        decline(gifts.make_gift())


def path_of_link(letter):
    line = next(line for line in letter.body.splitlines() if "/support/confirm/" in line)
    return "/" + line.split("/", 3)[3]


def test_requirement_12_twenty_posts_of_one_address_reach_the_provider_four_times():
    answers = [send(email=f"card{number}@example.net") for number in range(20)]

    assert sum(map(goes_on, answers)) == 4
    assert [answer["Location"] for answer in answers[4:16]] == [ASKED] * 12
    assert [answer.status_code for answer in answers[16:]] == [429] * 4
    assert Donation.objects.filter(held_at__isnull=True).count() == 4


def test_requirement_12_twenty_posts_for_one_mailbox_reach_the_provider_four_times_and_send_three_mails():
    answers = [send(address=f"198.51.{number}.7", email=f"card+{number}@example.net") for number in range(20)]

    assert sum(map(goes_on, answers)) == 4
    assert OutboxEmail.objects.filter(kind="confirm").count() == 3
    assert answers[-1].status_code == 429
    page = answers[-1].content.decode()
    assert "Nothing was charged." in page
    assert "Bank transfer" in page
    assert 'value="card+19@example.net"' in page


def test_requirement_12_without_javascript_a_mailed_link_leads_to_the_provider(client):
    answer = send(altcha="")
    run_tasks(raise_failures=True)
    [letter] = mail.outbox
    path = path_of_link(letter)

    shown = client.get(path)
    gone_on = client.post(path)
    again = client.post(path)

    assert answer["Location"] == ASKED
    assert "$5.00" in shown.content.decode()
    assert (shown["Referrer-Policy"], shown["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert goes_on(gone_on)
    assert again.status_code == 200
    assert "This link was used already." in again.content.decode()
    assert Donation.objects.get().is_held() is False


def test_requirement_12_looking_at_the_link_lets_nothing_go(client):
    send(altcha="")
    run_tasks(raise_failures=True)

    for _ in range(3):
        client.get(path_of_link(mail.outbox[0]))

    assert Donation.objects.get().is_held() is True


def test_requirement_12_replayed_proof_is_none():
    proof = gifts.solved()

    first, second = send(altcha=proof), send(altcha=proof, email="another@example.net")

    assert goes_on(first)
    assert second["Location"] == ASKED


def test_requirement_12_same_form_sent_twice_may_bring_its_proof_twice():
    form = {"altcha": gifts.solved(), "nonce": nonces.new()}

    first, second = send(**form), send(**form)

    assert goes_on(first)
    assert second["Location"] == first["Location"]
    assert Donation.objects.count() == 1


def test_requirement_12_same_form_sent_without_end_stops_calling_the_provider():
    form = {"altcha": gifts.solved(), "nonce": nonces.new()}

    answers = [send(**form) for _ in range(20)]

    assert sum(map(goes_on, answers)) == 8
    assert Donation.objects.count() == 1


def test_requirement_12_expired_proof_is_none():
    with time_machine.travel(timezone.now() - timedelta(minutes=21)):
        old = gifts.solved()

    assert send(altcha=old)["Location"] == ASKED


@pytest.mark.parametrize("altcha", ["x", "e30=", "W10=", "bnVsbA==", "ÿ", "A" * 5000, "eyJjaGFsbGVuZ2UiOiAieCJ9"])
def test_requirement_12_made_up_proof_is_none(altcha):
    assert send(altcha=altcha)["Location"] == ASKED


def test_requirement_12_lost_cache_closes_cards_down_to_confirmation_by_mail(settings):
    proof = gifts.solved()
    settings.CACHES = LOST

    answers = [send(altcha=proof, email="salma@example.org", name=f"Salma {n}") for n in range(5)]
    transfer = send(provider="banktransfer", altcha="")

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 429]
    assert {answer["Location"] for answer in answers[:3]} == {ASKED}
    assert transfer["Location"].startswith("/en/support/thanks/")


def test_requirement_12_proof_made_before_the_cache_was_emptied_is_none():
    with time_machine.travel(timezone.now() - timedelta(seconds=5)):
        proof = gifts.solved()
    caches["default"].clear()

    assert send(altcha=proof)["Location"] == ASKED


def test_requirement_12_spike_puts_the_shield_up_then_pauses_cards(settings):
    settings.DONATIONS_STAFF_EMAIL = ["desk@example.org"]
    calm = send()
    begin_declined(10)
    caches["default"].delete("guard-looked")

    shielded = send(email="honest@example.org")
    begin_declined(25)
    caches["default"].delete("guard-looked")
    spike.watch()

    assert goes_on(calm)
    assert shielded["Location"] == ASKED
    assert Pause.objects.get().provider == "sandbox"
    assert Pause.objects.get().by is None
    run_tasks(raise_failures=True)
    alarms = [letter for letter in mail.outbox if letter.to == ["desk@example.org"]]
    assert len(alarms) == 2
    assert 'value="sandbox"' not in Client().get("/en/support/").content.decode()


def test_requirement_12_alarm_alone_pauses_nothing(settings):
    settings.GUARD_PAUSES = False
    begin_declined(10)
    spike.watch()
    begin_declined(25)
    caches["default"].delete("guard-looked")

    spike.watch()

    assert Pause.objects.count() == 0


def test_requirement_12_opened_way_is_paused_again_only_by_new_declines():
    treasurer = gifts.make_treasurer()
    begin_declined(10)
    spike.watch()
    begin_declined(25)
    caches["default"].delete("guard-looked")
    spike.watch()

    pauses.open("sandbox", by=treasurer)
    caches["default"].delete("guard-looked")
    spike.watch()

    assert Pause.objects.count() == 0


def test_requirement_12_donor_who_mistypes_and_is_declined_twice_gets_through():
    for _ in range(8):
        assert send(email="salma").status_code == 400
    first = send()
    decline(Donation.objects.latest("pk"))
    second = send()
    decline(Donation.objects.latest("pk"))
    third = send()

    assert [goes_on(answer) for answer in (first, second, third)] == [True, True, True]


def test_requirement_12_filled_trap_looks_like_a_mail_and_costs_nothing():
    answer = send(altcha="", website="https://spam.example.net")

    assert answer["Location"] == ASKED
    assert (Donation.objects.count(), OutboxEmail.objects.count()) == (0, 0)


def test_requirement_12_person_whose_browser_fills_the_trap_confirms_by_mail():
    answer = send(website="https://salma.example.org")

    assert answer["Location"] == ASKED
    assert OutboxEmail.objects.get().kind == "confirm"


def test_requirement_12_form_that_comes_too_fast_is_shown_again_with_all_that_was_typed():
    answer = send(altcha="", nonce=nonces.new())

    assert answer.status_code == 429
    assert 'value="salma@example.org"' in answer.content.decode()
    assert Donation.objects.count() == 0
