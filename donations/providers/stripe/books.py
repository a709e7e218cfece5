"""Stripe's own books: its balance transactions, and what our ledger should hold for each.

They go back to the account's first day. Amounts of payments are read from what was paid, not from the row: an account
that is kept in another currency books them converted.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from donations.models import LedgerEntry
from donations.providers.base import Booked, Movement, Sum, Unusable
from donations.providers.stripe import asking, objects
from donations.providers.stripe.client import ask_each
from donations.providers.stripe.objects import Object

PAGE = 100
Kind = LedgerEntry.Kind

# Which row of the ledger a row of the balance stands for, by its type, and the sign of its amount there.
SIGNED = {
    "charge": (Kind.CHARGE, 1),
    "payment": (Kind.CHARGE, 1),
    "refund": (Kind.REFUND, -1),
    "payment_refund": (Kind.REFUND, -1),
    "refund_failure": (Kind.ADJUSTMENT, 1),
}
QUESTIONS = {"charge": asking.payment, "refund": asking.refund, "dispute": asking.dispute}


def read(since: datetime, until: datetime) -> Iterator[Booked | Unusable]:
    """Give the rows of a window that are about a payment, page by page, latest first."""
    window = {"gte": int(since.timestamp()), "lt": int(until.timestamp())}
    wanted: dict[str, Any] = {"created": window, "limit": PAGE, "expand": ["data.source"]}
    for row in ask_each(lambda v1: v1.balance_transactions.list(wanted)):
        source = row.get("source")
        if not isinstance(source, dict) or not _is_a_payments(source):
            continue
        try:
            yield _booked(row, source)
        except Unusable as problem:
            yield problem


def _is_a_payments(source: Object) -> bool:
    """Say whether a row is about somebody's payment; what the account itself pays and gets is no donor's."""
    return source["object"] in QUESTIONS and bool(source["object"] != "charge" or source.get("payment_intent"))


def _booked(row: Object, source: Object) -> Booked:
    name, amount = movement_of(row, source)
    fee = {(Kind.FEE.value, row["id"]): _raw(-row["fee"], row)} if row["fee"] else {}
    about = source["payment_intent"] if source["object"] == "charge" else source["id"]
    return Booked(
        at=objects.moment(row["created"]),
        movements={name: amount} | fee,
        ask=partial(QUESTIONS[source["object"]], {"id": objects.name(about)}),
    )


def movement_of(row: Object, source: Object) -> tuple[Movement, Sum]:
    """Name the ledger row that a row of the balance stands for; one of a type that we do not know names itself."""
    known = SIGNED.get(row["type"])
    if row["type"] == "adjustment" and source["object"] == "dispute":
        known = (Kind.DISPUTE, -1) if row["amount"] < 0 else (Kind.DISPUTE_WON, 1)
    if known is None:
        return (Kind.ADJUSTMENT.value, row["id"]), _raw(row["amount"], row)
    kind, sign = known
    number = objects.name(source["payment_intent"]) if kind == Kind.CHARGE else source["id"]
    return (kind.value, number), _raw(sign * source["amount"], source)


def _raw(amount: int, of: Object) -> Sum:
    """Take an amount as it stands there: what belongs to others may be of any currency."""
    return amount, str(of["currency"]).upper()
