"""The names that a provider gives to our rows: kept when first heard, never blanked, never given to a second row."""

from django.db.models import Q

from donations.facts import Fact
from donations.ledger.outcomes import Contradiction
from donations.models import Customer, Donation, Pledge
from donations.reasons import Reason


def learn(gift: Donation, fact: Fact, **paid: str) -> list[str]:
    """Set the session, invoice and payment (`paid`) of a gift where they are new; gives the fields to save.

    Raises Contradiction where one of them is another gift's.
    """
    if fact.customer_id:
        _meet(gift.donor_id, fact)
    return _fill(gift, session_id=fact.session_id, invoice_id=fact.invoice_id, **paid)


def keep(gift: Donation, fact: Fact) -> None:
    """Learn and save at once."""
    if new := learn(gift, fact):
        gift.save(update_fields=new)


def keep_pledge(pledge: Pledge, fact: Fact) -> None:
    """Keep the subscription of a pledge."""
    if new := _fill(pledge, subscription_id=fact.subscription_id):
        pledge.save(update_fields=new)


def _fill(row: Donation | Pledge, **told: str) -> list[str]:
    new = {field: name for field, name in told.items() if name and not getattr(row, field)}
    if not new:
        return []
    taken = Q(*new.items(), _connector=Q.OR)
    if type(row).objects.filter(taken, provider=row.provider).exclude(pk=row.pk).exists():
        raise Contradiction(Reason.PAID_FOR_ANOTHER, payment=", ".join(new.values()))
    for field, name in new.items():
        setattr(row, field, name)
    return list(new)


def _meet(donor_id: int, fact: Fact) -> None:
    Customer.objects.get_or_create(
        provider=fact.provider, customer_id=fact.customer_id, defaults={"donor_id": donor_id}
    )
