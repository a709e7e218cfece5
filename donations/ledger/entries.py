"""Adding rows to the ledger, and the sums of a gift's rows."""

from django.db.models import Sum
from django.utils import timezone

from donations import money
from donations.facts import Fact
from donations.ledger import letters
from donations.ledger.outcomes import Contradiction
from donations.models import Donation, LedgerEntry
from donations.reasons import Reason

Kind = LedgerEntry.Kind


def enter(gift: Donation, fact: Fact, *, kind: Kind, amount_minor: int, name: str) -> None:
    """Add one movement of money, signed; `name` is its own number at the provider."""
    LedgerEntry.objects.create(
        donation=gift,
        kind=kind,
        amount_minor=amount_minor,
        currency=fact.currency,
        provider=fact.provider,
        transaction_id=name,
        occurred_at=min(fact.occurred_at, timezone.now()),
        entered_by=fact.by,
    )


def is_entered(fact: Fact, *, kind: Kind, amount_minor: int) -> bool:
    """Say whether this movement is in the books; raises Contradiction where it is there with another amount."""
    rows = LedgerEntry.objects.filter(provider=fact.provider, transaction_id=fact.transaction_id, kind=kind)
    known = rows.values_list("amount_minor", "currency").first()
    if known is not None and known != (amount_minor, fact.currency):
        raise Contradiction(Reason.MOVEMENT_DIFFERS, movement=fact.transaction_id)
    return known is not None


def expect_return(gift: Donation, fact: Fact) -> None:
    """Raise Contradiction unless the money that went back is of the gift's currency and no more than all of it."""
    received = gift.received_minor or 0
    if fact.currency != gift.currency or not 0 < fact.amount_minor <= received:
        charge = money.isolated(received, gift.currency)
        raise Contradiction(Reason.REFUND_DIFFERS, refund=told(fact), charge=charge)


def watch(gift: Donation) -> None:
    """Alarm finance where more went back than came, as when a bank takes what was paid back already.

    A gift of which nothing is left needs nobody to pay it back any more.
    """
    rows = LedgerEntry.objects.filter(donation=gift).exclude(kind=Kind.FEE)
    left = rows.aggregate(sum=Sum("amount_minor"))["sum"] or 0
    if left < 0:
        letters.overdrawn(gift)
    elif left == 0:
        letters.gone(gift)


def told(fact: Fact) -> str:
    """Write a fact's amount for a person, whatever its currency says."""
    is_known = fact.currency in money.EXPONENTS
    return money.isolated(fact.amount_minor, fact.currency) if is_known else f"{fact.amount_minor} {fact.currency}"
