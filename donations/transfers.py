"""Bank transfers: our account, and the reference by which a line of the statement finds its gift."""

import secrets
from dataclasses import dataclass

from django.conf import settings

# No letter that may be read as another, or as a digit.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH = 8


@dataclass(frozen=True, slots=True)
class Account:
    """Where a transfer goes."""

    holder: str
    iban: str
    bic: str
    bank: str


def account() -> Account:
    """Give the newsroom's account as the settings name it."""
    return Account(**settings.BANK_ACCOUNT)


def new_reference() -> str:
    """Make a reference such as "GIFT-7K4M-92QX": short enough to copy by hand, too rare to guess or to meet twice."""
    signs = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    return f"GIFT-{signs[:4]}-{signs[4:]}"
