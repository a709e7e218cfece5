"""Taking gifts and the ledger as files: who may, what the file holds, and what is written down of it."""

import csv
import io
import zipfile

import pytest

from donations import ledger
from donations.admin import exporting
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db

GIFTS, LEDGER = "/admin/donations/donation/export/", "/admin/donations/ledgerentry/export/"


@pytest.fixture
def treasurer(client):
    client.force_login(gifts.make_treasurer(username="mira"))
    return client


def make_paid(**values):
    gift = gifts.make_gift(**values)
    ledger.apply(gifts.paid(gift))
    return gift


def take(client, where=GIFTS, **values):
    """Post the form; give the table of a CSV as a list of rows."""
    answer = client.post(where, {"kind": "csv"} | values)
    body = b"".join(answer.streaming_content).decode()
    return list(csv.reader(io.StringIO(body.removeprefix("\ufeff"), newline="")))


def column(table, heading):
    place = table[0].index(heading)
    return [row[place] for row in table[1:]]


def test_file_has_a_line_a_gift_and_says_that_it_is_unicode(treasurer):
    make_paid(donor_name="سلمى القباني", donor=gifts.make_donor(name="x"))

    answer = treasurer.post(GIFTS, {"kind": "csv", "with_donors": "on"})
    body = b"".join(answer.streaming_content)

    assert body.startswith("\ufeff".encode())
    assert "سلمى القباني" in body.decode()
    assert answer["Content-Disposition"].startswith('attachment; filename="gifts-')
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ['=HYPERLINK("https://evil.example")', "+سلمى", "＝سلمى"])
def test_hostile_name_is_no_formula(treasurer, name):
    make_paid(donor_name=name)

    table = take(treasurer, with_donors="on")

    assert column(table, "donor's name") == [f"'{name}"]


def test_filters_and_search_of_the_list_are_carried_over(treasurer):
    dollars, _euros = make_paid(), make_paid(currency="EUR")
    found = make_paid(currency="EUR", donor=gifts.make_donor(email="salma@example.org"))

    page = treasurer.get("/admin/donations/donation/?currency=USD").content.decode()
    filtered = take(treasurer, f"{GIFTS}?currency=USD")
    searched = take(treasurer, f"{GIFTS}?q=salma@example.org")

    assert f'href="{GIFTS}?currency=USD"' in page
    assert column(filtered, "gift number") == [str(dollars.uuid)]
    assert column(searched, "gift number") == [str(found.uuid)]


@pytest.mark.parametrize(
    ("days", "lines"),
    [
        ({"since": "2026-03-01", "until": "2026-03-01"}, 1),
        ({"since": "2026-03-02"}, 0),
        ({"until": "2026-02-28"}, 0),
    ],
)
def test_days_are_those_on_which_money_came(treasurer, days, lines):
    make_paid()

    assert len(take(treasurer, **days)) == 1 + lines


def test_days_in_the_wrong_order_are_refused(treasurer):
    page = treasurer.post(GIFTS, {"kind": "csv", "since": "2026-03-02", "until": "2026-03-01"})

    assert "This day is before the first one." in page.content.decode()
    assert AuditEntry.objects.filter(act="export").count() == 0


@pytest.mark.parametrize("where", [GIFTS, LEDGER])
def test_empty_list_is_a_line_of_headings(treasurer, where):
    assert len(take(treasurer, where)) == 1


def test_sheet_is_a_sheet_and_turns_on_an_arabic_desk(client):
    client.force_login(gifts.make_treasurer(interface_language="ar"))
    make_paid()

    answer = client.post(GIFTS, {"kind": "xlsx"})
    body = b"".join(answer.streaming_content)

    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'rightToLeft="1"' in sheet
    assert sheet.count("<row ") == 2
    assert "<f>" not in sheet


def test_export_is_written_down_without_a_person(treasurer):
    make_paid(donor=gifts.make_donor(email="salma@example.org"))

    take(treasurer, f"{GIFTS}?q=salma@example.org&currency=USD", with_donors="on", since="2026-01-01")

    entry = AuditEntry.objects.get(act="export")
    assert entry.details == {
        "table": "gifts",
        "format": "csv",
        "lines": "1",
        "with_donors": "yes",
        "filters": "currency=USD",
        "paid_since": "2026-01-01",
    }


def test_asking_alone_gives_no_file_and_writes_nothing_down(treasurer):
    make_paid()

    page = treasurer.get(GIFTS)

    assert "1 line of the list" in page.content.decode()
    assert AuditEntry.objects.filter(act="export").count() == 0


def test_ledger_never_names_donors(treasurer):
    make_paid(donor=gifts.make_donor(email="salma@example.org"), donor_name="Salma")

    table = take(treasurer, LEDGER, with_donors="on")

    assert "alma" not in str(table)
    assert column(table, "amount") == ["5.00"]


def test_donors_need_the_right_to_see_them(client):
    looker = gifts.make_treasurer()
    looker.user_permissions.remove(looker.user_permissions.get(codename="view_donor"))
    client.force_login(looker)
    make_paid(donor_name="Salma")

    table = take(client, with_donors="on")

    assert "donor's name" not in table[0]


@pytest.mark.parametrize("where", [GIFTS, LEDGER])
def test_export_needs_its_own_right(client, where):
    looker = gifts.make_treasurer()
    looker.user_permissions.remove(looker.user_permissions.get(codename="export_donation"))
    client.force_login(looker)

    answers = [client.get(where).status_code, client.post(where, {"kind": "csv"}).status_code]

    assert answers == [403, 403]
    assert "export/" not in client.get("/admin/donations/donation/").content.decode()


def test_sheet_of_too_many_lines_is_refused_and_a_table_is_not(treasurer, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_IN_XLSX", 1)
    for _gift in range(2):
        make_paid()

    page = treasurer.post(GIFTS, {"kind": "xlsx"}).content.decode()

    assert "Take CSV, or fewer days." in page
    assert len(take(treasurer)) == 3
