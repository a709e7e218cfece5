"""Reading rows of Stripe's balance: which row of our ledger each of them stands for.

Amounts of payments are read from what was paid, not from the row: an account that is kept in another currency books
them converted.
"""

from typing import Any, TypeGuard

from donations.facts import Carried
from donations.models import LedgerEntry
from donations.providers.base import Movement, Sum
from donations.providers.stripe import objects
from donations.providers.stripe.client import ask_each
from donations.providers.stripe.objects import Object

PAGE = 100
WITH_SOURCE = ["data.source"]
Kind = LedgerEntry.Kind

# Which row of the ledger a row of the balance stands for, by its type, and the sign of its amount there.
SIGNED = {
    "charge": (Kind.CHARGE, 1),
    "payment": (Kind.CHARGE, 1),
    "refund": (Kind.REFUND, -1),
    "payment_refund": (Kind.REFUND, -1),
    "refund_failure": (Kind.ADJUSTMENT, 1),
}
PAYMENTS = ("charge", "refund", "dispute")


def of_payout(number: str) -> tuple[Carried, ...]:
    """Tell what a payout carried; the row of the payout itself is none of it."""
    wanted: dict[str, Any] = {"payout": number, "limit": PAGE, "expand": WITH_SOURCE}
    rows = ask_each(lambda v1: v1.balance_transactions.list(wanted))
    return tuple(_carried(row) for row in rows if row["type"] != "payout")


def _carried(row: Object) -> Carried:
    source = row.get("source")
    kind, number = movement_of(row, source)[0] if is_a_payments(source) else ("", "")
    return Carried(booked_id=row["id"], kind=kind, number=number, net_minor=row["net"])


def is_a_payments(source: Any) -> TypeGuard[Object]:
    """Say whether a row is about somebody's payment; what the account itself pays and gets is no donor's."""
    if not isinstance(source, dict) or source["object"] not in PAYMENTS:
        return False
    return bool(source["object"] != "charge" or source.get("payment_intent"))


def movement_of(row: Object, source: Object) -> tuple[Movement, Sum]:
    """Name the ledger row that a row of the balance stands for; one of a type that we do not know names itself."""
    known = SIGNED.get(row["type"])
    if row["type"] == "adjustment" and source["object"] == "dispute":
        known = (Kind.DISPUTE, -1) if row["amount"] < 0 else (Kind.DISPUTE_WON, 1)
    if known is None:
        return (Kind.ADJUSTMENT.value, row["id"]), raw(row["amount"], row)
    kind, sign = known
    number = objects.name(source["payment_intent"]) if kind == Kind.CHARGE else source["id"]
    return (kind.value, number), raw(sign * source["amount"], source)


def raw(amount: int, of: Object) -> Sum:
    """Take an amount as it stands there: what belongs to others may be of any currency."""
    return amount, str(of["currency"]).upper()
