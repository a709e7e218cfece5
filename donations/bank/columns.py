"""What a column of a bank's table may hold, and a first guess from the word above it."""

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.arabic.folding import fold


class Column(models.TextChoices):
    """What a column holds."""

    NOTHING = "", _("not needed")
    DATE = "date", _("date of booking")
    AMOUNT = "amount", _("amount, with its sign")
    CREDIT = "credit", _("money in")
    DEBIT = "debit", _("money out")
    DIRECTION = "direction", _("in or out, as a word")
    CURRENCY = "currency", _("currency")
    PAYER = "payer", _("name of the payer")
    TEXT = "text", _("text of the transfer")
    REFERENCE = "reference", _("the bank's own number")


ONLY_ONCE = [each for each in Column if each not in (Column.NOTHING, Column.TEXT)]

# Words that banks write above their columns; compared without accents, case and spelling variants.
_WORDS = {
    Column.DATE: "date|booking date|posting date|transaction date|buchungstag|buchungsdatum|buchung|datum|tarih"
    "|bokföringsdag|bokföringsdatum|islem tarihi|date operation|date de l'opération"
    "|تاريخ|التاريخ|تاريخ العملية|تاريخ القيد",
    Column.AMOUNT: "amount|transaction amount|betrag|umsatz|betrag (eur)|belopp|tutar|montant"
    "|المبلغ|مبلغ|قيمة العملية",
    Column.CREDIT: "credit|credit amount|money in|paid in|haben|gutschrift|alacak|crédit|insättning|دائن|إيداع|له",
    Column.DEBIT: "debit|debit amount|money out|paid out|soll|lastschrift|borç|débit|uttag|مدين|سحب|عليه",
    Column.DIRECTION: "dr/cr|cr/dr|debit/credit|soll/haben|credit debit indicator|نوع العملية|الاتجاه",
    Column.CURRENCY: "currency|ccy|währung|döviz|para birimi|devise|العملة|عملة",
    Column.PAYER: "payer|name|counterparty|counterparty name|sender|beneficiary/payer|auftraggeber|avsändare"
    "|zahlungspflichtiger|name zahlungsbeteiligter|auftraggeber/empfänger|gönderen|donneur d'ordre"
    "|المرسل|اسم المرسل|الاسم",
    Column.TEXT: "description|details|reference|payment reference|text|remittance information|verwendungszweck"
    "|buchungstext|meddelande|açıklama|libellé|motif|البيان|الوصف|التفاصيل|ملاحظات",
    Column.REFERENCE: "transaction id|id|bank reference|transaction reference|referenz|bankreferenz|fis no"
    "|référence|document|document number|رقم العملية|رقم الوثيقة|المرجع|الرقم المرجعي",
}
_COLUMN_OF = {fold(word): column for column, words in _WORDS.items() for word in words.split("|")}


def is_header(cells: Sequence[str]) -> bool:
    """Say whether these are the words above a table: a date and an amount among them."""
    found = {_COLUMN_OF.get(fold(cell).strip()) for cell in cells}
    return Column.DATE in found and bool(found & {Column.AMOUNT, Column.CREDIT, Column.DEBIT})


def guessed(header: Sequence[str]) -> list[str]:
    """Guess what each column holds from the word above it; of two that could be the same, the first."""
    taken: set[Column] = set()
    guesses = []
    for cell in header:
        column = _COLUMN_OF.get(fold(cell).strip(), Column.NOTHING)
        if column in taken and column in ONLY_ONCE:
            column = Column.NOTHING
        taken.add(column)
        guesses.append(column.value)
    return guesses
