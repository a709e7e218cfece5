"""Erasing a donor: requirement 13. The person is found nowhere, the books stay as they were."""

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from django_ox.models import OxTask
from django_ox.testing import run_tasks

from donations import acts, emails, erasure, ledger, wall
from donations.donors import merging
from donations.manage import links
from donations.models import (
    BankTransaction,
    Customer,
    Donation,
    Donor,
    DonorNote,
    LedgerEntry,
    ManageLink,
    OutboxEmail,
    Refund,
    Statement,
    SumsFile,
    WallName,
    WebhookEvent,
)
from donations.providers import KNOWN
from donations.providers.base import Can, ProviderDown, ProviderRefuses
from donations.providers.sandbox import Sandbox
from newsroom import audit
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db

EMAIL = "salma.q@example.org"
NAMES = ["Salma Qabbani", "سلمى القباني", 'Salma "Q" Qabbani']
WORDS = "I give for my brother in Aleppo"


@pytest.fixture
def salma():
    """A donor who has left traces in every table that can hold one."""
    treasurer = gifts.make_treasurer()
    donor = gifts.make_donor(email=EMAIL, name=NAMES[0], newsletter_at=timezone.now())
    about = {"document_number": f"Grant of {NAMES[0]}", "utm_source": EMAIL}
    gift = gifts.make_gift(donor=donor, donor_name=NAMES[1], message=WORDS, language="ar", **about)
    ledger.apply(gifts.paid(gift))
    wall.wish(Donation.objects.get(pk=gift.pk), NAMES[2])
    DonorNote.objects.create(donor=donor, text=f"{NAMES[0]} called", by=treasurer)
    Refund.objects.create(
        donation=gift, amount_minor=1, currency="USD", provider="sandbox", reason=f"{EMAIL} asked for it"
    )
    links.new(donor)
    unread = [{"place": 3, "wrong": "no_amount", "details": {"value": f"{NAMES[1]} {EMAIL}"}}]
    statement = Statement.objects.create(file_name="march.csv", handed_in_by=treasurer, flaws=unread)
    SumsFile.objects.create(
        file_name="box.csv", way="cash", currency="USD", campaign=gift.campaign, handed_in_by=treasurer, flaws=unread
    )
    BankTransaction.objects.create(
        statement=statement,
        checksum="c" * 64,
        booked_on="2026-03-01",
        amount_minor=500,
        currency="USD",
        payer=NAMES[1],
        text=f"{NAMES[0]} {EMAIL}",
        state="matched",
        donation=gift,
    )
    emails.owe(OutboxEmail.Kind.REFUNDED, cause="1", gift=gift, amount_minor=1, url=f"https://pay.example/?{EMAIL}")
    emails.owe(OutboxEmail.Kind.REFUNDED, cause="2", gift=gift, amount_minor=1, url=f"https://pay.example/?{EMAIL}")
    OutboxEmail.objects.filter(dedupe_key="refunded:2").update(sent_at=timezone.now())
    told = {
        "data": {"object": {"id": f"payment-{gift.uuid}", "billing_details": {"name": NAMES[0], "email": EMAIL}}},
        "note": f"for {NAMES[2]}",
    }
    WebhookEvent.objects.create(provider="sandbox", event_id="1", type="paid", payload=told, error=f"no {NAMES[2]}")
    audit.record("refund", by=treasurer, on=gift, reason=f"{NAMES[1]} asked, {EMAIL}")
    LogEntry.objects.create(
        user=treasurer,
        content_type=ContentType.objects.get_for_model(Donor),
        object_id=str(donor.pk),
        object_repr=EMAIL,
        action_flag=CHANGE,
        change_message=json.dumps([f"Changed {NAMES[0]}"]),
    )
    OxTask.objects.create(
        task_path="donations.emails.send",
        args=[EMAIL],
        enqueued_at=timezone.now(),
        errors=[{"exception_class_path": "x", "traceback": f"refused: {EMAIL} {NAMES[2]}"}],
    )
    return donor


