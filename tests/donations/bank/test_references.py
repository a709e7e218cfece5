"""Finding references in what payers write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donations.bank import references
from donations.bank.references import Nearby
from donations.transfers import ALPHABET

signs = st.text(ALPHABET, min_size=8, max_size=8)
words = st.text("abcxyzABCXYZ -./0123456789\u00e9سلمى", max_size=12)
gaps = st.sampled_from(["", " ", "-", "  ", ".", "/", "\n", " - "])


@given(signs, words, words, gaps, gaps, gaps, st.booleans(), st.booleans())
def test_right_reference_is_found_however_it_is_written(code, before, after, one, two, three, has_prefix, is_small):
    text = f"{'GIFT' if has_prefix else ''}{one}{code[:4]}{two}{code[4:6]}{three}{code[6:]}"
    text = text.lower() if is_small else text

    assert code in references.exact(f"{before}{text}{after}")


@pytest.mark.parametrize(
    "text",
    [
        "GIFT-7K4M-9QQX",
        "gift 7k4m 9qqx",
        "7K4M9QQX",
        "SEPAGIFT7K4M9QQXDANKE",
        "ＧＩＦＴ－７Ｋ４Ｍ－９ＱＱＸ",
        "هدية GIFT-٧K٤M-٩QQX",
    ],
)
def test_reference_is_found_in_bank_s_spellings(text):
    assert "7K4M9QQX" in references.exact(text)


@given(signs, st.integers(0, 7), st.sampled_from(sorted(references.LOOKALIKES)))
def test_sign_that_no_reference_holds_is_read_as_what_it_looks_like(code, place, wrong):
    right = code[:place] + references.LOOKALIKES[wrong][0] + code[place + 1 :]
    typed = f"GIFT-{right[:place]}{wrong}{right[place + 1 :]}"

    found = {each for attempt in references.attempts(typed) for each in references.reread(attempt)}

    assert right in found
    assert right not in references.exact(typed) or wrong in ALPHABET


@given(signs, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_slip_is_near_and_not_exact(code, place, other):
    nearby = Nearby([code])
    wrong = code[:place] + other + code[place + 1 :]

    slips = {wrong, code[:place] + code[place + 1 :], code[:place] + other + code[place:]}

    assert all(nearby.near(slip) == {code} for slip in slips)


def test_two_slips_are_not_near():
    assert Nearby(["7K4M9QQX"]).near("7A4M9QQA") == set()


def test_plain_words_and_numbers_hold_no_reference():
    text = "Invoice 2026-118 for the office: DE02120300000000202051 BYLADEM1001"

    assert references.exact(text) == set()


def test_long_text_is_read_at_once():
    assert references.exact("A" * 100_000) == {"A" * 8}
    assert len(references.attempts("GIFT" * 25_000)) < 10
