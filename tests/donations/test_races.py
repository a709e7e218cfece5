"""Requirement 4: whatever meets whatever at the same moment, money moves once. Threads on a real Postgres."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from donations import acts, ledger, providers
from donations.models import Donation, LedgerEntry, OutboxEmail, Pledge, PretendNews, Refund
from donations.providers import sandbox
from tests.donations import gifts
from tests.donations.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def make_paid():
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))
    gift.refresh_from_db()
    return gift


def kept(gift: Donation) -> int:
    return gift.entries.aggregate(sum=Sum("amount_minor"))["sum"]


def reconcile() -> list[ledger.Outcome]:
    """Ask the pretend bank for all of its news and tell the ledger, as a nightly run does."""
    since = timezone.now() - timedelta(days=1)
    return [ledger.apply(fact) for fact in providers.KNOWN["sandbox"].fetch(since, timezone.now())]


def test_requirement_04_webhook_reconciliation_and_return_page_at_once_are_one_charge_and_one_mail():
    gift = gifts.make_gift()
    sandbox.pay(gift)
    told = PretendNews.objects.get().message
    page = f"/en/support/thanks/{gift.uuid}/"

    answers = at_once(
        lambda: gifts.send(Client(), told).status_code,
        reconcile,
        lambda: gifts.send(Client(), told | {"id": "another-message"}).status_code,
        reconcile,
        lambda: Client().get(page).status_code,
        behind=Donation.objects.all(),
    )

    assert [answers[0], answers[2], answers[4]] == [200, 200, 200]
    assert sorted(gift.entries.values_list("kind", "amount_minor")) == [("charge", 500), ("fee", -10)]
    assert OutboxEmail.objects.filter(kind="receipt").count() == 1
    assert Donation.objects.get().receipt_number.endswith("-000001")


def test_requirement_04_refunds_at_once_never_pay_back_more_than_came():
    gift, finance = make_paid(), gifts.make_treasurer()

    answers = at_once(
        *[lambda: acts.refund(gift, amount_minor=200, by=finance, reason="").status for _person in range(4)],
        behind=Donation.objects.all(),
    )

    refused = [answer for answer in answers if isinstance(answer, acts.NotPossible)]
    assert (answers.count("done"), len(refused)) == (2, 2)
    assert (kept(gift), Refund.objects.filter(status="done").count()) == (100, 2)


def test_requirement_04_two_approvals_at_once_pay_back_once(settings):
    settings.REFUND_NEEDS_TWO = Decimal("1")
    gift, first = make_paid(), gifts.make_treasurer()
    others = [gifts.make_treasurer() for _person in range(3)]
    asked = acts.refund(gift, amount_minor=200, by=first, reason="")

    answers = at_once(
        *[lambda person=person: acts.approve(asked, by=person).status for person in others],
        lambda: acts.refuse(asked, by=others[0], reason="").status,
        behind=Refund.objects.all(),
    )

    is_refused = answers[3] == "refused"
    assert sum(isinstance(answer, acts.NotPossible) for answer in answers) == 3
    assert kept(gift) == (500 if is_refused else 300)
    assert PretendNews.objects.filter(message__type="payment.refunded").count() == (0 if is_refused else 1)


def test_requirement_04_cancel_and_renewal_at_once_end_the_pledge_and_book_the_payment():
    pledge = gifts.make_pledge()
    ledger.apply(gifts.paid(pledge.donations.get()))
    about = {"pledge": str(pledge.uuid), "gift": None, "payment_id": "month-2"}
    renewal = gifts.message("pledge.renewed", pledge.donations.get(), **about)

    at_once(
        lambda: acts.cancel(Pledge.objects.get(), reason="money"),
        lambda: gifts.send(Client(), renewal),
        lambda: gifts.send(Client(), renewal | {"id": "another-message"}),
        lambda: acts.cancel(Pledge.objects.get(), reason="money"),
        behind=Pledge.objects.all(),
    )

    pledge.refresh_from_db()
    assert (pledge.status, pledge.next_charge_at) == ("canceled", None)
    assert sorted(LedgerEntry.objects.values_list("kind", "amount_minor")) == [("charge", 300), ("charge", 300)]
    assert OutboxEmail.objects.filter(kind="canceled").count() == 1


def test_requirement_04_payments_at_once_have_numbers_without_a_gap():
    waiting = [gifts.make_gift() for _gift in range(6)]

    at_once(*[lambda gift=gift: ledger.apply(gifts.paid(gift)) for gift in waiting])

    numbers = sorted(Donation.objects.values_list("receipt_number", flat=True))
    assert numbers == [f"2026-{place:06}" for place in range(1, 7)]
