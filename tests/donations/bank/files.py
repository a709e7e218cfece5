"""Statements of invented banks, as bytes."""

from collections.abc import Iterable, Sequence

IBAN = "DE02120300000000202051"
HEADER = ("Booking date", "Amount", "Currency", "Payer", "Payment reference", "Transaction ID")


def table(
    rows: Iterable[Sequence[object]],
    *,
    header: Sequence[str] = HEADER,
    separator: str = ",",
    encoding: str = "utf-8",
    before: str = "",
) -> bytes:
    """A CSV file; cells that hold the separator are quoted."""
    cells = [header, *rows]
    lines = [separator.join(f'"{cell}"' if separator in str(cell) else str(cell) for cell in row) for row in cells]
    return (before + "\r\n".join(lines) + "\r\n").encode(encoding)


def row(
    day: str = "2026-03-05", amount: str = "5.00", text: str = "", payer: str = "Salma Haddad", **more: str
) -> tuple:
    """One row under HEADER."""
    return day, amount, more.get("currency", "EUR"), payer, text, more.get("number", "")


def entry(amount: str = "5.00", day: str = "2026-03-05", inside: str = "", **more: str) -> str:
    """One entry of a CAMT file."""
    sign, status = more.get("sign", "CRDT"), more.get("status", "<Sts>BOOK</Sts>")
    return (
        f'<Ntry><Amt Ccy="{more.get("currency", "EUR")}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'
        f"{more.get('reversal', '')}{status}<BookgDt><Dt>{day}</Dt></BookgDt>"
        f"<AcctSvcrRef>{more.get('number', '')}</AcctSvcrRef><NtryDtls>{inside}</NtryDtls></Ntry>"
    )


def payment(
    text: str = "", name: str = "Salma Haddad", amount: str = "", *, version: int = 2, side: str = "Dbtr"
) -> str:
    """One payment inside an entry, as version 02 or 08 writes it."""
    party = f"<Nm>{name}</Nm>" if version < 8 else f"<Pty><Nm>{name}</Nm></Pty>"
    money = f'<Amt Ccy="EUR">{amount}</Amt>'
    if version < 8:
        money = f"<AmtDtls><TxAmt>{money}</TxAmt></AmtDtls>"
    return (
        f"<TxDtls>{money if amount else ''}<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
        f"<RltdPties><{side}>{party}</{side}></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"
    )


def camt(*entries: str, account: str = IBAN, version: int = 2) -> bytes:
    """A CAMT.053 file of one statement."""
    return camt_of((account, entries), version=version)


def camt_of(*statements: tuple[str, Iterable[str]], version: int = 2) -> bytes:
    """A CAMT.053 file of several statements, each an account and its entries."""
    told = "".join(
        f"<Stmt><Acct><Id><IBAN>{account}</IBAN></Id></Acct>{''.join(entries)}</Stmt>"
        for account, entries in statements
    )
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:02}"
    xml = f'<Document xmlns="{space}"><BkToCstmrStmt>{told}</BkToCstmrStmt></Document>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{xml}'.encode()
