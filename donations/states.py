"""The lives of a gift and of a pledge: every state and every move that is allowed, in one place.

Moves only go forward. A failed or expired gift may still be paid, because late success is real money; paid is the
end. Refunds are not states: they are rows of the ledger, and what is left of a gift is read from there.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Interval(models.TextChoices):
    """How often a donor wants to give."""

    ONCE = "once", _("One time")
    MONTH = "month", _("Monthly")
    YEAR = "year", _("Yearly")


REPEATING = [Interval.MONTH, Interval.YEAR]


class GiftStatus(models.TextChoices):
    """Where one payment stands."""

    CREATED = "created", _("Started")
    PENDING = "pending", _("On its way")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Abandoned")


class HeldReason(models.TextChoices):
    """Why a gift waits before anything is asked of a provider."""

    MAIL = "mail", _("Waits for the donor to confirm it by mail")
    RELEASED = "released", _("Was let through and waits for the donor to go on")
    LARGE = "large", _("Far larger than what the campaign asks for")
    CURRENCIES = "currencies", _("The donor tried several currencies within a day")
    LEAST = "least", _("The donor gave the least amount again and again within a day")
    DECLINED = "declined", _("Several cards of this donor were declined within a day")
    STRANGERS = "strangers", _("Several cards of this unusual mail domain were declined within a day")


WAITS_FOR_DONOR = [HeldReason.MAIL, HeldReason.RELEASED]


class Standing(models.TextChoices):
    """How a gift stands, returns included: read from the ledger's rows, never stored."""

    CREATED = "created", _("Started")
    PENDING = "pending", _("On its way")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Abandoned")
    PAID_BACK = "paid_back", _("Paid back in full")
    PARTLY_PAID_BACK = "partly_paid_back", _("Paid back in part")
    IN_DISPUTE = "in_dispute", _("Disputed at the bank")
    TAKEN_BACK = "taken_back", _("Taken back by the bank")


class RefundStatus(models.TextChoices):
    """Where money stands that is to go back."""

    ASKED = "asked", _("Waits for a second person")
    SENT = "sent", _("On its way back")
    DONE = "done", _("Paid back")
    FAILED = "failed", _("Failed")
    REFUSED = "refused", _("Refused by the second person")


class DisputeStatus(models.TextChoices):
    """Where a charge stands that the donor's bank took back."""

    OPEN = "open", _("Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")


class PledgeStatus(models.TextChoices):
    """Where a repeating promise stands. Pausing is no state: a paused pledge runs and takes nothing meanwhile."""

    INCOMPLETE = "incomplete", _("Not begun")
    ACTIVE = "active", _("Running")
    PAST_DUE = "past_due", _("A payment failed")
    CANCELED = "canceled", _("Ended")
    EXPIRED = "expired", _("Never begun")


GIFT_MOVES: dict[str, set[str]] = {
    GiftStatus.CREATED: {GiftStatus.PENDING, GiftStatus.PAID, GiftStatus.FAILED, GiftStatus.EXPIRED},
    GiftStatus.PENDING: {GiftStatus.PAID, GiftStatus.FAILED, GiftStatus.EXPIRED},
    GiftStatus.FAILED: {GiftStatus.PAID},
    GiftStatus.EXPIRED: {GiftStatus.PAID, GiftStatus.FAILED},  # whatever came first, failed says more
    GiftStatus.PAID: set(),
}

PLEDGE_MOVES: dict[str, set[str]] = {
    PledgeStatus.INCOMPLETE: {PledgeStatus.ACTIVE, PledgeStatus.EXPIRED},
    PledgeStatus.ACTIVE: {PledgeStatus.PAST_DUE, PledgeStatus.CANCELED},
    PledgeStatus.PAST_DUE: {PledgeStatus.ACTIVE, PledgeStatus.CANCELED},
    PledgeStatus.EXPIRED: {PledgeStatus.ACTIVE},  # its first payment came late after all
    PledgeStatus.CANCELED: set(),
}

REFUND_MOVES: dict[str, set[str]] = {
    RefundStatus.ASKED: {RefundStatus.SENT, RefundStatus.DONE, RefundStatus.FAILED, RefundStatus.REFUSED},
    RefundStatus.SENT: {RefundStatus.DONE, RefundStatus.FAILED},
    RefundStatus.DONE: {RefundStatus.FAILED},  # the donor's bank sent it back to us
    RefundStatus.FAILED: set(),
    RefundStatus.REFUSED: set(),
}

DISPUTE_MOVES: dict[str, set[str]] = {
    DisputeStatus.OPEN: {DisputeStatus.WON, DisputeStatus.LOST},
    DisputeStatus.LOST: {DisputeStatus.WON},  # banks think again
    DisputeStatus.WON: set(),
}
