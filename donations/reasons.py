"""Why a payment's news could not be booked: stored as a code with its details, read in the language of who looks."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """A whole sentence with named holes for each thing that can be wrong."""

    UNKNOWN_TYPE = "unknown_type", _("It is of a type that we do not follow.")
    NOT_OURS = "not_ours", _("It is about no gift or pledge of ours.")
    UNUSABLE_AMOUNT = "unusable_amount", _("“%(value)s” is no usable amount: whole minor units are expected.")
    UNUSABLE_CURRENCY = "unusable_currency", _("“%(value)s” is no currency that we know.")
    UNUSABLE_DATE = "unusable_date", _("“%(value)s” is no usable moment: a past date with its time zone is expected.")
    UNUSABLE_NUMBER = "unusable_number", _("“%(value)s” is no usable number of a payment or refund.")
    PAID_BEFORE = "paid_before", _("Gift %(gift)s was paid before by payment %(first)s; now %(second)s came.")
    PAID_FOR_ANOTHER = "paid_for_another", _("Payment %(payment)s belongs to another gift.")
    MONEY_DIFFERS = "money_differs", _("%(expected)s was expected, %(came)s came.")
    REFUND_DIFFERS = "refund_differs", _("A refund of %(refund)s does not fit a gift of %(charge)s.")
    NO_PAYMENT_YET = "no_payment_yet", _("Payment %(payment)s, which it refunds, has not arrived.")
    NO_REFUND_YET = "no_refund_yet", _("Refund %(refund)s, which has failed, has not arrived.")
    NO_DISPUTE_YET = "no_dispute_yet", _("Dispute %(dispute)s, which has ended, has not arrived.")
    MODE_DIFFERS = "mode_differs", _("Test money and real money never mix.")
    MOVEMENT_DIFFERS = "movement_differs", _("Movement %(movement)s is in the books with another amount.")
    NO_PLEDGE_YET = "no_pledge_yet", _("The first payment of this pledge has not arrived.")


class Problem(Exception):
    """News that is not booked, and the reason."""

    def __init__(self, reason: Reason, **details: str) -> None:
        super().__init__(reason, details)
        self.reason = reason
        self.details = details

    def __str__(self) -> str:
        return told(self.reason, self.details)


def told(code: str, details: dict[str, Any]) -> str:
    """Say a stored reason in the active language; what was inserted keeps its own direction."""
    isolated = {name: f"\u2068{value}\u2069" for name, value in details.items()}
    return str(Reason(code).label) % isolated
