"""What an alarm says to a person: stored as a kind with counts, read in the language of the desk or of the mail."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class AlarmKind(models.TextChoices):
    """What is wrong with giving, in a word."""

    WEBHOOKS_SILENT = "webhooks_silent", _("A payment service is silent")
    ROWS_STUCK = "rows_stuck", _("Gifts are stuck")
    DECLINE_SPIKE = "decline_spike", _("Many cards are declined")
    WAY_PAUSED = "way_paused", _("A way of giving was paused")
    RECONCILIATION = "reconciliation", _("The books differ from a payment service")
    FAILED_MESSAGES = "failed_messages", _("Messages could not be booked")
    UNFINISHED_REFUNDS = "unfinished_refunds", _("Refunds are not done")
    UNSENT_MAILS = "unsent_mails", _("Mails are not sent")
    AFTER_THE_END = "after_the_end", _("Money came after the end of a pledge")
    REFUND_FAILED = "refund_failed", _("A refund came back")
    OVERDRAWN = "overdrawn", _("More went back than came")


_SPIKE = _("In the last hour %(declined)s cards were declined and %(paid)s gifts were paid.")
SENTENCES: dict[str, list[Any]] = {
    AlarmKind.WEBHOOKS_SILENT: [
        _("Gifts that wait for %(way)s: %(gifts)s. Hours since it last told us anything: %(hours)s."),
        _("See whether its messages are sent here, and whether our worker runs."),
    ],
    AlarmKind.ROWS_STUCK: [
        _("Gifts and pledges of which %(way)s should have told us more long ago: %(rows)s."),
        _("Compare the books with it by “reconcile_donations”, or look there."),
    ],
    AlarmKind.DECLINE_SPIKE: [
        _SPIKE,
        _("Somebody seems to try stolen cards. Each card gift must now be confirmed by mail."),
    ],
    AlarmKind.WAY_PAUSED: [
        _SPIKE,
        _("Card giving is paused. Open it again on the desk when the attack is over."),
    ],
    AlarmKind.RECONCILIATION: [
        _("Movements of money on which %(way)s and our books differ: %(differences)s."),
        _("Look at each of them there and here; nothing is mended by itself."),
    ],
    AlarmKind.FAILED_MESSAGES: [
        _("Messages of payment services that wait for somebody: %(messages)s."),
        _("The list of the messages says why; “Process again” tries once more."),
    ],
    AlarmKind.UNFINISHED_REFUNDS: [
        _("Refunds that were asked for days ago and are not done: %(refunds)s."),
        _("They wait for a second person, or for the payment service."),
    ],
    AlarmKind.UNSENT_MAILS: [
        _("Mails about gifts that are owed for hours and not sent: %(mails)s."),
        _("See whether the mail server takes them, and whether our worker runs."),
    ],
    AlarmKind.AFTER_THE_END: [_("A payment came after its pledge had ended. Pay it back.")],
    AlarmKind.REFUND_FAILED: [
        _("A refund did not reach the donor, and the money is ours again. Find another way to pay it back.")
    ],
    AlarmKind.OVERDRAWN: [_("More went back of this gift than came. Look at it with the payment service.")],
}


def told(kind: str, counts: dict[str, Any]) -> list[str]:
    """Say in the active language what an alarm is about, each sentence apart; names keep their own direction."""
    holes = {
        name: value if isinstance(value, int) else f"\u2068{str(value).capitalize()}\u2069"
        for name, value in counts.items()
    }
    return [str(sentence) % holes for sentence in SENTENCES[kind]]


class Difference(models.TextChoices):
    """How a movement at a payment service and our ledger differ."""

    MISSING_HERE = "missing_here", _("%(kind)s %(movement)s: %(there)s there, nothing here")
    MISSING_THERE = "missing_there", _("%(kind)s %(movement)s: %(here)s here, nothing there")
    OTHER_AMOUNT = "other_amount", _("%(kind)s %(movement)s: %(there)s there, %(here)s here")


def told_of(named: dict[str, str]) -> str:
    """Say in the active language what exactly differs: its code is under `what`, beside what the sentence names."""
    holes = {name: f"\u2068{value}\u2069" for name, value in named.items()}
    return str(Difference(named["what"]).label) % holes
