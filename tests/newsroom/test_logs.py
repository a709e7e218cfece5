"""Log records: one line each, and nobody's data in them."""

import logging
import sys

import pytest

from newsroom.logs import OneLine, redacted


def record(message, *args, exc_info=None):
    return logging.LogRecord("donations.mail", logging.ERROR, __file__, 1, message, args, exc_info)


def test_a_record_is_one_line():
    line = OneLine().format(record("first\nsecond\n\n  third"))

    assert line.endswith(" ERROR donations.mail first / second / third")


def test_an_error_names_its_kind_and_place_without_its_donor():
    try:
        raise ValueError("Key (email)=(noor@example.org) already exists.\nDETAIL: row 3")
    except ValueError:
        line = OneLine().format(record("Receipt failed", exc_info=sys.exc_info()))

    assert "noor@example.org" not in line
    assert "\n" not in line
    assert "ValueError: Key (email)=(<e-mail>) already exists. / DETAIL: row 3 at " in line
    assert "test_an_error_names_its_kind_and_place_without_its_donor" in line


def test_a_query_string_is_taken_out():
    assert redacted("Not Found: /en/support/manage/?token=abc123&x=1 for GET") == (
        "Not Found: /en/support/manage/?... for GET"
    )


@pytest.mark.parametrize("page", ["thanks", "pay", "card", "sandbox", "sandbox/card", "confirm", "receipt"])
def test_a_key_to_a_gift_is_taken_out_of_its_address(page):
    path = f"/ar/support/{page}/"

    assert redacted(f"Service Unavailable: {path}7f3c9a52-6e0b-4c0d-9b7e-2b1f6a2d4e10/") == (
        f"Service Unavailable: {path}.../"
    )


def test_an_ordinary_question_mark_stays():
    assert redacted("Is it live? Yes.") == "Is it live? Yes."


@pytest.mark.parametrize("piece", ["a", "?", "a.", "a@", "?a"])
def test_a_strangers_endless_address_is_read_once(piece):
    endless = piece * 500_000  # read anew from each of its characters, it would take hours

    assert redacted(endless) == endless


def test_each_word_of_a_line_is_redacted_by_itself():
    line = 'GET /a?b=c&x=me@example.org to=you@mail.example.org why? "http://x/?t=1" <a?k=1>'

    assert redacted(line) == 'GET /a?... to=<e-mail> why? "http://x/?..." <a?...>'
