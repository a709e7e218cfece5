"""Files of sums that came by ways outside of this site: read as statements of a bank are, then booked line by line.

Promise: a line is named by what stands in it, so a file that is cut, ordered or exported anew books nothing twice,
nor does one whose document was entered by hand before. What only looks booked, as in a file of another format, waits
for a person. Each line is booked in a transaction of its own. Names and texts of the file are not kept: it goes once
its lines are booked, and after a day at most.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from donations import by_hand, documents, money
from donations.bank import csv_statements
from donations.bank.csv_statements import Layout
from donations.bank.decoding import text_of
from donations.bank.flaws import Flaw, Wrong, stored
from donations.bank.lines import Line, named
from donations.bank.tables import Table, read_table
from donations.by_hand import Entry, NotEntered
from donations.documents import OF_A_LINE
from donations.models import Campaign, Donation, StatementLayout, SumsFile
from newsroom import audit
from newsroom.models import User

AT_ONCE = 200  # lines booked by one press of the button: no page keeps anybody waiting for thousands
MOST_FLAWS = 200
FILE_KEPT = timedelta(hours=24)
_OF_A_LINE = UUID("6f2a4bb0-6a53-4b1e-9d5b-0f6a1a4c6f0e")


@dataclass(frozen=True, slots=True)
class Sum:
    """One line: the name of its payment in the books, and whether it stands there.

    One that is alike has day and amount of a sum that stands there under another name.
    """

    line: Line
    payment_id: str
    is_known: bool
    is_alike: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What booking a file would do."""

    sums: list[Sum]
    flaws: list[Flaw]

    def new(self) -> list[Sum]:
        """List the lines that are not in the books, as far as anybody can see."""
        return [each for each in self.sums if not (each.is_known or each.is_alike)]

    def alike(self) -> list[Sum]:
        """List the lines at which a person must look."""
        return [each for each in self.sums if each.is_alike]


def hand_in(
    raw: bytes, *, way: str, currency: str, campaign: Campaign, language: str, file_name: str, by: User
) -> SumsFile:
    """Keep a file that can be read, with its columns where they are known; raises Unreadable."""
    table = read_table(text_of(raw))
    drop_old_files(timezone.now())
    with transaction.atomic():
        file = SumsFile.objects.create(
            way=way,
            currency=currency,
            campaign=campaign,
            language=language,
            file_name=file_name[-120:],
            raw=raw,
            layout=_layout_of(table),
            handed_in_by=by,
        )
        audit.record("import_sums", by=by, on=file, paid_by=way, lines=str(len(table.rows)))
    return file


def table_of(file: SumsFile) -> Table:
    """Read the table of a file that is kept."""
    return read_table(text_of(bytes(file.raw or b"")))


def preview(file: SumsFile) -> Preview:
    """Read a file whose columns are named, and say of each line whether it is in the books."""
    layout = file.layout
    if layout is None:
        raise ValueError("the columns of this file are not named")
    rules = Layout(layout.columns, layout.date_order, layout.decimal_sign)
    reading = csv_statements.read_lines(table_of(file), rules, account=file.way, currency=file.currency)
    flaws = [*reading.flaws, *(_flaw(line) for line in reading.lines if _is_unfit(line))]
    lines = [(f"{OF_A_LINE}{checksum[:40]}", line) for checksum, line in named(reading.lines) if not _is_unfit(line)]
    known = _known(file.way, lines)
    alike = _alike(file.way, lines, known)
    sums = [Sum(line, payment, payment in known, payment in alike) for payment, line in lines]
    return Preview(sums, sorted(flaws, key=lambda flaw: flaw.place))


def book(file: SumsFile, *, by: User, with_alike: bool = False) -> tuple[int, int]:
    """Book the next lines that are new; gives how many were booked and how many are left.

    Lines that are alike wait until a person says that they are new too.
    """
    seen = preview(file)
    new = [each for each in seen.sums if not each.is_known and (with_alike or not each.is_alike)]
    booked = sum(_booked(file, each, by) for each in new[:AT_ONCE])
    left = len(new[AT_ONCE:]) + (0 if with_alike else len(seen.alike()))
    about = SumsFile.objects.filter(pk=file.pk)
    about.update(booked=F("booked") + booked, flaws=[stored(flaw) for flaw in seen.flaws[:MOST_FLAWS]])
    if not left:
        about.update(raw=None)
    return booked, left


def drop_old_files(now: datetime) -> None:
    """Let go of files that nobody booked within a day; what was booked of them stays written down."""
    old = SumsFile.objects.filter(raw__isnull=False, handed_in_at__lt=now - FILE_KEPT)
    old.filter(booked=0).delete()
    old.update(raw=None)


def _booked(file: SumsFile, each: Sum, by: User) -> bool:
    """Book one line in its own transaction; a colleague may have been faster."""
    entry = Entry(
        way=file.way,
        amount_minor=each.line.amount_minor,
        currency=each.line.currency,
        received_on=each.line.booked_on,
        document_number=each.line.bank_reference[:60],
        payment_id=each.payment_id,
        campaign=file.campaign,
        language=file.language,
        nonce=uuid5(_OF_A_LINE, each.payment_id),
    )
    try:
        _gift, is_new = by_hand.enter(entry, by=by)
    except NotEntered:
        return False
    return is_new


def _known(way: str, lines: Iterable[tuple[str, Line]]) -> set[str]:
    """Name the lines that are booked: by their own name, or entered by hand with their number and amount."""
    lines = list(lines)
    rows = Donation.objects.filter(provider=way, payment_id__in=[payment for payment, _line in lines])
    booked = {str(payment) for payment in rows.values_list("payment_id", flat=True)}
    numbers = {payment: documents.name_of(line.bank_reference[:60]) for payment, line in lines}
    by_document = documents.entered(way, set(numbers.values()))
    return booked | {
        payment
        for payment, line in lines
        for gift in by_document[numbers[payment]]
        if gift.kept_minor() > 0 and by_hand.is_of(gift, line.amount_minor, line.currency)
    }


def _alike(way: str, lines: list[tuple[str, Line]], known: set[str]) -> set[str]:
    """Name the lines that may stand in the books already, as after the columns were named anew.

    A place that exports its sums in two formats writes other words beside the same money.
    """
    if not lines:
        return set()
    days = [line.booked_on for _payment, line in lines]
    gifts = Donation.objects.filter(provider=way, paid_at__date__range=(min(days), max(days))).with_returns()
    standing = [gift for gift in gifts if gift.kept_minor() > 0]
    left = Counter((timezone.localdate(gift.paid_at), gift.received_minor, gift.currency) for gift in standing)
    left.subtract(_money(line) for payment, line in lines if payment in known)
    found = set()
    for payment, line in lines:
        if payment not in known and left[_money(line)] > 0:
            left[_money(line)] -= 1
            found.add(payment)
    return found


def _money(line: Line) -> tuple[date, int | None, str]:
    return line.booked_on, line.amount_minor, line.currency


def _is_unfit(line: Line) -> bool:
    return line.amount_minor < 0 or line.booked_on > timezone.localdate()


def _flaw(line: Line) -> Flaw:
    if line.amount_minor < 0:
        return Flaw(line.place, Wrong.OUTGOING, {"value": money.isolated(-line.amount_minor, line.currency)})
    return Flaw(line.place, Wrong.FAR_DATE, {"value": line.booked_on.isoformat()})


def _layout_of(table: Table) -> StatementLayout | None:
    layout = StatementLayout.objects.filter(fingerprint=table.fingerprint()).first()
    return layout if layout is not None and len(layout.columns) == table.width() else None
