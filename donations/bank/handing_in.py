"""Taking a statement in: what kind of file it is, what stands in it, and each movement into the database once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from donations import iban, transfers
from donations.bank import camt, csv_statements, references
from donations.bank.csv_statements import Layout
from donations.bank.decoding import check_size, text_of
from donations.bank.flaws import Flaw, Wrong, stored
from donations.bank.lines import Line, Reading, named
from donations.bank.tables import Table, read_table
from donations.models import BankTransaction, Donation, Statement, StatementLayout
from donations.transfers import written
from newsroom import audit
from newsroom.models import User

MOST_FLAWS = 200
AHEAD = timedelta(days=3)  # banks date some bookings on the next working day
FILE_KEPT = timedelta(hours=24)
_AT_ONCE = 1000


def hand_in(raw: bytes, *, file_name: str, currency: str, by: User) -> Statement:
    """Take in a file: read it if we can, keep it if its columns must be named first. Raises Unreadable.

    `currency` names our account where the file does not.
    """
    check_size(len(raw))
    drop_old_files(timezone.now())
    statement = Statement(file_name=file_name[-120:], handed_in_by=by, currency=currency)
    if camt.is_xml(raw):
        ours = [iban.compact(account.iban) for account in transfers.accounts().values()]
        return _take(statement, camt.read_lines(raw, accounts=ours), by=by)
    table = read_table(text_of(raw))
    statement.account = iban.compact(transfers.accounts()[currency].iban)
    layout = StatementLayout.objects.filter(fingerprint=table.fingerprint()).first()
    if layout is None or len(layout.columns) != table.width():
        statement.raw = raw
        statement.save()
        return statement
    return take_table(statement, table, layout, by=by)


def table_of(statement: Statement) -> Table:
    """Read the table of a file that waits for its columns to be named."""
    return read_table(text_of(bytes(statement.raw or b"")))


def take_table(statement: Statement, table: Table, layout: StatementLayout, *, by: User) -> Statement:
    """Read a table by a layout that is known, and drop the file."""
    rules = Layout(layout.columns, layout.date_order, layout.decimal_sign)
    reading = csv_statements.read_lines(table, rules, account=statement.account, currency=statement.currency)
    statement.layout, statement.raw = layout, None
    return _take(statement, reading, by=by)


@transaction.atomic
def _take(statement: Statement, reading: Reading, *, by: User) -> Statement:
    lines, flaws = _not_ahead(reading)
    kept = [(checksum, line) for checksum, line in named(lines)]
    ours = _with_known_reference(line for _checksum, line in kept if line.amount_minor < 0)
    wanted = [(checksum, line) for checksum, line in kept if line.amount_minor > 0 or line in ours]
    statement.read_at, statement.lines = timezone.now(), len(lines)
    statement.left_out = len(kept) - len(wanted)
    statement.flaws = [stored(flaw) for flaw in flaws[:MOST_FLAWS]]
    statement.save()
    rows = [_row(checksum, line, statement) for checksum, line in wanted]
    BankTransaction.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_AT_ONCE)
    statement.new_lines = statement.transactions.count()
    statement.save(update_fields=["new_lines"])
    lines_read, new_lines = str(statement.lines), str(statement.new_lines)
    audit.record("import_statement", by=by, on=statement, lines=lines_read, new_lines=new_lines)
    return statement


def _not_ahead(reading: Reading) -> tuple[list[Line], list[Flaw]]:
    """Part off lines of days to come: there, day and month were mistaken for each other."""
    latest = timezone.localdate() + AHEAD
    ahead = [line for line in reading.lines if line.booked_on > latest]
    told = [Flaw(line.place, Wrong.FAR_DATE, {"value": line.booked_on.isoformat()}) for line in ahead]
    flaws = sorted([*reading.flaws, *told], key=lambda flaw: flaw.place)
    return [line for line in reading.lines if line.booked_on <= latest], flaws


def _with_known_reference(outgoing: Iterable[Line]) -> set[Line]:
    """Choose what went out on account of a gift; whom else the newsroom pays is not kept here."""
    found = {line: references.exact(line.text) for line in outgoing}
    wanted = {written(each) for several in found.values() for each in several}
    codes = Donation.objects.filter(reference_code__in=wanted).values_list("reference_code", flat=True)
    known = set(codes)
    return {line for line, several in found.items() if line.is_reversal or known & set(map(written, several))}


def _row(checksum: str, line: Line, statement: Statement) -> BankTransaction:
    return BankTransaction(
        checksum=checksum,
        statement=statement,
        account=line.account,
        booked_on=line.booked_on,
        amount_minor=line.amount_minor,
        currency=line.currency,
        text=line.text,
        payer=line.payer,
        bank_reference=line.bank_reference,
        is_reversal=line.is_reversal,
    )


@transaction.atomic
def discard(statement: Statement, *, by: User) -> int:
    """Take back what a file brought and nobody has booked, as after columns were named wrongly; counts the lines."""
    unbooked = statement.transactions.exclude(state=BankTransaction.State.MATCHED)
    count = unbooked.count()
    audit.record("discard_statement", by=by, on=statement, lines=str(count))
    unbooked.delete()
    if not statement.transactions.exists():
        statement.delete()
    return count


def drop_old_files(now: datetime) -> int:
    """Delete files whose columns nobody named within a day; counts them."""
    old = Statement.objects.filter(raw__isnull=False, handed_in_at__lt=now - FILE_KEPT)
    return old.delete()[1].get(Statement._meta.label, 0)


def forget_words(now: datetime) -> int:
    """Empty payer and text of lines that were set aside long ago; their checksums stay, so that they stay known."""
    old = BankTransaction.objects.filter(
        state=BankTransaction.State.IGNORED, settled_at__lt=now - timedelta(days=settings.KEEP_DAYS["bank_words"])
    )
    return old.exclude(text="", payer="").update(text="", payer="")
