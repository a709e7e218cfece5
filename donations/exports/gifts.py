"""The columns of a gift, and its rows: what came, what was kept of it, what went back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import batched

from django.db.models import QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations import money
from donations.exports.origin import ORIGIN
from donations.exports.wording import Wording
from donations.models import Dispute, Donation, LedgerEntry, PayoutLine
from donations.states import DisputeStatus
from newsroom.spreadsheets import Cell

AT_ONCE = 2000  # gifts read, and summed up, at a time

Kind = LedgerEntry.Kind


@dataclass(slots=True)
class Line:
    """A gift with the sums of its ledger rows, in minor units by kind and currency."""

    gift: Donation
    wording: Wording
    sums: dict[tuple[str, str], int] = field(default_factory=dict)
    is_disputed: bool = False
    payout: str = ""  # which brought the payment

    def sum(self, *kinds: str) -> int:
        """Add up these kinds in the currency of the gift."""
        return sum(self.sums.get((kind, self.gift.currency), 0) for kind in kinds)

    def foreign_fees(self) -> list[tuple[str, int]]:
        """List fees that were taken in another currency than the gift's: nothing can be taken off by them."""
        fees = ((currency, minor) for (kind, currency), minor in self.sums.items() if kind == Kind.FEE)
        return sorted((currency, minor) for currency, minor in fees if currency != self.gift.currency)

    def standing(self) -> str:
        """Say how the gift stands, from the sums that are here."""
        self.gift.went_back = -self.sum(Kind.REFUND, Kind.ADJUSTMENT)  # type: ignore[attr-defined] # as with_returns()
        self.gift.bank_took = -self.sum(Kind.DISPUTE, Kind.DISPUTE_WON)  # type: ignore[attr-defined]
        self.gift.is_disputed = self.is_disputed  # type: ignore[attr-defined]
        return self.wording.standings[self.gift.standing()]


Column = tuple[Promise, Callable[[Line], Cell]]


def _amount(line: Line, minor: int | None) -> Cell:
    return None if minor is None else money.to_decimal(minor, line.gift.currency)


def _net(line: Line) -> Cell:
    """Give what stayed with us; nothing where a fee in another currency makes it a matter of rates."""
    if line.gift.received_minor is None or line.foreign_fees():
        return None
    return _amount(line, sum(line.sum(kind) for kind in Kind.values))


def _fees_elsewhere(line: Line) -> str:
    return "; ".join(f"{money.to_decimal(minor, currency)} {currency}" for currency, minor in line.foreign_fees())


def _name(line: Line) -> str:
    return "" if line.gift.is_anonymous else line.gift.donor_name or line.gift.donor.name


COLUMNS: list[Column] = [
    (_("gift number"), lambda line: str(line.gift.uuid)),
    (_("started"), lambda line: line.gift.created_at),
    (_("paid"), lambda line: line.gift.paid_at),
    (_("real or test money"), lambda line: line.wording.money[line.gift.livemode]),
    (_("payment method"), lambda line: line.wording.way(line.gift.provider)),
    (_("status"), lambda line: line.standing()),
    (_("interval"), lambda line: line.wording.intervals[line.gift.interval]),
    (_("currency"), lambda line: line.gift.currency),
    (_("amount chosen"), lambda line: _amount(line, line.gift.amount_minor)),
    (_("of it to cover fees"), lambda line: _amount(line, line.gift.fee_cover_minor)),
    (_("received"), lambda line: _amount(line, line.gift.received_minor)),
    (_("fee"), lambda line: _amount(line, line.sum(Kind.FEE))),
    (_("fee in another currency"), _fees_elsewhere),
    (_("paid back"), lambda line: _amount(line, line.sum(Kind.REFUND, Kind.ADJUSTMENT))),
    (_("taken back by the bank"), lambda line: _amount(line, line.sum(Kind.DISPUTE, Kind.DISPUTE_WON))),
    (_("left after fees and returns"), _net),
    (_("payment id of the provider"), lambda line: line.gift.payment_id),
    (_("payout of the provider"), lambda line: line.payout),
    (_("session of the provider"), lambda line: line.gift.session_id),
    (_("invoice of the provider"), lambda line: line.gift.invoice_id),
    (_("pledge number"), lambda line: str(line.gift.pledge.uuid) if line.gift.pledge else ""),
    (_("subscription at the provider"), lambda line: line.gift.pledge.subscription_id if line.gift.pledge else ""),
    (_("reference of the transfer"), lambda line: line.gift.reference_code),
    (_("document number"), lambda line: line.gift.document_number),
    (_("receipt number"), lambda line: line.gift.receipt_number),
    *((heading, lambda line, cell=cell: cell(line.gift, line.wording)) for heading, cell in ORIGIN),
]
DONOR_COLUMNS: list[Column] = [
    (_("donor number"), lambda line: str(line.gift.donor.uuid)),
    (_("wants no mention"), lambda line: line.wording.answers[line.gift.is_anonymous]),
    (_("donor's name"), _name),
    (_("donor's e-mail"), lambda line: "" if line.gift.is_anonymous else line.gift.donor.email),
]


def rows(chosen: QuerySet[Donation], columns: Sequence[Column], language: str) -> Iterator[list[Cell]]:
    """Read the gifts a portion at a time, and sum up what moved for each portion."""
    wording = Wording.of(language)
    ordered = chosen.select_related("donor", "pledge").order_by("created_at", "pk")
    for some in batched(ordered.iterator(chunk_size=AT_ONCE), AT_ONCE):
        for line in _lines(some, wording):
            yield [cell(line) for _heading, cell in columns]


def _lines(gifts: Iterable[Donation], wording: Wording) -> list[Line]:
    lines = {gift.pk: Line(gift, wording) for gift in gifts}
    moved = LedgerEntry.objects.filter(donation__in=lines).order_by().values_list("donation", "kind", "currency")
    for pk, kind, currency, minor in moved.annotate(sum=Sum("amount_minor")):
        lines[pk].sums[kind, currency] = minor
    brought = PayoutLine.objects.filter(entry__donation__in=lines, entry__kind=Kind.CHARGE)
    for pk, payout in brought.values_list("entry__donation", "payout__payout_id"):
        lines[pk].payout = payout
    disputed = [pk for pk, line in lines.items() if any(kind == Kind.DISPUTE for kind, _currency in line.sums)]
    if disputed:
        undecided = Dispute.objects.filter(donation__in=disputed, status=DisputeStatus.OPEN)
        for pk in undecided.values_list("donation", flat=True):
            lines[pk].is_disputed = True
    return list(lines.values())
