"""Money that came outside of this site and is entered by finance: cash, cheques, grants, sums of ways elsewhere.

Promise: it enters the books by the ledger's one door and is written down with it. A document's number counts once
for each way, however it is spelled, by hand or from a file, also where both come at once; a form sent twice is one
entry. An entry is never changed: a mistake is taken back by a row of its own, and then the document may be entered
anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from donations import documents, emails, giving, ledger, money
from donations.facts import Fact, FactKind
from donations.giving import Wish
from donations.models import Campaign, Donation, DonorNote, LinkWay, OutboxEmail
from donations.providers.hand import PAPER
from donations.states import GiftStatus, Interval
from newsroom import audit
from newsroom.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What finance knows of one sum. `nonce` is the mark of the form, `payment_id` names the sum within its way."""

    way: str
    amount_minor: int
    currency: str
    received_on: date
    campaign: Campaign
    language: str
    nonce: UUID
    document_number: str = ""
    payment_id: str = ""
    name: str = ""
    email: str = ""
    story: Article | None = None
    note: str = ""
    wants_receipt: bool = False

    def wish(self) -> Wish:
        """Say it as a donor's wish, from which a gift begins."""
        contents = [self.way, self.document_number, self.payment_id, self.received_on.isoformat()]
        return Wish(
            campaign=self.campaign,
            amount_minor=self.amount_minor,
            currency=self.currency,
            interval=Interval.ONCE,
            provider=self.way,
            email=self.email,
            name=self.name,
            is_anonymous=not self.name,
            language=self.language,
            slot="",
            story=self.story,
            nonce=uuid5(self.nonce, "\x1f".join(contents)),
        )


class NotEntered(Exception):
    """The sum was not entered, and nothing has changed; the message is a sentence for the user."""


def ways() -> dict[str, str]:
    """Give the ways by which sums are entered, with their names; also those elsewhere that are off, for old sums."""
    elsewhere = LinkWay.objects.values_list("code", flat=True)
    return {code: str(label) for code, label in PAPER.items()} | {code: code for code in elsewhere}


def is_by_hand(gift: Donation) -> bool:
    """Say whether a gift came by a way that is entered by hand."""
    return gift.provider in PAPER or LinkWay.objects.filter(code=gift.provider).exists()


def enter(entry: Entry, *, by: User) -> tuple[Donation, bool]:
    """Enter a sum; gives its gift and whether it is new. Raises NotEntered."""
    try:
        with transaction.atomic():
            return _enter(entry, by)
    except (ledger.Contradiction, IntegrityError) as known:
        raise NotEntered(_("A document with this number was entered for this way before.")) from known


def _enter(entry: Entry, by: User) -> tuple[Donation, bool]:
    documents.hold(entry.way)
    gift = giving.begin(entry.wish())
    if gift.status == GiftStatus.PAID:
        return gift, False
    payment = _payment_of(entry)
    gift.document_number = entry.document_number
    gift.save(update_fields=["document_number"])
    about: dict[str, Any] = {"amount_minor": entry.amount_minor, "currency": entry.currency, "provider": entry.way}
    noon = timezone.make_aware(datetime.combine(entry.received_on, time(12)))
    moment = min(noon, timezone.now())
    ledger.apply(
        Fact(
            kind=FactKind.PAID,
            gift=gift.uuid,
            payment_id=payment,
            occurred_at=moment,
            by=by,
            is_quiet=True,
            **about,
        )
    )
    gift.refresh_from_db()
    if entry.wants_receipt:
        emails.owe(OutboxEmail.Kind.RECEIPT, cause=str(gift.uuid), gift=gift)
    if entry.note:
        DonorNote.objects.create(donor=gift.donor, text=entry.note, by=by)
    _record("enter_gift", gift, by, received_on=entry.received_on.isoformat())
    return gift, True


@transaction.atomic
def take_back(gift: Donation, *, by: User, reason: str) -> int:
    """Take back what is left of an entry that was a mistake; gives the amount. Raises NotEntered."""
    locked = Donation.objects.select_for_update().get(pk=gift.pk)
    left = locked.refundable_minor()
    if left <= 0 or not is_by_hand(locked):
        raise NotEntered(_("Nothing of this gift can be taken back."))
    ledger.apply(
        Fact(
            kind=FactKind.REFUNDED,
            provider=locked.provider,
            gift=locked.uuid,
            payment_id=locked.payment_id or "",
            transaction_id=f"back-{locked.uuid}",
            amount_minor=left,
            currency=locked.currency,
            occurred_at=timezone.now(),
            reason=reason,
            by=by,
            is_quiet=True,
        )
    )
    _record("take_back", locked, by, reason=reason)
    return left


def _payment_of(entry: Entry) -> str:
    """Name the sum by its document, or by its line in a file; raises NotEntered where it stands in the books.

    A line that has a document's number is that document only where the money is the same too.
    """
    name = documents.name_of(entry.document_number)
    earlier = documents.entered(entry.way, [name])[name]
    if entry.payment_id:
        _must_not_stand(gift for gift in earlier if is_of(gift, entry.amount_minor, entry.currency))
        return entry.payment_id
    _must_not_stand([*earlier, *documents.in_files(entry.way, name)])
    return f"{name}#{len(earlier) + 1}" if earlier else name


def is_of(gift: Donation, amount_minor: int, currency: str) -> bool:
    """Say whether just this money came with a gift."""
    return (gift.received_minor, gift.currency) == (amount_minor, currency)


def _must_not_stand(gifts: Iterable[Donation]) -> None:
    if any(gift.kept_minor() > 0 for gift in gifts):
        raise NotEntered(_("A document with this number was entered for this way before."))


def _record(act: str, gift: Donation, by: User, **details: str) -> None:
    amount = f"{money.to_decimal(gift.received_minor or 0, gift.currency)} {gift.currency}"
    audit.record(act, by=by, on=gift, amount=amount, paid_by=gift.provider, document=gift.document_number, **details)
