"""What may be done with a line of a statement, and why we propose it."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models import BankTransaction, Donation


class Act(StrEnum):
    """What finance may do with a line."""

    GIFT = "gift"  # it pays this gift, or the next payment of its pledge
    AGAIN = "again"  # it is another gift of the same donor
    KNOWN = "known"  # it was recorded by hand before: no money is booked
    REFUND = "refund"  # it went back to the donor of this gift
    NEW = "new"  # it is the gift of somebody unknown
    IGNORE = "ignore"


class Clue(models.TextChoices):
    """Why a gift is proposed for a line, and what does not fit."""

    REFERENCE = "reference", _("the reference")
    MISREAD = "misread", _("the reference, misread")
    NEAR = "near", _("a reference with one sign wrong")
    AMOUNT = "amount", _("the amount")
    NAME = "name", _("the name")
    BY_HAND = "by_hand", _("recorded by hand before")
    SENT_BACK = "sent_back", _("a refund that waits")
    OTHER_AMOUNT = "other_amount", _("another amount was promised")
    OTHER_CURRENCY = "other_currency", _("another currency was promised")
    PAID_BEFORE = "paid_before", _("that gift is paid")
    ENDED = "ended", _("the pledge had ended")


DOUBTS = {Clue.NEAR, Clue.OTHER_AMOUNT, Clue.OTHER_CURRENCY, Clue.PAID_BEFORE, Clue.ENDED}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be done with a line, and what speaks for and against it."""

    act: Act
    gift: Donation
    clues: tuple[Clue, ...]

    def key(self) -> str:
        """Name the choice in a form."""
        return f"{self.act}-{self.gift.pk}"


@dataclass(slots=True)
class Proposal:
    """A line with its choices, the likeliest first; where that one `is_sure` it is chosen beforehand.

    A twin has its day and amount in common with a line that came in a file of another format.
    """

    line: BankTransaction
    choices: list[Choice] = field(default_factory=list)
    is_sure: bool = False
    is_twin: bool = False
