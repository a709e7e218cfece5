"""The names that a provider gives to our rows: kept when first heard, never blanked, never given to a second row."""

from donations.facts import Fact
from donations.ledger.outcomes import Contradiction
from donations.models import Customer, Donation, Pledge
from donations.reasons import Reason


def keep(gift: Donation, fact: Fact) -> None:
    """Keep the session and invoice of a gift, and what else the fact names."""
    _fill(gift, session_id=fact.session_id, invoice_id=fact.invoice_id)
    if fact.customer_id:
        _meet(gift.donor_id, fact)


def keep_pledge(pledge: Pledge, fact: Fact) -> None:
    """Keep the subscription of a pledge and the customer it is taken from."""
    _fill(pledge, subscription_id=fact.subscription_id)
    if fact.customer_id:
        _meet(pledge.donor_id, fact)


def _fill(row: Donation | Pledge, **told: str) -> None:
    """Write the names that the row has not; raises Contradiction where one is another row's."""
    new = {field: name for field, name in told.items() if name and not getattr(row, field)}
    for field, name in new.items():
        if type(row).objects.filter(provider=row.provider, **{field: name}).exists():
            raise Contradiction(Reason.PAID_FOR_ANOTHER, payment=name)
        setattr(row, field, name)
    if new:
        row.save(update_fields=list(new))


def _meet(donor_id: int, fact: Fact) -> None:
    Customer.objects.get_or_create(
        provider=fact.provider, customer_id=fact.customer_id, defaults={"donor_id": donor_id}
    )