def places_of(word):
    """Every column of the database whose text holds a word, in any case."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND (data_type LIKE 'character%%' OR data_type IN ('text', 'json', 'jsonb', 'ARRAY', 'USER-DEFINED'))"
        )
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE strpos(lower("{column}"::text), lower(%s)) > 0',
                [word],
            )
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


def written(word):
    """A word as text and as JSON writes it."""
    return {word, json.dumps(word, ensure_ascii=False)[1:-1], json.dumps(word)[1:-1]}


def test_requirement_13_erased_donor_is_found_in_no_column_of_the_database(salma):
    before = {word: places_of(word) for word in [EMAIL, *NAMES, WORDS]}

    erasure.erase(salma, by=None)

    assert len(before[EMAIL]) >= 8
    assert all(before[NAMES[number]] for number in (0, 1))
    left = {form: places_of(form) for word in [EMAIL, *NAMES, WORDS] for form in written(word)}
    assert {form: places for form, places in left.items() if places} == {}


def test_requirement_13_books_stay_as_they_were(salma):
    before = list(LedgerEntry.objects.values_list())

    erasure.erase(salma, by=None)

    gift = salma.donations.get()
    assert list(LedgerEntry.objects.values_list()) == before
    assert (gift.status, gift.received_minor, gift.currency, gift.paid_at) == ("paid", 500, "USD", gifts.NOON)
    assert [WallName.objects.count(), ManageLink.objects.count(), DonorNote.objects.count()] == [0, 0, 0]
    assert OutboxEmail.objects.filter(sent_at=None).exclude(kind="staff").count() == 0


def test_requirement_13_erasing_twice_is_no_error(salma):
    erasure.erase(salma, by=None)
    first = Donor.objects.get(pk=salma.pk).erased_at

    erasure.erase(Donor.objects.get(pk=salma.pk), by=gifts.make_treasurer())

    assert Donor.objects.get(pk=salma.pk).erased_at == first
    assert AuditEntry.objects.filter(act="erase").count() == 2


def test_same_address_is_a_new_donor_afterwards(salma, client):
    erasure.erase(salma, by=None)

    client.post("/en/support/", gifts.form_of(email=EMAIL))

    assert Donor.objects.get(email=EMAIL).pk != salma.pk
    assert salma.donations.count() == 1


def test_everybody_who_is_one_with_the_donor_is_erased():
    kept = gifts.make_donor(email="new@example.org")
    old = gifts.make_donor(email="old@example.org", merged_into=kept)
    older = gifts.make_donor(email="older@example.org", merged_into=old)

    erasure.erase(old, by=None)

    assert set(Donor.objects.filter(pk__in=[kept.pk, old.pk, older.pk]).values_list("email", flat=True)) == {None}


def test_name_that_is_a_common_word_harms_nobody_elses_messages():
    thief = gifts.make_gift(donor=gifts.make_donor(name="paid")).donor
    other = gifts.make_gift()
    event = WebhookEvent.objects.create(
        provider="sandbox", event_id="2", type="payment.paid", payload=gifts.message("payment.paid", other)
    )
    task = OxTask.objects.create(
        task_path="a.b", kwargs={"message": {"type": "payment.paid"}}, enqueued_at=timezone.now()
    )

    erasure.erase(thief, by=None)

    event.refresh_from_db()
    task.refresh_from_db()
    assert event.payload["type"] == task.kwargs["message"]["type"] == "payment.paid"


# --- At the provider --------------------------------------------------------------------------------------


@pytest.fixture
def sandbox(monkeypatch):
    """The pretend provider, which can be made to fail."""
    return KNOWN["sandbox"]


def running_pledge(**values):
    pledge = gifts.make_pledge(**values)
    ledger.apply(gifts.paid(pledge.donations.get()))
    pledge.refresh_from_db()
    return pledge


def test_running_pledge_ends_at_the_provider_first(sandbox):
    pledge = running_pledge()

    erasure.erase(pledge.donor, by=None)

    pledge.refresh_from_db()
    assert pledge.status == "canceled"
    assert pledge.canceled_at is not None


def test_nobody_is_half_erased_who_was_merged_while_the_provider_was_asked(monkeypatch):
    pledge, other = gifts.make_pledge(), gifts.make_donor(email="other@example.org")
    ledger.apply(gifts.paid(pledge.donations.get()))

    class Slow(Sandbox):
        def cancel(self, row):
            merging.merge(other, into=row.donor, by=gifts.make_treasurer())
            return super().cancel(row)

    monkeypatch.setitem(KNOWN, "sandbox", Slow())
    with pytest.raises(acts.NotPossible):
        erasure.erase(pledge.donor, by=None)
    before = Donor.objects.filter(erased_at=None).count()
    erasure.erase(pledge.donor, by=None)

    assert (before, Donor.objects.exclude(email=None).count()) == (2, 0)


def test_standing_order_ends_in_our_books():
    pledge = running_pledge(provider="banktransfer")

    erasure.erase(pledge.donor, by=None)

    pledge.refresh_from_db()
    assert pledge.status == "canceled"


@pytest.mark.parametrize("trouble", [ProviderDown(), ProviderRefuses("no")])
def test_nothing_is_erased_while_a_pledge_cannot_be_ended(sandbox, monkeypatch, trouble):
    def fail(pledge):
        raise trouble

    monkeypatch.setattr(sandbox, "cancel", fail, raising=False)
    pledge = running_pledge(donor=gifts.make_donor(email=EMAIL))

    with pytest.raises(type(trouble)):
        erasure.erase(pledge.donor, by=None)

    pledge.refresh_from_db()
    assert (pledge.status, pledge.donor.email, pledge.donor.erased_at) == ("active", EMAIL, None)


def test_provider_that_fails_to_forget_is_asked_until_it_has(sandbox, monkeypatch):
    donor = gifts.make_donor(email=EMAIL)
    Customer.objects.create(donor=donor, provider="sandbox", customer_id="customer-1")
    answers = [ProviderDown(), ProviderRefuses("not now"), None]
    asked = []

    def forget(customer):
        asked.append(customer.customer_id)
        if answer := answers.pop(0):
            raise answer

    monkeypatch.setattr(sandbox, "forget", forget, raising=False)
    monkeypatch.setattr(sandbox, "can", sandbox.can | {Can.FORGET})

    erasure.erase(donor, by=None)
    first = run_tasks(queues=["default"])
    erasure.elsewhere.forget_the_rest.func()
    for _attempt in range(3):
        OxTask.objects.update(run_after=None)
        run_tasks(queues=["default"])

    assert "SUCCESSFUL" not in [result.status for result in first]
    assert asked == ["customer-1"] * 3
    assert Customer.objects.count() == 0
