"""What a provider sends to our bank account, and what each transfer was made of."""

from itertools import batched

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from donations.facts import Carried, Fact
from donations.ledger.outcomes import Contradiction, Outcome
from donations.models import LedgerEntry, Payout, PayoutLine
from donations.reasons import Reason

FURTHER = {Payout.Status.ON_ITS_WAY: 0, Payout.Status.PAID: 1, Payout.Status.FAILED: 2}
AT_ONCE = 500  # rows that one question to the database names


@transaction.atomic
def pay_out(fact: Fact) -> Outcome:
    """Write a transfer to our bank, and how far it got; it only gets further."""
    about = {"amount_minor": fact.amount_minor, "currency": fact.currency}
    first = about | {
        "arrives_on": fact.arrives_on or timezone.localdate(fact.occurred_at),
        "livemode": settings.DONATIONS_LIVE if fact.livemode is None else fact.livemode,
    }
    rows = Payout.objects.select_for_update()
    payout, is_new = rows.get_or_create(provider=fact.provider, payout_id=fact.transaction_id, defaults=first)
    if (payout.amount_minor, payout.currency) != (fact.amount_minor, fact.currency):
        raise Contradiction(Reason.MOVEMENT_DIFFERS, movement=fact.transaction_id)
    status = _status(payout, fact)
    if FURTHER[status] > FURTHER[Payout.Status(payout.status)]:
        payout.status, is_new = status, True
        payout.save(update_fields=["status"])
    is_new |= _carry(payout, fact)
    return Outcome.APPLIED if is_new else Outcome.ALREADY


def _status(payout: Payout, fact: Fact) -> Payout.Status:
    if fact.reason:
        return Payout.Status.FAILED
    has_arrived = timezone.localdate(fact.occurred_at) >= payout.arrives_on
    return Payout.Status.PAID if has_arrived else Payout.Status.ON_ITS_WAY


def _carry(payout: Payout, fact: Fact) -> bool:
    """Write what it carried; a movement that came into our books since is named now. Says whether that is news."""
    known = dict(payout.lines.values_list("booked_id", "entry"))
    is_new = False
    for part in batched(fact.carried, AT_ONCE):
        entries = _entries(fact.provider, part)
        lines = [
            PayoutLine(
                payout=payout,
                booked_id=each.booked_id,
                entry_id=entries.get((each.kind, each.number)),
                net_minor=each.net_minor,
            )
            for each in part
        ]
        fresh = [line for line in lines if known.get(line.booked_id, -1) != line.entry_id]
        PayoutLine.objects.bulk_create(
            fresh, update_conflicts=True, unique_fields=["payout", "booked_id"], update_fields=["entry"]
        )
        is_new |= bool(fresh)
    return is_new


def _entries(provider: str, part: tuple[Carried, ...]) -> dict[tuple[str, str], int]:
    """Find our rows for some of the provider's."""
    numbers = {each.number for each in part if each.number}
    rows = LedgerEntry.objects.filter(provider=provider, transaction_id__in=numbers).order_by()
    return {(kind, number): pk for kind, number, pk in rows.values_list("kind", "transaction_id", "pk")}
