"""Taking statements in: however a month is cut, overlapped and exported anew, each movement is there once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from donations.bank import handing_in
from donations.bank.tables import read_table
from donations.models import BankTransaction, Statement
from tests.donations import gifts
from tests.donations.bank import files, rows

pytestmark = pytest.mark.django_db

COLUMNS = ["date", "amount", "currency", "payer", "text", "reference"]
WORDS = st.sampled_from(["", "rent", "GIFT-7K4M-9QQX", "زكاة", "a;b", "=1+1"])
MONTH = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["5.00", "7.50"]), WORDS, st.sampled_from(["", "Salma", "سلمى"])),
    max_size=12,
)
LOOKS = st.sampled_from([(",", "utf-8"), (";", "utf-16"), ("\t", "utf-8-sig"), ("|", "cp1256")])


@pytest.fixture(autouse=True)
def ours(settings):
    settings.BANK_ACCOUNTS = {"EUR": {"holder": "N", "iban": files.IBAN, "bic": "", "bank": ""}}


def known_bank(**values):
    fingerprint = read_table(files.table([files.row()]).decode()).fingerprint()
    return rows.layout(fingerprint=fingerprint, columns=COLUMNS, date_order="ymd", **values)


def hand_in(raw, by=None):
    return handing_in.hand_in(raw, file_name="month.csv", currency="EUR", by=by or gifts.make_treasurer())


def csv(movements, separator=",", encoding="utf-8"):
    cells = [files.row(f"2026-03-{day:02}", amount, text, payer) for day, amount, text, payer in movements]
    return files.table(cells, separator=separator, encoding=encoding)


def kept():
    return sorted(BankTransaction.objects.values_list("booked_on__day", "amount_minor", "text", "payer"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MONTH, st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4), LOOKS), max_size=3), st.randoms())
def test_any_cuts_of_a_month_bring_each_movement_once(month, cuts, chance):
    whole = sorted((day, int(amount.replace(".", "")), text, payer) for day, amount, text, payer in month)
    pieces = [([m for m in month if min(a, b) <= m[0] <= max(a, b)], look) for a, b, look in cuts]
    pieces += [([m for m in month if m[0] <= 2], (",", "utf-8")), ([m for m in month if m[0] > 2], (",", "utf-8"))]
    for piece, _look in pieces:
        chance.shuffle(piece)
    chance.shuffle(pieces)

    with transaction.atomic():
        known_bank()
        for piece, look in pieces:
            if piece:
                hand_in(csv(piece, *look))
        found = kept()
        transaction.set_rollback(True)

    assert found == whole


def test_file_whose_columns_nobody_named_is_dropped_after_a_day():
    waiting = hand_in(csv([(1, "5.00", "", "")]))
    Statement.objects.filter(pk=waiting.pk).update(handed_in_at=timezone.now() - timedelta(hours=25))

    handing_in.drop_old_files(timezone.now())

    assert not Statement.objects.exists()


def test_words_of_lines_set_aside_are_forgotten_and_the_lines_stay_known():
    known_bank()
    hand_in(csv([(1, "5.00", "rent", "Salma")]))
    BankTransaction.objects.update(state="ignored", settled_at=timezone.now() - timedelta(days=91))

    forgotten = [handing_in.forget_words(timezone.now()) for _time in range(2)]
    hand_in(csv([(1, "5.00", "rent", "Salma")]))

    assert (forgotten, kept()) == ([1, 0], [(1, 500, "", "")])


@pytest.mark.django_db(transaction=True)
def test_two_people_hand_in_the_same_file_at_once():
    known_bank()
    raw = csv([(day, "5.00", "rent", "Salma") for day in (1, 1, 2, 3)])
    barrier, people = Barrier(2), [gifts.make_treasurer() for _each in range(2)]

    def press(person):
        barrier.wait()
        try:
            return hand_in(raw, by=person).new_lines
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        brought = sum(pool.map(press, people))

    assert (brought, BankTransaction.objects.count()) == (4, 4)


@pytest.mark.soak
def test_twenty_thousand_lines_are_read_and_known_again():
    known_bank()
    raw = csv([(n % 28 + 1, f"{n % 50 + 1}.00", f"text {n}", f"Payer {n % 900}") for n in range(19_000)])

    first, again = hand_in(raw), hand_in(raw)

    assert (first.new_lines, again.new_lines) == (19_000, 0)
