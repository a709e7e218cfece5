"""Charges that a donor's bank takes back, until it decides: what was taken and what was returned pair up."""

from donations.facts import Fact
from donations.ledger import letters
from donations.ledger.entries import Kind, enter, expect_return, is_entered, watch
from donations.ledger.outcomes import Outcome, TooEarly
from donations.models import Dispute, Donation
from donations.reasons import Reason
from donations.states import DisputeStatus


def open_dispute(gift: Donation, fact: Fact) -> Outcome:
    """Write what the bank took. It may take more than is left of the gift; that is booked too, and finance hears."""
    expect_return(gift, fact)
    if is_entered(fact, kind=Kind.DISPUTE, amount_minor=-fact.amount_minor):
        return Outcome.ALREADY
    enter(gift, fact, kind=Kind.DISPUTE, amount_minor=-fact.amount_minor, name=fact.transaction_id)
    dispute = Dispute.objects.create(
        donation=gift,
        provider=fact.provider,
        dispute_id=fact.transaction_id,
        amount_minor=fact.amount_minor,
        currency=fact.currency,
        reason=fact.reason[:60],
        opened_at=fact.occurred_at,
        answer_by=fact.answer_by,
    )
    letters.disputed(dispute)
    watch(gift)
    return Outcome.APPLIED


def win(gift: Donation, fact: Fact) -> Outcome:
    """Write what the bank returned; banks think again, so that a lost dispute may be won yet."""
    dispute = _dispute(gift, fact)
    expect_return(gift, fact)
    if is_entered(fact, kind=Kind.DISPUTE_WON, amount_minor=fact.amount_minor):
        return Outcome.ALREADY
    enter(gift, fact, kind=Kind.DISPUTE_WON, amount_minor=fact.amount_minor, name=fact.transaction_id)
    return _close(dispute, DisputeStatus.WON, fact)


def lose(gift: Donation, fact: Fact) -> Outcome:
    """Note that the bank keeps what it took."""
    return _close(_dispute(gift, fact), DisputeStatus.LOST, fact)


def _dispute(gift: Donation, fact: Fact) -> Dispute:
    rows = Dispute.objects.select_for_update().filter(donation=gift, provider=fact.provider)
    dispute = rows.filter(dispute_id=fact.transaction_id).first()
    if dispute is None:
        raise TooEarly(Reason.NO_DISPUTE_YET, dispute=fact.transaction_id)
    return dispute


def _close(dispute: Dispute, status: DisputeStatus, fact: Fact) -> Outcome:
    if not dispute.may_become(status):
        return Outcome.ALREADY
    dispute.status, dispute.closed_at = status, fact.occurred_at
    dispute.save(update_fields=["status", "closed_at"])
    letters.dispute_closed(dispute)
    return Outcome.APPLIED
