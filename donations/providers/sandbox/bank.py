"""Playing the pretend bank: what a donor does on its pages, and what a month brings."""

import calendar
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from donations.models import Dispute, Donation, Pledge
from donations.providers.sandbox.news import happen
from donations.states import GiftStatus, Interval, PledgeStatus

PAY_LATE_SECONDS = 20
FEE_IS_ONE_OF = 50  # the pretend bank keeps a fiftieth
ANSWER_WITHIN = timedelta(days=7)


def pay(gift: Donation) -> None:
    """Let the pretend bank take the money now."""
    _tell("payment.paid", gift, **_next(gift.pledge, timezone.now()))


def decline(gift: Donation) -> None:
    """Let the pretend bank refuse."""
    _tell("payment.failed", gift)


def pay_late(gift: Donation) -> None:
    """Let the pretend bank say "on its way" now and pay a little later."""
    late = timedelta(seconds=PAY_LATE_SECONDS)
    _tell("payment.pending", gift)
    _tell("payment.paid", gift, after=late, **_next(gift.pledge, timezone.now() + late))


def close(gift: Donation) -> None:
    """Let the donor leave without paying."""
    _tell("payment.expired", gift)


def charge_next_month(pledge: Pledge) -> None:
    """Take the next payment of a pledge unless it is paused; asked twice before it is booked, it is one payment."""
    if pledge.is_paused():
        return
    happen(
        "pledge.renewed",
        pledge=str(pledge.uuid),
        payment_id=f"sandbox-{pledge.uuid}-{_place(pledge)}",
        amount_minor=pledge.amount_minor,
        currency=pledge.currency,
        fee_minor=_fee(pledge.amount_minor),
        **_next(pledge, timezone.now()),
    )


def fail_next_month(pledge: Pledge, *, is_last: bool = False) -> None:
    """Let the next payment of a pledge fail; the last time, the bank gives up."""
    happen(
        "pledge.renewal_failed",
        pledge=str(pledge.uuid),
        invoice_id=f"sandbox-{pledge.uuid}-{_place(pledge)}",
        is_last=is_last,
    )


def announce(pledge: Pledge, at: datetime) -> None:
    """Tell that the next payment will be taken then."""
    happen("pledge.upcoming", pledge=str(pledge.uuid), next_charge_at=at.isoformat())


def use_new_card(pledge: Pledge) -> None:
    """Take the donor's new card; what is owed is taken from it at once."""
    if pledge.status == PledgeStatus.PAST_DUE:
        charge_next_month(pledge)


def dispute(gift: Donation) -> None:
    """Let the donor's bank take a gift back."""
    _of_dispute("dispute.opened", gift, reason="fraudulent", answer_by=(timezone.now() + ANSWER_WITHIN).isoformat())


def decide(dispute: Dispute, *, for_us: bool) -> None:
    """Let the donor's bank give the money back, or keep it."""
    _of_dispute("dispute.won" if for_us else "dispute.lost", dispute.donation)


def one_later(moment: datetime, interval: str) -> datetime:
    """Give the same day of the next month or year, or the last one of a shorter month."""
    months = 12 if interval == Interval.YEAR else 1
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def _tell(event: str, gift: Donation, after: timedelta | None = None, **about: Any) -> None:
    kept: dict[str, Any] = {"fee_minor": _fee(gift.amount_minor)} if event == "payment.paid" else {}
    happen(
        event,
        after=after,
        gift=str(gift.uuid),
        payment_id=f"sandbox-{gift.uuid}",
        amount_minor=gift.amount_minor,
        currency=gift.currency,
        **kept,
        **about,
    )


def _of_dispute(event: str, gift: Donation, **about: Any) -> None:
    happen(
        event,
        once=f"{event}-{gift.uuid}",
        payment_id=gift.payment_id,
        transaction_id=f"dispute-{gift.uuid}",
        amount_minor=gift.received_minor,
        currency=gift.currency,
        **about,
    )


def _place(pledge: Pledge) -> int:
    return pledge.donations.filter(status=GiftStatus.PAID).count() + 1


def _next(pledge: Pledge | None, moment: datetime) -> dict[str, Any]:
    return {"next_charge_at": one_later(moment, pledge.interval).isoformat()} if pledge else {}


def _fee(amount_minor: int) -> int:
    return amount_minor // FEE_IS_ONE_OF
