"""What a provider keeps of a payment."""

from donations.facts import Fact
from donations.ledger.entries import Kind, enter, is_entered
from donations.ledger.outcomes import Contradiction, Outcome
from donations.models import Donation
from donations.money import EXPONENTS
from donations.reasons import Reason


def take(gift: Donation, fact: Fact) -> Outcome:
    """Write a fee (negative) or one given back (positive); it may be of the currency of our account there."""
    if not fact.amount_minor or fact.currency not in EXPONENTS:
        raise Contradiction(Reason.UNUSABLE_AMOUNT, value=str(fact.amount_minor))
    if is_entered(fact, kind=Kind.FEE, amount_minor=fact.amount_minor):
        return Outcome.ALREADY
    enter(gift, fact, kind=Kind.FEE, amount_minor=fact.amount_minor, name=fact.transaction_id)
    return Outcome.APPLIED
