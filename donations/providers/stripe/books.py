"""Stripe's own books: its balance transactions, and what our ledger should hold for each.

They go back to the account's first day.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from donations.models import LedgerEntry
from donations.providers.base import Booked, Unusable
from donations.providers.stripe import asking, objects
from donations.providers.stripe.balance import PAGE, WITH_SOURCE, is_a_payments, movement_of, raw
from donations.providers.stripe.client import ask_each
from donations.providers.stripe.objects import Object

QUESTIONS = {"charge": asking.payment, "refund": asking.refund, "dispute": asking.dispute}


def read(since: datetime, until: datetime) -> Iterator[Booked | Unusable]:
    """Give the rows of a window that are about a payment, page by page, latest first."""
    window = {"gte": int(since.timestamp()), "lt": int(until.timestamp())}
    wanted: dict[str, Any] = {"created": window, "limit": PAGE, "expand": WITH_SOURCE}
    for row in ask_each(lambda v1: v1.balance_transactions.list(wanted)):
        source = row.get("source")
        if not is_a_payments(source):
            continue
        try:
            yield _booked(row, source)
        except Unusable as problem:
            yield problem


def _booked(row: Object, source: Object) -> Booked:
    name, amount = movement_of(row, source)
    fee = {(LedgerEntry.Kind.FEE.value, row["id"]): raw(-row["fee"], row)} if row["fee"] else {}
    about = source["payment_intent"] if source["object"] == "charge" else source["id"]
    return Booked(
        at=objects.moment(row["created"]),
        movements={name: amount} | fee,
        ask=partial(QUESTIONS[source["object"]], {"id": objects.name(about)}),
    )
