"""The amounts that a donor agreed to, of old and of now: a payment fits if it is one of them."""

from donations import money
from donations.facts import Fact
from donations.ledger.entries import told
from donations.ledger.outcomes import TooEarly
from donations.models import AgreedAmount, Pledge
from donations.reasons import Reason


def keep(pledge: Pledge, fact: Fact) -> None:
    """Keep the amount until now and the one of a change."""
    _keep(pledge, pledge.amount_minor, pledge.fee_cover_minor)
    _keep(pledge, fact.amount_minor, fact.fee_cover_minor or 0)


def find(pledge: Pledge, fact: Fact) -> tuple[int, int]:
    """Give the amount that this payment should have, and the part of it for fees.

    It may be of an amount before the last change. One that was never agreed raises TooEarly: the news of a change
    may be on its way, and if none comes, the message stays among those that failed. What staff enter, and money of
    another currency, is held against the amount of now.
    """
    if fact.amount_minor == pledge.amount_minor or fact.by is not None or fact.currency != pledge.currency:
        return pledge.amount_minor, pledge.fee_cover_minor
    earlier = pledge.agreed.filter(amount_minor=fact.amount_minor).first()
    if earlier is None:
        expected = money.isolated(pledge.amount_minor, pledge.currency)
        raise TooEarly(Reason.MONEY_DIFFERS, expected=expected, came=told(fact))
    return earlier.amount_minor, earlier.fee_cover_minor


def _keep(pledge: Pledge, amount_minor: int, fee_cover_minor: int) -> None:
    AgreedAmount.objects.get_or_create(
        pledge=pledge, amount_minor=amount_minor, defaults={"fee_cover_minor": fee_cover_minor}
    )
