"""CAMT.053: any version, several payments in an entry, reversals; and files that mean harm."""

from datetime import date

import pytest

from donations.bank import camt
from donations.bank.flaws import Unreadable
from tests.donations.bank import files


def read(raw):
    return camt.read_lines(raw, accounts=[files.IBAN])


def told(reading):
    return [(flaw.place, flaw.wrong.value) for flaw in reading.flaws]


@pytest.mark.parametrize("version", [2, 4, 8, 13])
def test_entry_is_read_in_every_version(version):
    status = "<Sts>BOOK</Sts>" if version < 8 else "<Sts><Cd>BOOK</Cd></Sts>"
    inside = files.payment("GIFT-AAAA-CCCC", name="سلمى", version=version)

    reading = read(files.camt(files.entry(inside=inside, status=status, number="B-1"), version=version))

    (line,) = reading.lines
    assert reading.flaws == []
    assert (line.account, line.booked_on, line.amount_minor, line.currency) == (
        files.IBAN,
        date(2026, 3, 5),
        500,
        "EUR",
    )
    assert (line.text, line.payer, line.bank_reference, line.is_reversal) == ("GIFT-AAAA-CCCC", "سلمى", "B-1", False)


@pytest.mark.parametrize("version", [2, 8])
def test_batch_becomes_one_line_for_each_payment_in_it(version):
    inside = files.payment("a", "A", "3.00", version=version) + files.payment("b", "B", "2.00", version=version)

    reading = read(files.camt(files.entry(inside=inside), version=version))

    assert [(line.amount_minor, line.text, line.payer) for line in reading.lines] == [
        (300, "a", "A"),
        (200, "b", "B"),
    ]


@pytest.mark.parametrize("second", ["1.99", ""])
def test_batch_that_does_not_add_up_stays_one_line_and_is_told(second):
    inside = files.payment("a", "A", "3.00") + files.payment("b", "B", second)

    reading = read(files.camt(files.entry(inside=inside)))

    assert [(line.amount_minor, line.text) for line in reading.lines] == [(500, "a b")]
    assert told(reading) == [(1, "parts_differ")]


def test_money_out_and_what_comes_back_are_told_apart():
    out = files.entry(sign="DBIT", inside=files.payment("x", name="Bank", side="Cdtr"))
    back = files.entry(sign="DBIT", reversal="<RvslInd>true</RvslInd>")

    reading = read(files.camt(out, back))

    assert [(line.amount_minor, line.is_reversal, line.payer) for line in reading.lines] == [
        (-500, False, "Bank"),
        (-500, True, ""),
    ]


def test_structured_reference_and_number_from_end_to_end_are_part_of_the_text():
    inside = (
        "<TxDtls><Refs><EndToEndId>GIFT-AAAA-CCCC</EndToEndId></Refs><RmtInf><Strd><CdtrRefInf><Ref>RF18</Ref>"
        "</CdtrRefInf></Strd></RmtInf></TxDtls>"
    )

    (line,) = read(files.camt(files.entry(inside=inside))).lines

    assert line.text == "RF18 GIFT-AAAA-CCCC"


def test_entry_that_is_not_booked_yet_is_left_for_later():
    waiting = [files.entry(status="<Sts>PDNG</Sts>"), files.entry(status="<Sts><Cd>INFO</Cd></Sts>")]

    assert read(files.camt(*waiting, files.entry(status=""))).lines[0].place == 3


def test_statement_of_another_account_is_told_and_nothing_of_it_taken():
    raw = files.camt_of(("GB82WEST12345698765432", [files.entry()]), (files.IBAN, [files.entry(), files.entry()]))

    reading = read(raw)

    assert len(reading.lines) == 2
    assert told(reading) == [(1, "other_account")]


@pytest.mark.parametrize(
    ("bad", "wrong"),
    [
        (files.entry(amount="5.001"), "no_amount"),
        (files.entry(amount="NaN"), "no_amount"),
        (files.entry(amount="9" * 40), "no_amount"),
        (files.entry(amount="-5"), "no_amount"),
        (files.entry(amount=""), "no_amount"),
        (files.entry(currency="XAU"), "no_currency"),
        (files.entry(sign="UP"), "no_direction"),
        (files.entry(day="soon"), "no_date"),
        ("<Ntry/>", "no_date"),
    ],
)
def test_entry_that_cannot_be_read_is_told_and_the_others_are_read(bad, wrong):
    reading = read(files.camt(files.entry(), bad, files.entry()))

    assert [line.place for line in reading.lines] == [1, 3]
    assert told(reading) in ([(2, wrong)], [(2, "no_amount")] if bad == "<Ntry/>" else [])


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>"""
FILE_OF_OURS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><l>&f;</l>"""


@pytest.mark.parametrize(
    ("raw", "wrong"),
    [
        (LAUGHS, "bad_xml"),
        (FILE_OF_OURS, "bad_xml"),
        (b"<!DOCTYPE l [<!ELEMENT l ANY>]><l/>", "bad_xml"),
        (b"<html><body>Please sign in</body></html>", "not_camt"),
        (b"<Document><BkToCstmrAcctRpt><Rpt/></BkToCstmrAcctRpt></Document>", "not_camt"),
        (b"<Document><BkToCstmrStmt>", "bad_xml"),
        (b"<Document>\x00</Document>", "bad_xml"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "bad_xml"),
        (b"<" + b"a" * 1000, "bad_xml"),
        (b"<a>" * 100_000, "bad_xml"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, "not_camt"),
    ],
)
def test_file_that_is_no_statement_or_means_harm_is_refused(raw, wrong):
    with pytest.raises(Unreadable) as refused:
        read(raw)

    assert refused.value.flaw.wrong == wrong


def test_xml_is_known_by_its_beginning():
    assert [camt.is_xml(raw) for raw in (b"\xef\xbb\xbf <a/>", "<a/>".encode("utf-16"), b"Date;<a>", b"")] == [
        True,
        True,
        False,
        False,
    ]
