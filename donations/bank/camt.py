"""From a CAMT.053 file (ISO 20022, any version) to lines. The file is a stranger's: it is read without entities.

An entry with several payments inside becomes one line each, where they add up to it; else it stays one, and is told.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError  # the types only; defusedxml reads

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from donations import iban, money
from donations.bank.flaws import BadCell, Flaw, Unreadable, Wrong
from donations.bank.lines import LONGEST_NAME, LONGEST_TEXT, Line, Reading, one_line
from donations.bank.tables import MOST_LINES

_SIGN = {"CRDT": 1, "DBIT": -1}
_NOT_BOOKED = {"PDNG", "INFO", "FUTR"}
_NO_REFERENCE = {"NOTPROVIDED", "NONREF"}


def is_xml(raw: bytes) -> bool:
    """Say whether a file begins as XML does."""
    start = raw[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<")


def read_lines(raw: bytes, *, accounts: Iterable[str]) -> Reading:
    """Read the booked entries of our accounts (IBANs, compact); raise Unreadable for what is no such file."""
    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unreadable(Wrong.BAD_XML) from error
    statements = list(_all(root, "BkToCstmrStmt", "Stmt"))
    if not statements:
        raise Unreadable(Wrong.NOT_CAMT)
    ours, reading, place = set(accounts), Reading(), 0
    for statement in statements:
        account = iban.compact(_text(statement, "Acct", "Id", "IBAN") or _text(statement, "Acct", "Id", "Othr", "Id"))
        for entry in _all(statement, "Ntry"):
            place += 1
            if account in ours and _status(entry) not in _NOT_BOOKED:
                _read_entry(entry, place, account, reading)
        if account not in ours:
            reading.flaws.append(Flaw(place, Wrong.OTHER_ACCOUNT, {"value": one_line(account, 40)}))
        if len(reading.lines) > MOST_LINES:
            raise Unreadable(Wrong.TOO_MANY, most=str(MOST_LINES))
    return reading


def _read_entry(entry: Element, place: int, account: str, reading: Reading) -> None:
    try:
        parts = _parts(entry)
        whole = _money(entry, entry)
        told = [_money(part, entry) for part in parts]
        day = _day(entry)
    except BadCell as bad:
        reading.flaws.append(bad.at(place))
        return
    if len(parts) > 1 and _adds_up(whole, told):
        pieces = [(part, *piece) for part, piece in zip(parts, told, strict=True) if piece is not None]
    else:
        if len(parts) > 1:
            reading.flaws.append(Flaw(place, Wrong.PARTS_DIFFER))
        pieces = [(entry, *whole)] if whole else []
    for node, amount_minor, currency in pieces:
        if amount_minor:
            line = _line(node, entry, place, account, day, amount_minor, currency)
            reading.lines.append(line)


def _parts(entry: Element) -> list[Element]:
    return list(_all(entry, "NtryDtls", "TxDtls"))


def _adds_up(whole: tuple[int, str] | None, parts: list[tuple[int, str] | None]) -> bool:
    known = [part for part in parts if part is not None]
    if whole is None or len(known) != len(parts):
        return False
    return all(part[1] == whole[1] for part in known) and sum(part[0] for part in known) == whole[0]


def _line(
    node: Element, entry: Element, place: int, account: str, day: date, amount_minor: int, currency: str
) -> Line:
    """Read the words of an entry or of one payment in it."""
    side = "Dbtr" if amount_minor > 0 else "Cdtr"
    parties = [*_all(node, "RltdPties", side), *_all(node, "NtryDtls", "TxDtls", "RltdPties", side)]
    payer = next((_text(party, "Nm") or _text(party, "Pty", "Nm") for party in parties), "")
    numbers = (_text(node, "Refs", "AcctSvcrRef"), _text(node, "AcctSvcrRef"), _text(entry, "AcctSvcrRef"))
    return Line(
        place=place,
        account=account,
        booked_on=day,
        amount_minor=amount_minor,
        currency=currency,
        text=one_line(" ".join(_words(node)) or _text(entry, "AddtlNtryInf"), LONGEST_TEXT),
        payer=one_line(payer, LONGEST_NAME),
        bank_reference=one_line(next(filter(None, numbers), ""), LONGEST_NAME),
        is_reversal=_text(entry, "RvslInd") in ("true", "1") or bool(list(_deep(node, "RtrInf"))),
    )


def _words(node: Element) -> list[str]:
    """Collect what the payer wrote: free text, structured reference, end-to-end number, the bank's remark."""
    free = [each.text or "" for each in _deep(node, "Ustrd")]
    structured = [_text(each, "Ref") for each in _deep(node, "CdtrRefInf")]
    ends = [each.text or "" for each in _deep(node, "EndToEndId")]
    remarks = [
        each.text or "" for name in ("AddtlTxInf", "AddtlNtryInf", "AddtlRmtInf") for each in _deep(node, name)
    ]
    words = [*free, *structured, *(end for end in ends if end.strip().upper() not in _NO_REFERENCE), *remarks]
    return [word for word in words if word.strip()]


def _money(node: Element, entry: Element) -> tuple[int, str] | None:
    """Read the signed amount of an entry or a payment; none where a payment names no amount."""
    for way in (("Amt",), ("AmtDtls", "TxAmt", "Amt")):
        amount = next(iter(_all(node, *way)), None)
        if amount is not None:
            break
    else:
        if node is entry:
            raise BadCell(Wrong.NO_AMOUNT)
        return None
    currency = (amount.get("Ccy") or "").strip()
    if currency not in money.EXPONENTS:
        raise BadCell(Wrong.NO_CURRENCY, currency)
    word = _text(node, "CdtDbtInd") or _text(entry, "CdtDbtInd")
    if word not in _SIGN:
        raise BadCell(Wrong.NO_DIRECTION, word)
    return _minor(amount.text or "", currency) * _SIGN[word], currency


def _minor(text: str, currency: str) -> int:
    try:
        amount = Decimal(text.strip())
        if not amount.is_finite() or not 0 <= amount < Decimal(10) ** 12:
            raise ValueError("no amount of a statement")
        return money.to_minor(amount, currency)
    except (InvalidOperation, ValueError) as error:
        raise BadCell(Wrong.NO_AMOUNT, text) from error


def _day(entry: Element) -> date:
    for way in (("BookgDt", "Dt"), ("BookgDt", "DtTm"), ("ValDt", "Dt"), ("ValDt", "DtTm")):
        if text := _text(entry, *way):
            try:
                return date.fromisoformat(text[:10])
            except ValueError as error:
                raise BadCell(Wrong.NO_DATE, text) from error
    raise BadCell(Wrong.NO_DATE)


def _status(entry: Element) -> str:
    return _text(entry, "Sts", "Cd") or _text(entry, "Sts")


def _all(node: Element, *way: str) -> Iterator[Element]:
    """Give the elements at the end of a way of names, whatever namespace each version gives them."""
    if not way:
        yield node
        return
    for child in node:
        if _name(child) == way[0]:
            yield from _all(child, *way[1:])


def _deep(node: Element, name: str) -> Iterator[Element]:
    return (each for each in node.iter() if _name(each) == name)


def _text(node: Element, *way: str) -> str:
    return next((each.text.strip() for each in _all(node, *way) if each.text), "")


def _name(node: Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
