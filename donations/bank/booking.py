"""Booking what finance chose for a line: through the ledger, once, and written down with it.

Promise: a line is settled once, whoever presses and however often. Its gift is locked before it, as by erasing and
merging, so that none of them waits for another in a circle. What the ledger refuses leaves the line as it was.
"""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from donations import ledger, money
from donations.bank.awaited import NEAR_DAYS
from donations.bank.proposals import Act
from donations.facts import Fact, FactKind
from donations.models import BankTransaction, Campaign, Donation, Donor, Pledge, Refund
from donations.providers.banktransfer import BankTransfer
from donations.reasons import Problem
from donations.states import GiftStatus, Interval, RefundStatus
from newsroom import audit
from newsroom.models import User

State = BankTransaction.State
INHERITED = ["donor", "donor_name", "is_anonymous", "campaign", "language", "slot", "livemode"]
STORY = ["article", "story_number", "story_title", "story_path"]


class NotBooked(Exception):
    """The line was not booked; the message is a sentence for the user."""


class SettledBefore(Exception):
    """Somebody was faster, or the form was sent twice."""


@transaction.atomic
def settle(line_pk: int, *, act: Act, gift_pk: int | None, by: User) -> BankTransaction:
    """Do what was chosen for a line; raises NotBooked or SettledBefore, and then nothing has changed."""
    gift = _held(gift_pk) if gift_pk is not None and act != Act.IGNORE else None
    line = BankTransaction.objects.select_for_update().filter(pk=line_pk).first()
    if line is None or line.state != State.NEW:
        raise SettledBefore
    if act == Act.IGNORE:
        line.save_settled(state=State.IGNORED, settled_by=by, settled_at=timezone.now())
        audit.record("ignore_line", by=by, on=line, amount=_amount(line))
        return line
    try:
        booked = _book(line, act, gift, by)
    except Problem as problem:
        raise NotBooked(str(problem)) from problem
    line.save_settled(state=State.MATCHED, donation=booked, settled_by=by, settled_at=timezone.now())
    audit.record("book_line", by=by, on=line, amount=_amount(line), gift=str(booked), way=act.value)
    return line


@transaction.atomic
def take_up(line_pk: int, *, by: User) -> bool:
    """Put a line that was set aside back among the new ones; says whether it was one."""
    line = BankTransaction.objects.select_for_update().get(pk=line_pk)
    if line.state != State.IGNORED:
        return False
    line.save_settled(state=State.NEW, settled_by=None, settled_at=None)
    audit.record("take_up_line", by=by, on=line, amount=_amount(line))
    return True


def _held(pk: int) -> Donation:
    """Lock a gift, its pledge first as the ledger does: what is read of its donor stays true."""
    found = Donation.objects.filter(pk=pk, provider=BankTransfer.name)
    list(Pledge.objects.select_for_update().filter(donations__in=found).order_by())
    gift = found.select_related("pledge").select_for_update(of=("self",)).first()
    if gift is None:
        raise NotBooked(_("This is no gift by bank transfer."))
    return gift


def _book(line: BankTransaction, act: Act, gift: Donation | None, by: User) -> Donation:
    if line.is_outgoing() != (act == Act.REFUND):
        raise NotBooked(_("Money that came in pays gifts, money that went out is a refund."))
    if act == Act.NEW:
        return _pay(line, _of_a_stranger(line), by)
    if gift is None:
        raise NotBooked(_("Name the gift by its reference."))
    return {Act.GIFT: _pay, Act.AGAIN: _pay_again, Act.KNOWN: _link, Act.REFUND: _pay_back}[act](line, gift, by)


def _pay(line: BankTransaction, gift: Donation, by: User) -> Donation:
    """Pay a gift, or the next payment of its pledge where the gift itself is paid."""
    if gift.status != GiftStatus.PAID:
        _tell(line, by, kind=FactKind.PAID, gift=gift.uuid)
    elif gift.pledge is not None:
        _must_be_new(line, gift.pledge)
        _tell(line, by, kind=FactKind.RENEWED, pledge=gift.pledge.uuid)
    else:
        raise NotBooked(_("Gift %(gift)s is paid. Book this as another gift of the same donor.") % {"gift": gift})
    return Donation.objects.get(provider=BankTransfer.name, payment_id=line.payment_id())


