"""Bank transfers: our accounts, and the reference by which a line of the statement finds its gift."""

import secrets
from dataclasses import dataclass

import segno.helpers
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from donations import iban, money
from donations.models import Donation

NAME = "banktransfer"  # of the way of giving, on gifts and in settings

# No letter that may be read as another, or as a digit.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH = 8
PREFIX = "GIFT"


@dataclass(frozen=True, slots=True)
class Account:
    """Where a transfer in one currency goes."""

    holder: str
    iban: str
    bic: str
    bank: str

    def groups(self) -> list[str]:
        """Give the IBAN in groups of four."""
        return iban.groups(self.iban)

    def spaced(self) -> str:
        """Write the IBAN as it is printed: in groups of four."""
        return " ".join(self.groups())


def accounts() -> dict[str, Account]:
    """Give the newsroom's account for each currency in which it can receive one."""
    return {currency: Account(**named) for currency, named in settings.BANK_ACCOUNTS.items()}


def account(currency: str) -> Account | None:
    """Give the account that takes this currency; none where the newsroom has no such account."""
    return accounts().get(currency)


def new_reference() -> str:
    """Make a reference such as "GIFT-7K4M-92QX": short enough to copy by hand, too rare to guess or to meet twice."""
    return written("".join(secrets.choice(ALPHABET) for _place in range(LENGTH)))


def written(signs: str) -> str:
    """Write the eight signs of a reference as donors see them."""
    return f"{PREFIX}-{signs[:4]}-{signs[4:]}"


def signs_of(code: str) -> str:
    """Give the eight signs of a reference as donors see it."""
    return code.replace("-", "")[-LENGTH:]


def payment_code(gift: Donation, to: Account) -> SafeString:
    """Draw the code that a banking app reads (EPC069-12, version 002) as SVG with its quiet zone.

    Empty where the standard has none: another currency than the euro, or details that it cannot carry.
    """
    if gift.currency != "EUR" or not gift.reference_code or not iban.is_valid(to.iban):
        return SafeString()
    bic = to.bic if len(to.bic) in (8, 11) else None
    amount = money.to_decimal(gift.amount_minor, gift.currency)
    number = iban.compact(to.iban)
    try:
        code = segno.helpers.make_epc_qr(to.holder, number, amount, text=gift.reference_code, bic=bic)
    except ValueError:
        return SafeString()
    # The library writes a path of numbers; nothing that anybody typed stands in it.
    return mark_safe(code.svg_inline(omitsize=True, light="#fff", border=4, svgclass=None, lineclass=None))  # noqa: S308
