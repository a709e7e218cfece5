"""Money that goes back by our own will or at the provider's desk, and comes again where the donor's bank refuses."""

from donations.facts import Fact
from donations.ledger import letters
from donations.ledger.entries import Kind, enter, expect_return, is_entered, watch
from donations.ledger.outcomes import Outcome, TooEarly
from donations.models import Donation, Refund
from donations.reasons import Reason
from donations.states import RefundStatus


def refund(gift: Donation, fact: Fact) -> Outcome:
    """Write money that went back, once.

    Ours never exceed what came: `acts` sees to it. What a provider did is booked even so, and finance hears of it;
    to refuse it here would also refuse two refunds of which the first failed, whenever that news comes last.
    """
    expect_return(gift, fact)
    if is_entered(fact, kind=Kind.REFUND, amount_minor=-fact.amount_minor):
        return Outcome.ALREADY
    enter(gift, fact, kind=Kind.REFUND, amount_minor=-fact.amount_minor, name=fact.transaction_id)
    _note(gift, fact)
    if not fact.is_quiet:
        letters.refunded(gift, fact)
    watch(gift)
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


def _note(gift: Donation, fact: Fact) -> None:
    """Note on the refund that we asked for that it is done, or write down one made at the provider's own desk."""
    row = _known(gift, fact)
    if row is None:
        about = {"donation": gift, "provider": fact.provider, "currency": fact.currency, "reason": fact.reason[:300]}
        row = Refund(amount_minor=fact.amount_minor, status=RefundStatus.SENT, **about)
    if row.may_become(RefundStatus.DONE):
        row.status, row.done_at = RefundStatus.DONE, fact.occurred_at
    row.refund_id = fact.transaction_id
    row.save()


def _known(gift: Donation, fact: Fact) -> Refund | None:
    rows = Refund.objects.select_for_update().filter(donation=gift)
    named = rows.filter(refund_id=fact.transaction_id).first()
    return named or (rows.filter(uuid=fact.refund).first() if fact.refund else None)
