"""Money that goes back by our own will or at the provider's desk, and comes again where the donor's bank refuses."""

from django.db.models import Sum

from donations.facts import Fact
from donations.ledger import letters
from donations.ledger.entries import Kind, enter, expect_return, is_entered
from donations.ledger.outcomes import Outcome, TooEarly
from donations.models import Donation, LedgerEntry, Refund
from donations.reasons import Reason
from donations.states import RefundStatus


def refund(gift: Donation, fact: Fact) -> Outcome:
    """Write money that went back, once; refunds never exceed what came.

    One that would raises TooEarly: the news that an earlier refund failed may be on its way.
    """
    expect_return(gift, fact)
    if is_entered(fact, kind=Kind.REFUND, amount_minor=-fact.amount_minor):
        return Outcome.ALREADY
    if _gone(gift) + fact.amount_minor > (gift.received_minor or 0):
        raise TooEarly(Reason.REFUND_TOO_LARGE, gift=str(gift))
    enter(gift, fact, kind=Kind.REFUND, amount_minor=-fact.amount_minor, name=fact.transaction_id)
    row = _row(gift, fact)
    if row.may_become(RefundStatus.DONE):
        row.status, row.done_at = RefundStatus.DONE, fact.occurred_at
    row.refund_id = fact.transaction_id
    row.save(update_fields=["status", "done_at", "refund_id"])
    letters.refunded(gift, fact)
    return Outcome.APPLIED


def fail(gift: Donation, fact: Fact) -> Outcome:
    """Write money that was to go back and is ours again; an amount of nothing never left."""
    if fact.amount_minor:
        expect_return(gift, fact)
        if is_entered(fact, kind=Kind.ADJUSTMENT, amount_minor=fact.amount_minor):
            return Outcome.ALREADY
        if not is_entered(fact, kind=Kind.REFUND, amount_minor=-fact.amount_minor):
            raise TooEarly(Reason.NO_REFUND_YET, refund=fact.transaction_id)
        enter(gift, fact, kind=Kind.ADJUSTMENT, amount_minor=fact.amount_minor, name=fact.transaction_id)
    row = _known(gift, fact)
    if row is None or not row.may_become(RefundStatus.FAILED):
        return Outcome.ALREADY
    row.status, row.refund_id, row.problem = RefundStatus.FAILED, fact.transaction_id, fact.reason
    row.save(update_fields=["status", "refund_id", "problem"])
    letters.refund_failed(gift, fact)
    return Outcome.APPLIED


def _gone(gift: Donation) -> int:
    """Sum what went back and did not come again."""
    rows = LedgerEntry.objects.filter(donation=gift, kind__in=[Kind.REFUND, Kind.ADJUSTMENT])
    return -(rows.aggregate(sum=Sum("amount_minor"))["sum"] or 0)


def _row(gift: Donation, fact: Fact) -> Refund:
    """Give the refund that we asked for, or write down one that was made at the provider's own desk."""
    return _known(gift, fact) or Refund.objects.create(
        donation=gift,
        provider=fact.provider,
        refund_id=fact.transaction_id,
        amount_minor=fact.amount_minor,
        currency=fact.currency,
        status=RefundStatus.SENT,
        reason=fact.reason,
    )


def _known(gift: Donation, fact: Fact) -> Refund | None:
    rows = Refund.objects.select_for_update().filter(donation=gift)
    named = rows.filter(refund_id=fact.transaction_id).first()
    return named or (rows.filter(uuid=fact.refund).first() if fact.refund else None)
