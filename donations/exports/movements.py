"""The columns of a movement of money, and its rows: the ledger as it is, with where its gift came from."""

from collections.abc import Callable, Iterator
from itertools import batched

from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations import money
from donations.exports.origin import ORIGIN, kind_of_money
from donations.models import LedgerEntry
from donations.providers import name_of
from newsroom.spreadsheets import Cell

AT_ONCE = 2000  # rows read at a time

COLUMNS: list[tuple[Promise, Callable[[LedgerEntry], Cell]]] = [
    (_("happened on"), lambda entry: entry.occurred_at),
    (_("recorded"), lambda entry: entry.recorded_at),
    (_("real or test money"), lambda entry: kind_of_money(entry.donation.livemode)),
    (_("kind"), lambda entry: entry.get_kind_display()),
    (_("currency"), lambda entry: entry.currency),
    (_("amount"), lambda entry: money.to_decimal(entry.amount_minor, entry.currency)),
    (_("payment method"), lambda entry: name_of(entry.provider)),
    (_("transaction number"), lambda entry: entry.transaction_id),
    (_("gift number"), lambda entry: str(entry.donation.uuid)),
    (_("interval"), lambda entry: entry.donation.get_interval_display()),
    (_("reference of the transfer"), lambda entry: entry.donation.reference_code),
    (_("document number"), lambda entry: entry.donation.document_number),
    (_("receipt number"), lambda entry: entry.donation.receipt_number),
    *((heading, lambda entry, cell=cell: cell(entry.donation)) for heading, cell in ORIGIN),
]


def rows(chosen: QuerySet[LedgerEntry], language: str) -> Iterator[list[Cell]]:
    """Read the movements a portion at a time."""
    ordered = chosen.select_related("donation__campaign").order_by("occurred_at", "pk")
    for some in batched(ordered.iterator(chunk_size=AT_ONCE), AT_ONCE):
        with translation.override(language):
            ready = [[cell(entry) for _heading, cell in COLUMNS] for entry in some]
        yield from ready
