"""Bytes of many encodings; and what is no text."""

import pytest

from donations.bank import decoding
from donations.bank.decoding import text_of
from donations.bank.flaws import Unreadable

ARABIC = "التاريخ;المبلغ;البيان\n2026-03-05;5,00;تبرع شهري من سلمى\n"
WESTERN = "Buchungstag;Betrag;Verwendungszweck\n05.03.2026;5,00;Für die Zeitung, Grüße aus Köln\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_arabic_is_read_whatever_its_encoding(encoding):
    assert text_of(ARABIC.encode(encoding)) == ARABIC


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_western_letters_are_read_whatever_their_encoding(encoding):
    assert text_of(WESTERN.encode(encoding)) == WESTERN


@pytest.mark.parametrize(
    ("raw", "wrong"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"PK\x03\x04" + b"x" * 100, "binary"),
        (b"%PDF-1.7 " + b"x" * 100, "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"\xff\xfe\x00", "binary"),
    ],
)
def test_what_is_no_text_is_refused(raw, wrong):
    with pytest.raises(Unreadable) as refused:
        text_of(raw)

    assert refused.value.flaw.wrong == wrong


def test_large_file_is_refused(monkeypatch):
    monkeypatch.setattr(decoding, "MOST_BYTES", 10)

    with pytest.raises(Unreadable) as refused:
        text_of(b"x" * 11)

    assert refused.value.flaw.wrong == "too_large"


def test_nul_is_left_out():
    assert text_of(b"Date;Amount\n2026-03-05;5\x00,00\n") == "Date;Amount\n2026-03-05;5,00\n"
