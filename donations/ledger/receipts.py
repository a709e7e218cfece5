"""Numbers of receipts: one after the other within a year, none given twice and none left out."""

from django.db.models import F

from donations.models import ReceiptCounter


def next_number(year: int) -> str:
    """Give the next number of a year, such as "2026-000123".

    The counter's row stays locked until the transaction ends: a payment undone gives its number back, and numbers
    follow the order of the commits.
    """
    ReceiptCounter.objects.bulk_create([ReceiptCounter(year=year)], ignore_conflicts=True)
    ReceiptCounter.objects.filter(year=year).update(last=F("last") + 1)
    return f"{year}-{ReceiptCounter.objects.get(year=year).last:06}"
