"""The name of a movement: the same however its statement is cut, overlapped, ordered or written anew."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from donations.bank.lines import Line, named, one_line

DAY = date(2026, 3, 1)


def line(**values):
    return Line(**{"place": 1, "account": "A", "booked_on": DAY, "amount_minor": 500, "currency": "EUR"} | values)


def names(lines):
    return {name for name, _line in named(lines)}


few_words = st.sampled_from(["", "rent", "GIFT-AAAA-CCCC", "GIFT-AAAA-CCCC "])
lines_of_a_statement = st.lists(
    st.builds(
        lambda day, amount, text, payer: line(
            booked_on=DAY + timedelta(days=day), amount_minor=amount, text=text, payer=payer
        ),
        st.integers(0, 4),
        st.sampled_from([500, 700]),
        few_words,
        st.sampled_from(["", "Salma"]),
    ),
    max_size=14,
)


@given(lines_of_a_statement, st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=6), st.randoms())
def test_any_cut_overlap_and_order_of_days_gives_the_same_movements(whole, cuts, chance):
    pieces = [[each for each in whole if min(cut) <= (each.booked_on - DAY).days <= max(cut)] for cut in cuts]
    pieces += [[each for each in whole if (each.booked_on - DAY).days == day] for day in range(5)]
    for piece in pieces:
        chance.shuffle(piece)
    chance.shuffle(pieces)

    together = set().union(*(names(piece) for piece in pieces))

    assert together == names(whole)
    assert len(together) == len(whole)


@given(lines_of_a_statement, st.data())
def test_a_part_of_a_day_brings_nothing_that_the_whole_day_does_not(whole, data):
    part = [each for each in whole if data.draw(st.booleans())]

    assert names(part) <= names(whole)


@given(lines_of_a_statement)
def test_spaces_case_and_digits_of_another_export_change_no_name(whole):
    anew = [
        line(
            place=99,
            booked_on=each.booked_on,
            amount_minor=each.amount_minor,
            text=f"  {each.text.lower()} ",
            payer=each.payer.upper(),
        )
        for each in reversed(whole)
    ]

    assert names(anew) == names(whole)


def test_each_thing_that_a_bank_writes_tells_movements_apart():
    changed = [
        line(account="B"),
        line(booked_on=DAY + timedelta(days=1)),
        line(amount_minor=-500),
        line(currency="USD"),
        line(text="x"),
        line(payer="x"),
        line(bank_reference="x"),
    ]

    assert len({name for each in [line(), *changed] for name in names([each])}) == 8


def test_equal_payments_of_one_day_are_counted():
    counted = Counter(name for name, _line in named([line(), line(), line()]))

    assert sorted(counted.values()) == [1, 1, 1]


def test_words_are_kept_on_one_line_without_what_cannot_be_seen():
    assert one_line("a\u202e\x00b\r\n  c\t\u200f", 140) == "a b c"
    assert one_line("x" * 200, 140) == "x" * 140
