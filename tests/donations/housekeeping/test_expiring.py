"""Ending what never came, each way after its own term; late money is still booked."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from donations import ledger
from donations.housekeeping import expiring
from donations.models import Donation, LedgerEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def begun(days, **values):
    with time_machine.travel(timezone.now() - timedelta(days=days)):
        return gifts.make_gift(**values)


@pytest.mark.parametrize(
    ("days", "values", "status"),
    [
        (1, {}, "created"),
        (3, {}, "expired"),
        (29, {"status": "pending"}, "pending"),
        (31, {"status": "pending"}, "expired"),
        (3, {"provider": "banktransfer"}, "created"),
        (89, {"provider": "banktransfer", "status": "pending"}, "pending"),
        (91, {"provider": "banktransfer", "status": "pending"}, "expired"),
        (3, {"status": "failed"}, "failed"),
        (3, {"held_reason": "large", "held_at": timezone.now()}, "created"),
    ],
)
def test_attempt_ends_once_its_term_is_over(days, values, status):
    begun(days, **values)

    count = expiring.expire(timezone.now())

    assert Donation.objects.get().status == status
    assert count == (status == "expired")


def test_pledge_that_never_began_ends_with_its_first_payment():
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        pledge = gifts.make_pledge()

    expiring.expire(timezone.now())

    pledge.refresh_from_db()
    assert pledge.status == "expired"


def test_money_that_comes_after_the_term_is_booked():
    gift = begun(3)
    expiring.expire(timezone.now())

    ledger.apply(gifts.paid(gift))

    assert LedgerEntry.objects.get().amount_minor == 500


def test_running_again_ends_nothing_more():
    begun(3)
    expiring.expire(timezone.now())

    assert expiring.expire(timezone.now()) == 0
