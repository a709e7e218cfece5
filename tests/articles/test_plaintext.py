"""Words without markup."""

import pytest

from articles import plaintext


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two   words ", "two words"),
        ("a\x00b\x1bc\x85d", "a b c d"),
        ("\u202eevil\u202c", "evil"),
        ("\u2066isolated\u2069", "isolated"),
        ("سنة\u200f 2026", "سنة\u200f 2026"),
        ("می\u200cروم", "می\u200cروم"),
        ("cafe\u0301", "caf\u00e9"),
        ("", ""),
    ],
)
def test_one_line_keeps_what_can_be_seen(typed, kept):
    assert plaintext.one_line(typed) == kept


def test_paragraphs_keep_their_breaks():
    assert plaintext.paragraphs(" one\r\ntwo\rthree \n") == "one\ntwo\nthree"
