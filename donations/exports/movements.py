"""The columns of a movement of money, and its rows: the ledger as it is, with where its gift came from."""

from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations import money
from donations.exports.origin import ORIGIN
from donations.exports.wording import Wording
from donations.models import LedgerEntry
from newsroom.spreadsheets import Cell

AT_ONCE = 2000  # rows read at a time

COLUMNS: list[tuple[Promise, Callable[[LedgerEntry, Wording], Cell]]] = [
    (_("happened on"), lambda entry, wording: entry.occurred_at),
    (_("recorded"), lambda entry, wording: entry.recorded_at),
    (_("real or test money"), lambda entry, wording: wording.money[entry.donation.livemode]),
    (_("kind"), lambda entry, wording: wording.kinds[entry.kind]),
    (_("currency"), lambda entry, wording: entry.currency),
    (_("amount"), lambda entry, wording: money.to_decimal(entry.amount_minor, entry.currency)),
    (_("payment method"), lambda entry, wording: wording.way(entry.provider)),
    (_("transaction number"), lambda entry, wording: entry.transaction_id),
    (_("payout"), lambda entry, wording: ", ".join(line.payout.payout_id for line in entry.payout_lines.all())),
    (_("gift number"), lambda entry, wording: str(entry.donation.uuid)),
    (_("interval"), lambda entry, wording: wording.intervals[entry.donation.interval]),
    (_("reference of the transfer"), lambda entry, wording: entry.donation.reference_code),
    (_("document number"), lambda entry, wording: entry.donation.document_number),
    (_("receipt number"), lambda entry, wording: entry.donation.receipt_number),
    *((heading, lambda entry, wording, cell=cell: cell(entry.donation, wording)) for heading, cell in ORIGIN),
]


def rows(chosen: QuerySet[LedgerEntry], language: str) -> Iterator[list[Cell]]:
    """Read the movements a portion at a time."""
    wording = Wording.of(language)
    for entry in _with_all(chosen).iterator(chunk_size=AT_ONCE):
        yield [cell(entry, wording) for _heading, cell in COLUMNS]


def _with_all(chosen: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    return chosen.select_related("donation").prefetch_related("payout_lines__payout").order_by("occurred_at", "pk")
