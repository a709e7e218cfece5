"""The forms of bank statements: handing in a file, and naming the columns of a bank's table."""

from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations import money, transfers
from donations.bank import flaws
from donations.bank.columns import ONLY_ONCE, Column, guessed
from donations.bank.csv_statements import Layout, read_lines
from donations.bank.decoding import check_size
from donations.bank.figures import DateOrder, DecimalSign, reads
from donations.bank.flaws import Unreadable
from donations.bank.lines import Reading
from donations.bank.tables import Table
from donations.models import StatementLayout
from newsroom import audit
from newsroom.models import User

SAMPLE_ROWS = 5
LONGEST_SAMPLE = 60


class FileForm(forms.Form):
    """A form with a file that is looked at before it is read."""

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            check_size(file.size or 0)
        except Unreadable as unreadable:
            raise ValidationError(flaws.told(unreadable.flaw.wrong, unreadable.flaw.details)) from unreadable
        return file


class HandInForm(FileForm):
    """A file, and for tables, which do not say so, the account that it is of."""

    file = forms.FileField(
        label=gettext_lazy("File of the bank"),
        help_text=gettext_lazy("CAMT.053 (XML) or CSV, at most 5 MB. Handing in the same days twice does no harm."),
    )
    account = forms.ChoiceField(
        label=gettext_lazy("Our account"), help_text=gettext_lazy("CAMT.053 names it; a CSV file does not.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = [
            (code, f"\u2066{code} {account.spaced()}\u2069") for code, account in transfers.accounts().items()
        ]
        self.fields["account"].choices = accounts  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Shown:
    """One column on the page: its heading, the first values, and the question what it holds."""

    heading: str
    values: list[str]
    question: forms.BoundField


class OfAccount(Protocol):
    """A file whose table does not say itself what account and currency it is of."""

    @property
    def account(self) -> str:
        """Name the account."""

    @property
    def currency(self) -> str:
        """Give the currency of lines that name none."""


class ColumnsForm(forms.Form):
    """What each column holds, and how this bank writes dates and amounts."""

    bank = forms.CharField(label=gettext_lazy("Name of the bank"), max_length=60)
    date_order = forms.ChoiceField(label=gettext_lazy("Dates are written"), choices=DateOrder.choices)
    decimal_sign = forms.ChoiceField(label=gettext_lazy("Before the cents stands"), choices=DecimalSign.choices)

    def __init__(self, *args: Any, table: Table, statement: OfAccount, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.statement = table, statement
        self.preview: Reading | None = None
        guesses = guessed(table.header)
        for number in range(table.width()):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=self._heading(number),
                choices=Column.choices,
                required=False,
                initial=guesses[number] if number < len(guesses) else "",
            )
        if Column.DATE in guesses:
            self.initial["date_order"] = self._order(guesses.index(Column.DATE))
        if table.separator == ";":  # banks that part columns by semicolons keep the comma for cents
            self.initial["decimal_sign"] = DecimalSign.COMMA

    def _heading(self, number: int) -> str:
        named = self.table.header[number : number + 1]
        return named[0] if named and named[0] else _("Column %(number)s") % {"number": number + 1}

    def _order(self, column: int) -> str:
        """Guess the order by which every date of the table can be read, the day first where several can."""
        dates = [row.cells[column] for row in self.table.rows if column < len(row.cells)]
        return next((order for order in DateOrder if all(reads(date, order) for date in dates)), DateOrder.DAY_FIRST)

    def shown(self) -> list[Shown]:
        """Give the columns with their first values."""
        rows = [row.cells for row in self.table.rows[:SAMPLE_ROWS]]
        return [
            Shown(
                self._heading(number),
                [row[number][:LONGEST_SAMPLE] for row in rows if number < len(row) and row[number].strip()],
                self[f"column_{number}"],
            )
            for number in range(self.table.width())
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse columns that leave date or amount open; read the first rows by them, to be looked at."""
        cleaned = super().clean() or self.cleaned_data
        columns = self._columns(cleaned)
        if Column.DATE not in columns:
            raise ValidationError(_("Say which column holds the date of booking."))
        if not {Column.AMOUNT, Column.CREDIT} & set(columns):
            raise ValidationError(_("Say which column holds the amount, or the money that came in."))
        twice = [column for column in ONLY_ONCE if columns.count(column) > 1]
        if twice:
            raise ValidationError(_("Only one column can be “%(what)s”.") % {"what": twice[0].label})
        if {"date_order", "decimal_sign"} <= cleaned.keys():
            sample = Table(self.table.header, self.table.rows[:SAMPLE_ROWS], self.table.separator, [])
            layout = Layout(columns, cleaned["date_order"], cleaned["decimal_sign"])
            about = {"account": self.statement.account, "currency": self.statement.currency}
            self.preview = read_lines(sample, layout, **about)
        return cleaned

    def previewed(self) -> list[dict[str, Any]]:
        """Say how the first rows read by what was chosen."""
        reading = self.preview or Reading()
        lines = [{"line": line, "amount": money.isolated(line.amount_minor, line.currency)} for line in reading.lines]
        told = [{"problem": flaws.told(flaw.wrong, flaw.details), "place": flaw.place} for flaw in reading.flaws]
        return [*lines, *told]

    @transaction.atomic
    def save_layout(self, *, by: User) -> StatementLayout:
        """Remember how this bank writes; who names the columns later than another wins."""
        cleaned = self.cleaned_data
        layout, _is_new = StatementLayout.objects.update_or_create(
            fingerprint=self.table.fingerprint(),
            defaults={
                "bank": cleaned["bank"],
                "columns": self._columns(cleaned),
                "date_order": cleaned["date_order"],
                "decimal_sign": cleaned["decimal_sign"],
                "set_by": by,
            },
        )
        audit.record("name_columns", by=by, on=layout)
        return layout

    def _columns(self, cleaned: dict[str, Any]) -> list[str]:
        return [cleaned.get(f"column_{number}", "") for number in range(self.table.width())]
