"""Standing orders: no bank tells us that one was ended, so a pledge whose money stays away falls behind by date."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max

from donations import ledger, transfers
from donations.facts import Fact, FactKind
from donations.models import Pledge
from donations.states import Interval, PledgeStatus

_ROUND = {Interval.MONTH: timedelta(days=31), Interval.YEAR: timedelta(days=366)}


def fall_behind(now: datetime) -> int:
    """Let the pledges fall behind whose transfer is overdue, and ask each donor once; counts the pledges.

    The news is dated right after the last payment that came, so that any later one outweighs it, even if the
    statement that shows it is read only afterwards.
    """
    running = Pledge.objects.filter(provider=transfers.NAME, status=PledgeStatus.ACTIVE)
    count = 0
    paid = running.annotate(last_paid_at=Max("donations__paid_at")).exclude(last_paid_at=None)
    for pledge in paid.iterator():
        last = pledge.last_paid_at
        if _due_at(pledge, last) <= now and not _is_paused(pledge, now):
            fact = Fact(
                kind=FactKind.RENEWAL_FAILED,
                provider=transfers.NAME,
                pledge=pledge.uuid,
                occurred_at=last + timedelta(seconds=1),
            )
            count += ledger.apply(fact) == ledger.Outcome.APPLIED
    return count


def _due_at(pledge: Pledge, last_paid_at: datetime) -> datetime:
    """Say when the next transfer is overdue; what the donor changed meanwhile gives them a fresh round."""
    since = max(filter(None, [last_paid_at, pledge.changed_at, pledge.resumes_at]))
    return since + _ROUND[Interval(pledge.interval)] + timedelta(days=settings.BANK_GRACE_DAYS)


def _is_paused(pledge: Pledge, now: datetime) -> bool:
    return pledge.paused_at is not None and (pledge.resumes_at is None or pledge.resumes_at > now)
