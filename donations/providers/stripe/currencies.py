"""What Stripe takes of a currency. Its minor units are ours; a few rules come on top.

Sources: docs.stripe.com/currencies (smallest charges, three-decimal currencies). An account that settles in another
currency has larger minima; Stripe then refuses, and the donor is told.
"""

from donations.money import EXPONENTS

SMALLEST = {"USD": 50, "EUR": 50, "GBP": 30, "SEK": 300, "AED": 200, "JPY": 50}  # minor units


def takes(amount_minor: int, currency: str) -> bool:
    """Say whether a charge of this amount is possible at all: three decimals must end in a nought."""
    ends_right = EXPONENTS[currency] < 3 or amount_minor % 10 == 0
    return ends_right and amount_minor >= SMALLEST.get(currency, 1)
