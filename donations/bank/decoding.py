"""From the bytes of a file to its text: banks write in many encodings and seldom say which."""

import codecs
import re

from donations.bank.flaws import Unreadable, Wrong

MOST_BYTES = 5 * 1024 * 1024
_MEGABYTE = 1024 * 1024

# The first bytes of what people hand in by mistake: ZIP and Excel, old Excel, PDF, gzip, PNG, JPEG, RAR, 7z.
_NO_TEXT = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z\xbc\xaf",
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = r"\x80-\xff"
_FOREIGN_WORD = re.compile(rf"(?<![A-Za-z{_HIGH}])[{_HIGH}]{{2,}}(?![A-Za-z{_HIGH}])".encode("latin-1"))
_MIXED_WORD = re.compile(rf"[A-Za-z][{_HIGH}]|[{_HIGH}][A-Za-z]".encode("latin-1"))


def check_size(size: int) -> None:
    """Raise Unreadable for a file that holds nothing or too much."""
    if size == 0:
        raise Unreadable(Wrong.EMPTY)
    if size > MOST_BYTES:
        raise Unreadable(Wrong.TOO_LARGE, most=str(MOST_BYTES // _MEGABYTE))


def text_of(raw: bytes) -> str:
    """Read a file as text; raise Unreadable for what is none."""
    check_size(len(raw))
    if raw.startswith(_NO_TEXT):
        raise Unreadable(Wrong.BINARY)
    try:
        text = raw.decode(_encoding(raw))
    except UnicodeDecodeError as error:
        raise Unreadable(Wrong.BINARY) from error
    if not text.strip("\x00 \t\r\n\ufeff"):
        raise Unreadable(Wrong.EMPTY)
    if _controls(text) > len(text) // 50:
        raise Unreadable(Wrong.BINARY)
    return text.replace("\x00", "")


def _encoding(raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    for encoding, upper_half in (("utf-16-le", raw[1:2000:2]), ("utf-16-be", raw[:2000:2])):
        # Of two bytes a letter, the upper one is 0 in Latin and 6 in Arabic text.
        if 0 in upper_half and sum(byte in (0, 6) for byte in upper_half) > len(upper_half) * 9 // 10:
            return encoding
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(raw)
    return "utf-8"


def _one_byte(raw: bytes) -> str:
    """Tell Arabic from western bytes: Arabic words are high bytes throughout, western ones hold a few."""
    if len(_FOREIGN_WORD.findall(raw)) > len(_MIXED_WORD.findall(raw)):
        return "cp1256"
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"  # a byte that windows-1252 leaves open
    return "cp1252"


def _controls(text: str) -> int:
    return sum(sign < " " and sign not in "\t\r\n\x00" for sign in text)
