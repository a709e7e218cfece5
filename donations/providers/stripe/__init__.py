"""Card payments through Stripe: Checkout on its own page, or its fields on a page of ours where it has no Arabic.

Promise: no card number comes near us. What Stripe tells is only a reason to ask it: facts are read from what it
answers then. Every request that makes or changes something carries a key of our own rows, so that asking twice is
asking once. Nothing that a donor wrote, and no name, is in any request; the mail address is, because Stripe asks for
one. docs/decisions/0019-stripe.md says what was never run against the real service.
"""

from donations.providers.stripe.client import API_VERSION
from donations.providers.stripe.provider import Stripe

__all__ = ["API_VERSION", "Stripe"]
