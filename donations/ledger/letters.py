"""What the ledger owes to whom: the mails to donors and to the newsroom that follow from a movement of the books."""

from decimal import Decimal

from django.conf import settings

from donations import alarms, emails, money, transfers
from donations.alarm_words import AlarmKind
from donations.facts import Fact
from donations.models import Dispute, Donation, OutboxEmail, Pledge
from donations.states import Interval, PledgeStatus

Kind = OutboxEmail.Kind


def charged(gift: Donation, pledge: Pledge | None) -> None:
    """Owe the receipt; tell the newsroom, aloud where the gift is large or came after the end of its pledge."""
    emails.owe(Kind.RECEIPT, cause=str(gift.uuid), gift=gift)
    emails.owe_staff("new", str(gift.uuid), gift=gift)
    large = Decimal(settings.DONATIONS_LARGE_GIFTS.get(gift.currency, settings.DONATIONS_LARGE_GIFT))
    if money.to_decimal(gift.received_minor or 0, gift.currency) >= large:
        emails.owe_staff("large", str(gift.uuid), gift=gift)
    if pledge and pledge.status == PledgeStatus.CANCELED and gift.is_after_the_end():
        paid_after_the_end(gift)


def paid_after_the_end(gift: Donation) -> None:
    """Alarm the newsroom of money that came although the donor had ended the pledge: it goes back."""
    alarms.raise_alarm(AlarmKind.AFTER_THE_END, str(gift.uuid), gift=gift)


def gone(gift: Donation) -> None:
    """Take back the alarm of money that came after the end: nothing of it is left here."""
    alarms.settle(AlarmKind.AFTER_THE_END, str(gift.uuid))


def refunded(gift: Donation, fact: Fact) -> None:
    """Tell the donor of money that goes back."""
    emails.owe(Kind.REFUNDED, cause=_movement(fact), gift=gift, amount_minor=fact.amount_minor)


def refund_failed(gift: Donation, fact: Fact) -> None:
    """Alarm the newsroom of a refund that did not arrive."""
    alarms.raise_alarm(AlarmKind.REFUND_FAILED, _movement(fact), gift=gift)


def overdrawn(gift: Donation) -> None:
    """Alarm the newsroom of a gift of which more went back than came."""
    alarms.raise_alarm(AlarmKind.OVERDRAWN, str(gift.uuid), gift=gift)


def disputed(dispute: Dispute) -> None:
    """Tell the newsroom that a bank took a gift back."""
    _of_dispute(dispute, dispute.status)


def dispute_closed(dispute: Dispute) -> None:
    """Tell the newsroom how the bank decided."""
    _of_dispute(dispute, dispute.status)


def renewal_failed(pledge: Pledge, fact: Fact) -> None:
    """Tell the donor that a payment failed and where to mend it, in other words when it was the last try.

    A transfer does not fail: it has not come, and may be on its way.
    """
    kind = Kind.RENEWAL_LOST if fact.is_last else Kind.RENEWAL_FAILED
    kind = Kind.MISSED if fact.provider == transfers.NAME else kind
    emails.owe(kind, cause=_attempt(pledge, fact), pledge=pledge, url=fact.url)


def action_needed(pledge: Pledge, fact: Fact) -> None:
    """Tell the donor that the bank wants a confirmation."""
    emails.owe(Kind.ACTION_NEEDED, cause=_attempt(pledge, fact), pledge=pledge, url=fact.url)


def upcoming(pledge: Pledge) -> None:
    """Tell a yearly donor that the next payment is near; monthly ones remember."""
    if pledge.interval == Interval.YEAR and pledge.next_charge_at:
        emails.owe(Kind.UPCOMING, cause=f"{pledge.uuid}:{pledge.next_charge_at:%Y-%m-%d}", pledge=pledge)


def changed(pledge: Pledge, *, what: str) -> None:
    """Tell the donor what was changed: "amount", "paused" or "resumed"."""
    emails.owe(
        Kind.CHANGED, cause=f"{pledge.uuid}:{what}:{pledge.changed_at:%Y%m%dT%H%M%S%f}", pledge=pledge, what=what
    )


def canceled(pledge: Pledge) -> None:
    """Tell the donor and the newsroom that a pledge has ended."""
    emails.owe(Kind.CANCELED, cause=str(pledge.uuid), pledge=pledge)
    emails.owe_staff("canceled", str(pledge.uuid), pledge=pledge)


def _of_dispute(dispute: Dispute, status: str) -> None:
    cause = f"{dispute.provider}:{dispute.dispute_id}"[:90]
    emails.owe_staff(
        "disputed", f"{cause}:{status}", gift=dispute.donation, amount_minor=dispute.amount_minor, status=status
    )


def _movement(fact: Fact) -> str:
    return f"{fact.provider}:{fact.transaction_id}"[:80]


def _attempt(pledge: Pledge, fact: Fact) -> str:
    """Name one payment that is tried, however often: by its invoice, else by the moment."""
    return f"{pledge.uuid}:{fact.invoice_id or f'{fact.occurred_at:%Y%m%dT%H%M%S%f}'}"[:100]
