"""Locks, one by one: two who tell the same at the same moment, and each of them hears an answer, never an error.

The database would refuse a second row by itself; only a lock lets the second of two wait and then see the first.
"""

from dataclasses import replace

import pytest
from django.core import mail

from donations import by_hand, emails, ledger, providers, webhooks
from donations.bank import booking
from donations.bank.proposals import Act
from donations.facts import Fact, FactKind
from donations.ledger import Outcome
from donations.models import Campaign, Donation, LedgerEntry, OutboxEmail, Pledge, WebhookEvent
from donations.providers.sandbox import Sandbox
from tests.donations import gifts
from tests.donations.bank import rows as bank
from tests.donations.racing import at_once
from tests.donations.test_by_hand import entry

pytestmark = pytest.mark.django_db(transaction=True)


def told_twice(fact, behind):
    """What the ledger answers to one fact that two tell it at once."""
    return sorted(at_once(*[lambda: ledger.apply(fact)] * 2, behind=behind), key=str)


def test_requirement_04_payment_told_twice_at_once_is_applied_and_then_known():
    gift = gifts.make_gift()

    answers = told_twice(gifts.paid(gift), Donation.objects)

    assert answers == [Outcome.ALREADY, Outcome.APPLIED]
    assert OutboxEmail.objects.filter(kind="receipt").count() == 1


@pytest.mark.parametrize("kind", [FactKind.REFUNDED, FactKind.DISPUTED, FactKind.FEE])
def test_requirement_04_return_told_twice_at_once_is_applied_and_then_known(kind):
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))

    answers = told_twice(replace(gifts.paid(gift), kind=kind, transaction_id="t-1"), Donation.objects)

    assert answers == [Outcome.ALREADY, Outcome.APPLIED]
    assert LedgerEntry.objects.count() == 2


def test_requirement_04_change_of_a_pledge_told_twice_at_once_is_applied_and_then_known():
    pledge = gifts.make_pledge()
    ledger.apply(gifts.paid(pledge.donations.get()))
    about = {"provider": "sandbox", "pledge": pledge.uuid, "amount_minor": 900, "currency": "USD"}

    answers = told_twice(Fact(kind=FactKind.CHANGED, occurred_at=gifts.NOON, **about), Pledge.objects)

    assert answers == [Outcome.ALREADY, Outcome.APPLIED]


def test_requirement_04_message_that_two_work_on_at_once_is_read_once(monkeypatch, settings):
    gift, read = gifts.make_gift(), []

    class Watched(Sandbox):
        def facts(self, payload):
            read.append(payload)
            return super().facts(payload)

    monkeypatch.setitem(providers.KNOWN, "sandbox", Watched())
    told = gifts.message("payment.paid", gift)
    event = WebhookEvent.objects.create(
        provider="sandbox", event_id="1", type=told["type"], payload=told, livemode=settings.DONATIONS_LIVE
    )

    at_once(*[lambda: webhooks.work_on(event.pk)] * 2, behind=Donation.objects)

    assert len(read) == 1
    assert WebhookEvent.objects.get().status == "processed"


def test_requirement_14_mail_that_two_workers_send_at_once_goes_out_once():
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))
    owed = OutboxEmail.objects.get(kind="receipt")

    at_once(*[lambda: emails.send.func(owed.pk)] * 2, behind=OutboxEmail.objects)

    assert len(mail.outbox) == 1


def test_line_that_two_book_at_once_is_one_gift_also_of_somebody_unknown():
    gifts.make_campaign()
    line, treasurer = bank.line("for the paper"), gifts.make_treasurer()

    def book():
        return booking.settle(line.pk, act=Act.NEW, gift_pk=None, by=treasurer)

    answers = at_once(book, book, behind=Campaign.objects)

    assert sorted(type(answer).__name__ for answer in answers) == ["BankTransaction", "SettledBefore"]
    assert Donation.objects.count() == 1


def test_entry_that_two_take_back_at_once_goes_back_once():
    treasurer = gifts.make_treasurer()
    gift, _is_new = by_hand.enter(entry(), by=treasurer)

    answers = at_once(*[lambda: by_hand.take_back(gift, by=treasurer, reason="Twice")] * 2, behind=Donation.objects)

    assert sorted(type(answer).__name__ for answer in answers) == ["NotEntered", "int"]
    assert LedgerEntry.objects.count() == 2
