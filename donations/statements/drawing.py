"""The words of a statement, set on a sheet: who took the gifts, who gave them, each of them, and the sums."""

from babel.numbers import format_decimal
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from donations import letterhead, money
from donations.letterhead import Letterhead
from donations.models import LedgerEntry
from donations.statements.figures import Account, Figures
from donations.statements.sheet import Sheet, settable
from newsroom import arabic

WIDTHS = (127, 103, 137, 104)  # points
SUM = (280, 191)


def draw(figures: Figures, language: str) -> bytes:
    """Draw the PDF of a statement; each legal entity begins a page of its own."""
    with translation.override(language):
        year = arabic.inserted(arabic.digits(str(figures.year), language=language), language)
        title = _("Statement of gifts in %(year)s") % {"year": year}
        made = arabic.date(timezone.now(), language=language)
        sheet = Sheet(language, title=arabic.bare(title), foot=_("Made on %(day)s") % {"day": made})
        for part in figures.parts:
            sheet.add_page()
            head = letterhead.of(part.entity, language)
            _head(sheet, head, language)
            sheet.text_lines(title, size=22, bold=True)
            _donor(sheet, figures, language)
            for account in part.accounts:
                _account(sheet, account, language)
            _taxes(sheet, head, language)
        return bytes(sheet.output())


def _head(sheet: Sheet, head: Letterhead, language: str) -> None:
    sheet.text_lines(arabic.inserted(head.name, language), size=13, bold=True)
    for line in head.lines:
        sheet.text_lines(arabic.inserted(line, language), size=10, quiet=True)
    sheet.room(34)


def _donor(sheet: Sheet, figures: Figures, language: str) -> None:
    """Name the donor; a name in a script that the typeface lacks is left to the address."""
    for line in (figures.donor.name, figures.donor.email or ""):
        if line and settable(line):
            sheet.text_lines(arabic.inserted(line, language))
    sheet.room(11)
    sheet.text_lines(
        _("Money counts on the day on which it moved. What was paid back is subtracted; currencies stay apart."),
        size=10,
        quiet=True,
    )


def _account(sheet: Sheet, account: Account, language: str) -> None:
    """Set the movements of one currency and their sum; on a new page the table says again what its columns are."""
    sheet.room(25)
    if not sheet.has_room_for_rows(4):
        sheet.add_page()
    name = f"{money.CURRENCY_NAMES[account.currency]} ({account.currency})"
    sheet.text_lines(name, size=13, bold=True)
    _columns(sheet)
    for movement in account.movements:
        if not sheet.has_room_for_rows(2):
            sheet.add_page()
            _columns(sheet)
        sheet.row(_cells(movement, language), WIDTHS)
    total = f"{_figure(account.total_minor, account.currency, language)} {account.currency}"
    sheet.row((_("Given in all"), arabic.inserted(total, language)), SUM, bold=True)


def _columns(sheet: Sheet) -> None:
    sheet.row((_("Day"), _("Receipt"), _("What"), _("Amount")), WIDTHS, quiet=True)


def _cells(movement: LedgerEntry, language: str) -> tuple[str, str, str, str]:
    gift = movement.donation
    what = gift.get_interval_display() if movement.kind == LedgerEntry.Kind.CHARGE else movement.get_kind_display()
    number = arabic.inserted(gift.receipt_number, language) if gift.receipt_number else "–"
    amount = _figure(movement.amount_minor, movement.currency, language)
    return arabic.date(movement.occurred_at, language=language), number, str(what), amount


def _figure(minor: int, currency: str, language: str) -> str:
    """Write an amount without its currency, which stands above the table: "-1,234.50"."""
    decimals = "0" * money.EXPONENTS[currency]
    pattern = f"#,##0.{decimals}" if decimals else "#,##0"
    text = format_decimal(money.to_decimal(minor, currency), pattern, locale="en")
    return arabic.inserted(arabic.figure(text, language=language), language)


def _taxes(sheet: Sheet, head: Letterhead, language: str) -> None:
    sheet.room(25)
    if not head.is_tax_receipt:
        sheet.text_lines(_("This statement is no tax receipt."), size=10)
    for line in head.tax_lines:
        sheet.text_lines(arabic.inserted(line, language), size=10)
