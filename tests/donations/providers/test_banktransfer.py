"""What can be done to gifts by transfer: our books change, the bank is told by people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from donations import acts, ledger
from donations.models import LedgerEntry
from donations.providers.banktransfer import BankTransfer
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge():
    pledge = gifts.make_pledge(provider="banktransfer")
    BankTransfer().start(pledge.donations.get())
    ledger.apply(gifts.paid(pledge.donations.get()))
    pledge.refresh_from_db()
    return pledge


def test_donor_or_finance_ends_a_pledge(pledge):
    acts.cancel(pledge, reason="enough")

    assert (pledge.status, pledge.cancel_reason, pledge.canceled_by) == ("canceled", "enough", None)


def test_pause_end_of_pause_and_another_amount_are_kept(pledge):
    until = timezone.now() + timedelta(days=90)

    acts.pause(pledge, until=until)
    acts.change_amount(pledge, amount_minor=900)
    pledge.refresh_from_db()
    paused = (pledge.amount_minor, pledge.resumes_at)
    acts.resume(pledge)

    pledge.refresh_from_db()
    assert paused == (900, until)
    assert (pledge.amount_minor, pledge.paused_at, pledge.resumes_at) == (900, None, None)


def test_refund_waits_for_the_statement_to_show_it(pledge):
    gift = pledge.donations.get()

    refund = acts.refund(gift, amount_minor=100, by=gifts.make_treasurer(), reason="twice")

    assert refund.status == "sent"
    assert gift.refundable_minor() == 200
    assert not LedgerEntry.objects.filter(kind="refund").exists()
