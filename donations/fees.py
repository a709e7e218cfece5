"""What a way of paying keeps of a gift, for donors who want to cover it.

The rates are the settings' (CARD_FEE_PERCENT, CARD_FEE_FIXED), not the provider's bill: what was really kept stands
in the ledger. Everything is counted in whole minor units; the browser counts with the same whole numbers.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from donations.money import EXPONENTS, to_minor

WHOLE = 10_000  # rates are counted in hundredths of a percent


@dataclass(frozen=True, slots=True)
class Rate:
    """What is kept: `share` of ten thousand, and `fixed` minor units on top; covers are multiples of `step`."""

    share: int
    fixed: int
    step: int


def rate(way: str, currency: str) -> Rate | None:
    """Give what a way keeps of a gift in this currency; None where donors have nothing to cover."""
    if way not in settings.FEES_OF or not settings.CARD_FEE_PERCENT:
        return None
    fixed = to_minor(Decimal(settings.CARD_FEE_FIXED.get(currency, 0)), currency)
    step = 10 if EXPONENTS[currency] == 3 else 1  # cards take three decimals only if the last is a nought
    return Rate(share=int(settings.CARD_FEE_PERCENT.scaleb(2)), fixed=fixed, step=step)


def cover(amount_minor: int, way: str, currency: str) -> int:
    """Say what to add to a gift so that all of it reaches us: a fee is taken of the fee too."""
    kept = rate(way, currency)
    if kept is None:
        return 0
    needed = -(-(amount_minor + kept.fixed) * WHOLE // (WHOLE - kept.share))
    steps = -(-(needed - amount_minor) // kept.step)
    return steps * kept.step
