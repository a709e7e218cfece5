"""Numbers of receipts: one after the other within a year, none given twice and none left out."""

from django.db import connection

from donations.models import ReceiptCounter

COUNT = f"""
INSERT INTO {ReceiptCounter._meta.db_table} AS counter (year, last) VALUES (%s, 1)
ON CONFLICT (year) DO UPDATE SET last = counter.last + 1 RETURNING last
"""  # noqa: S608 - the name of our own table


def next_number(year: int) -> str:
    """Give the next number of a year, such as "2026-000123".

    The counter's row stays locked until the transaction ends: a payment undone gives its number back, and numbers
    follow the order of the commits.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [year])
        (last,) = cursor.fetchone()
    return f"{year}-{last:06}"