def _must_be_new(line: BankTransaction, pledge: Pledge) -> None:
    """Raise NotBooked where the same money was recorded by hand since the page of the lines was opened."""
    paid = pledge.donations.filter(status=GiftStatus.PAID, received_minor=line.amount_minor, bank_lines=None)
    days = (timezone.localdate(moment) for moment in paid.values_list("paid_at", flat=True))
    if any(abs(day - line.booked_on) <= NEAR_DAYS for day in days):
        raise NotBooked(_("The books know this payment already; nothing was booked."))


def _pay_again(line: BankTransaction, gift: Donation, by: User) -> Donation:
    """Make another gift of the same donor, which comes from where the first one came."""
    about = {name: getattr(gift, name) for name in (*INHERITED, *STORY)}
    return _pay(line, _make(line, about), by)


def _link(line: BankTransaction, gift: Donation, by: User) -> Donation:
    """Note that the money was recorded by hand; the books do not change."""
    if gift.status != GiftStatus.PAID or gift.bank_lines.exists():
        raise NotBooked(_("Gift %(gift)s was not recorded by hand.") % {"gift": gift})
    return gift


def _pay_back(line: BankTransaction, gift: Donation, by: User) -> Donation:
    """Write what went back to the donor; a refund that was asked for and waits is this one."""
    if gift.status != GiftStatus.PAID:
        raise NotBooked(_("Gift %(gift)s is not paid, so nothing of it can go back.") % {"gift": gift})
    waiting = Refund.objects.filter(donation=gift, amount_minor=-line.amount_minor, status=RefundStatus.SENT)
    about: dict[str, Any] = {"payment_id": gift.payment_id, "transaction_id": line.payment_id(), "gift": gift.uuid}
    asked = waiting.filter(refund_id=None).first()
    if asked is not None:
        about["refund"] = asked.uuid
    elif -line.amount_minor > gift.refundable_minor():
        raise NotBooked(_("More than is left of gift %(gift)s cannot go back.") % {"gift": gift})
    _tell(line, by, kind=FactKind.REFUNDED, **about)
    return gift


def _of_a_stranger(line: BankTransaction) -> Donation:
    """Make the gift of somebody who named no reference; nobody is written to, so no address is needed."""
    campaign = Campaign.objects.order_by("-is_default", "pk").first()
    if campaign is None:
        raise NotBooked(_("There is no campaign yet that the gift could belong to."))
    language = settings.LANGUAGE_CODE
    donor = Donor.objects.create(language=language)
    about = {"donor": donor, "campaign": campaign, "language": language, "is_anonymous": True}
    return _make(line, about | {"livemode": settings.DONATIONS_LIVE})


def _make(line: BankTransaction, about: dict[str, Any]) -> Donation:
    return Donation.objects.create(
        amount_minor=line.amount_minor,
        currency=line.currency,
        interval=Interval.ONCE,
        provider=BankTransfer.name,
        document_number=line.bank_reference[:60],
        **about,
    )


def _tell(line: BankTransaction, by: User, *, kind: FactKind, **about: Any) -> None:
    noon = timezone.make_aware(datetime.combine(line.booked_on, time(12)))
    fact = Fact(
        kind=kind,
        provider=BankTransfer.name,
        occurred_at=min(noon, timezone.now()),
        amount_minor=abs(line.amount_minor),
        currency=line.currency,
        by=by,
        **{"payment_id": line.payment_id()} | about,
    )
    if ledger.apply(fact) != ledger.Outcome.APPLIED:
        raise NotBooked(_("The books know this payment already; nothing was booked."))


def _amount(line: BankTransaction) -> str:
    return f"{money.to_decimal(line.amount_minor, line.currency)} {line.currency}"
