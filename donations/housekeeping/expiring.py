"""Ending what never came: payments that were begun and left. Money that comes even so is still booked."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from donations import ledger
from donations.facts import Fact, FactKind
from donations.housekeeping.lots import numbers_of
from donations.models import Donation
from donations.providers.banktransfer import BankTransfer
from donations.states import GiftStatus


def expire(now: datetime) -> int:
    """End the attempts whose term is over; counts them.

    What was begun and not finished has no session alive after a day; what is on its way gets the time of the slowest
    payment; a bank transfer its own, much longer one. Held gifts have terms of their own (guard/keeping.py).
    """
    by_transfer = Q(provider=BankTransfer.name)
    waits = Q(held_at__isnull=False, released_at__isnull=True)
    over = ~by_transfer & ~waits & Q(status=GiftStatus.CREATED, created_at__lt=now - _days("ATTEMPT_DAYS"))
    over |= ~by_transfer & Q(status=GiftStatus.PENDING, created_at__lt=now - _days("PENDING_DAYS"))
    waiting = [GiftStatus.CREATED, GiftStatus.PENDING]
    over |= by_transfer & ~waits & Q(status__in=waiting, created_at__lt=now - _days("TRANSFER_DAYS"))
    count = 0
    for number in numbers_of(Donation.objects.filter(over)):
        gift = Donation.objects.only("uuid", "provider").get(pk=number)
        fact = Fact(kind=FactKind.EXPIRED, provider=gift.provider, occurred_at=now, gift=gift.uuid)
        count += ledger.apply(fact) == ledger.Outcome.APPLIED
    return count


def _days(setting: str) -> timedelta:
    return timedelta(days=settings.GIFT_TERMS[setting])
