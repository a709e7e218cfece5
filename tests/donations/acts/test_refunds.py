"""Paying back: provider first, never more than is left, by two people above the limit, once for each row."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from django_ox.testing import run_tasks

from donations import acts, ledger, providers
from donations.facts import FactKind
from donations.models import LedgerEntry, OutboxEmail, PretendNews, Refund
from donations.providers.base import Can, ProviderDown, ProviderRefuses
from donations.providers.sandbox import Sandbox
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def make_paid(**values):
    gift = gifts.make_gift(**values)
    ledger.apply(gifts.paid(gift))
    gift.refresh_from_db()
    return gift


class Failing(Sandbox):
    """A provider that answers with an error, before it acted or after."""

    def __init__(self, error: Exception, *, acts_first: bool = False) -> None:
        self.error, self.acts_first = error, acts_first

    def refund(self, refund):
        if self.acts_first:
            super().refund(refund)
        raise self.error

    def cancel(self, pledge):
        raise self.error


def test_refund_moves_money_at_the_provider_then_in_the_books():
    gift, finance = make_paid(), gifts.make_treasurer()

    refund = acts.refund(gift, amount_minor=200, by=finance, reason="asked by mail")

    assert (refund.status, refund.refund_id) == ("done", f"refund-{refund.uuid}")
    assert list(LedgerEntry.objects.refunds().values_list("amount_minor", "transaction_id")) == [
        (-200, refund.refund_id)
    ]
    assert (gift.standing(), gift.kept_minor(), gift.refundable_minor()) == ("partly_paid_back", 300, 300)
    assert OutboxEmail.objects.get(kind="refunded").context == {"amount_minor": 200}
    entry = AuditEntry.objects.get(act="refund")
    assert (entry.by_id, entry.on_id, entry.details["amount"]) == (finance.pk, str(gift.pk), "2.00 USD")


def test_whole_refund_leaves_nothing_to_pay_back():
    gift = make_paid()

    acts.refund(gift, amount_minor=500, by=gifts.make_treasurer(), reason="")

    assert (gift.standing(), gift.refundable_minor(), acts.can(gift, Can.REFUND)) == ("paid_back", 0, False)


@pytest.mark.parametrize("amount", [-1, 0, 501])
def test_requirement_10_refund_of_more_or_less_than_there_is_asks_nobody(amount):
    gift = make_paid()

    with pytest.raises(acts.NotPossible):
        acts.refund(gift, amount_minor=amount, by=gifts.make_treasurer(), reason="")

    assert (Refund.objects.count(), PretendNews.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


def test_refund_of_a_gift_that_is_not_paid_asks_nobody():
    with pytest.raises(acts.NotPossible):
        acts.refund(gifts.make_gift(), amount_minor=1, by=gifts.make_treasurer(), reason="")

    assert Refund.objects.count() == 0


def test_refund_of_what_is_in_dispute_is_not_possible():
    gift = make_paid()
    ledger.apply(gifts.paid(gift, kind=FactKind.DISPUTED, transaction_id="dp"))

    with pytest.raises(acts.NotPossible):
        acts.refund(gift, amount_minor=1, by=gifts.make_treasurer(), reason="")

    assert gift.standing() == "in_dispute"


def test_way_that_cannot_pay_back_says_so():
    gift = make_paid(provider="banktransfer")
    able = acts.can(gift, Can.REFUND)
    if not able:
        with pytest.raises(acts.NotPossible):
            acts.refund(gift, amount_minor=1, by=gifts.make_treasurer(), reason="")

    assert able == (Can.REFUND in providers.KNOWN["banktransfer"].can)


def test_requirement_10_refusal_of_the_provider_is_told_and_leaves_the_books(monkeypatch):
    monkeypatch.setitem(providers.KNOWN, "sandbox", Failing(ProviderRefuses("charge expired")))
    gift = make_paid()

    with pytest.raises(ProviderRefuses):
        acts.refund(gift, amount_minor=200, by=gifts.make_treasurer(), reason="")

    refund = Refund.objects.get()
    assert (refund.status, refund.problem) == ("failed", "charge expired")
    assert (gift.refundable_minor(), LedgerEntry.objects.refunds().count()) == (500, 0)


@pytest.mark.parametrize("acts_first", [False, True], ids=["before it acted", "after it acted"])
def test_requirement_06_refund_whose_answer_is_lost_is_asked_again_and_pays_back_once(monkeypatch, acts_first):
    gift = make_paid()
    with monkeypatch.context() as down:
        down.setitem(providers.KNOWN, "sandbox", Failing(ProviderDown("timeout"), acts_first=acts_first))
        with pytest.raises(ProviderDown):
            acts.refund(gift, amount_minor=200, by=gifts.make_treasurer(), reason="")
    unknown = Refund.objects.get()
    promised = gift.refundable_minor()

    for _time in range(2):
        acts.refunds.send_again.call(unknown.pk)

    unknown.refresh_from_db()
    assert (promised, unknown.status) == (300, "done")
    assert LedgerEntry.objects.refunds().get().amount_minor == -200
    assert PretendNews.objects.filter(message__type="payment.refunded").count() == 1


def test_queue_asks_for_a_refund_whose_asker_died(monkeypatch, settings):
    settings.SITE_URL = "http://127.0.0.1:9"  # the bank's own news never arrives
    gift = make_paid()
    monkeypatch.setitem(providers.KNOWN, "sandbox", Failing(SystemExit()))
    with pytest.raises(SystemExit):
        acts.refund(gift, amount_minor=200, by=gifts.make_treasurer(), reason="")
    monkeypatch.setitem(providers.KNOWN, "sandbox", Sandbox())

    with time_machine.travel(timezone.now() + acts.refunds.ASK_AGAIN_AFTER + timedelta(seconds=1)):
        run_tasks(queues=["default"])

    assert Refund.objects.get().status == "done"
    assert LedgerEntry.objects.refunds().get().amount_minor == -200


def test_large_refund_waits_for_a_second_person(settings):
    settings.REFUND_NEEDS_TWO = Decimal("2")
    gift, first, second = make_paid(), gifts.make_treasurer(), gifts.make_treasurer()
    small = acts.refund(gift, amount_minor=200, by=first, reason="")

    asked = acts.refund(gift, amount_minor=1, by=first, reason="in parts")
    before = LedgerEntry.objects.refunds().count()
    with pytest.raises(acts.NotPossible):
        acts.approve(asked, by=first)
    approved = acts.approve(asked, by=second)

    assert (small.status, asked.status, before, approved.status) == ("done", "asked", 1, "done")
    assert (approved.asked_by, approved.approved_by) == (first, second)
    assert sorted(LedgerEntry.objects.refunds().values_list("amount_minor", flat=True)) == [-200, -1]


def test_refund_that_waits_is_promised_and_freed_when_it_is_refused(settings):
    settings.REFUND_NEEDS_TWO = Decimal("0")
    gift, first, second = make_paid(), gifts.make_treasurer(), gifts.make_treasurer()
    asked = acts.refund(gift, amount_minor=400, by=first, reason="")
    promised = gift.refundable_minor()

    acts.refuse(asked, by=second, reason="wrong gift")

    with pytest.raises(acts.NotPossible):
        acts.approve(asked, by=second)
    asked.refresh_from_db()
    assert (promised, gift.refundable_minor()) == (100, 500)
    assert (asked.status, asked.problem) == ("refused", "wrong gift")


def test_refund_that_came_back_is_ours_again_and_finance_is_alarmed(settings):
    settings.DONATIONS_STAFF_EMAIL = ["desk@example.org"]
    gift = make_paid()
    refund = acts.refund(gift, amount_minor=200, by=gifts.make_treasurer(), reason="")
    back = {"transaction_id": refund.refund_id, "amount_minor": 200, "reason": "account closed"}

    for _time in range(2):
        ledger.apply(gifts.paid(gift, kind=FactKind.REFUND_FAILED, **back))

    refund.refresh_from_db()
    assert (refund.status, refund.problem) == ("failed", "account closed")
    assert (gift.kept_minor(), gift.refundable_minor(), gift.standing()) == (500, 500, "paid")
    assert OutboxEmail.objects.filter(dedupe_key__startswith="staff:alarm:refund_failed:").count() == 1


def test_refund_made_at_the_providers_own_desk_has_a_row():
    gift = make_paid()

    ledger.apply(gifts.paid(gift, kind=FactKind.REFUNDED, transaction_id="re_desk", amount_minor=120))

    refund = Refund.objects.get()
    assert (refund.donation, refund.amount_minor, refund.status, refund.asked_by) == (gift, 120, "done", None)
