"""What a provider keeps of a payment, and what it sends to our bank account."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from donations.facts import Fact
from donations.ledger.entries import Kind, enter, is_entered
from donations.ledger.outcomes import Contradiction, Outcome
from donations.models import Donation, Payout
from donations.money import EXPONENTS
from donations.reasons import Reason

FURTHER = {Payout.Status.ON_ITS_WAY: 0, Payout.Status.PAID: 1, Payout.Status.FAILED: 2}


def take(gift: Donation, fact: Fact) -> Outcome:
    """Write a fee (negative) or one given back (positive); it may be of the currency of our account there."""
    if not fact.amount_minor or fact.currency not in EXPONENTS:
        raise Contradiction(Reason.UNUSABLE_AMOUNT, value=str(fact.amount_minor))
    if is_entered(fact, kind=Kind.FEE, amount_minor=fact.amount_minor):
        return Outcome.ALREADY
    enter(gift, fact, kind=Kind.FEE, amount_minor=fact.amount_minor, name=fact.transaction_id)
    return Outcome.APPLIED


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
    return Outcome.APPLIED if is_new else Outcome.ALREADY


def _status(payout: Payout, fact: Fact) -> Payout.Status:
    if fact.reason:
        return Payout.Status.FAILED
    has_arrived = timezone.localdate(fact.occurred_at) >= payout.arrives_on
    return Payout.Status.PAID if has_arrived else Payout.Status.ON_ITS_WAY
