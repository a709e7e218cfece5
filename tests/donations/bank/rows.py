"""Gifts by transfer, and lines of statements that may pay them."""

from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from typing import Any

from donations.models import BankTransaction, Donation, Pledge, Statement, StatementLayout
from tests.donations import gifts

DAY = date(2026, 3, 5)
_number = count(1)


def awaited(code: str | None = None, *, asked_on: date = DAY, **values: Any) -> Donation:
    """A gift of five euros that waits for its transfer."""
    about = {"provider": "banktransfer", "currency": "EUR", "status": "pending"} | values
    gift = gifts.make_gift(**about, reference_code=code)
    return _asked(gift, asked_on)


def promised(code: str | None = None, *, asked_on: date = DAY, **values: Any) -> Pledge:
    """A promise of three euros a month that waits for its first transfer."""
    pledge = gifts.make_pledge(**{"provider": "banktransfer", "currency": "EUR"} | values)
    pledge.donations.update(reference_code=code, status="pending")
    _asked(pledge.donations.get(), asked_on)
    return pledge


def _asked(gift: Donation, day: date) -> Donation:
    Donation.objects.filter(pk=gift.pk).update(created_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    gift.refresh_from_db()
    return gift


def statement(**values: Any) -> Statement:
    """A file that was read."""
    return Statement.objects.create(**{"file_name": "march.csv", "handed_in_by": gifts.make_treasurer()} | values)


def layout(**values: Any) -> StatementLayout:
    """A bank whose columns were named."""
    about = {"fingerprint": "x", "bank": "Bank", "columns": [], "date_order": "dmy", "decimal_sign": "."} | values
    return StatementLayout.objects.create(**{"set_by": gifts.make_treasurer()} | about)


def line(text: str = "", **values: Any) -> BankTransaction:
    """Five euros that came on the fifth of March."""
    n = next(_number)
    about = {
        "checksum": sha256(str(n).encode()).hexdigest(),
        "account": "DE02120300000000202051",
        "booked_on": DAY,
        "amount_minor": 500,
        "currency": "EUR",
        "text": text,
    } | values
    about.setdefault("statement", Statement.objects.first() or statement())
    return BankTransaction.objects.create(**about)
