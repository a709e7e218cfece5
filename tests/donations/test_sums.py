"""Files of sums: every line shown first, booked once however the file is cut, with nothing kept of names."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from donations import by_hand, sums
from donations.by_hand import NotEntered
from donations.models import Campaign, Donation, LedgerEntry, OutboxEmail, StatementLayout, SumsFile
from newsroom.models import AuditEntry
from tests.donations import gifts
from tests.donations.racing import at_once
from tests.donations.test_by_hand import entry

pytestmark = pytest.mark.django_db

HEADER = "Date,Name,Amount,Currency,Id\n"
LINES = [
    "2026-02-01,Salma the patron,12.50,USD,P-1\n",
    "2026-02-02,Karim,3.00,USD,P-2\n",
    "2026-02-03,Lena,٥٫٢٥٠,JOD,P-3\n",
    "2026-02-04,Mira,500,JPY,P-4\n",
]
RESPELLED = [line.replace(",Salma the patron", ", SALMA  the Patron ") for line in LINES]


@pytest.fixture
def treasurer():
    return gifts.make_treasurer()


@pytest.fixture
def campaign():
    return gifts.make_campaign()


def layout(header=HEADER, **values):
    table = sums.read_table(header + LINES[0])
    about = {"date_order": "ymd", "decimal_sign": ".", "bank": "Ko-fi"}
    return StatementLayout.objects.create(
        fingerprint=table.fingerprint(),
        columns=["date", "payer", "amount", "currency", "reference"],
        set_by=gifts.make_treasurer(),
        **about | values,
    )


def hand_in(treasurer, lines=LINES, **values):
    raw = (HEADER + "".join(lines)).encode()
    about = {"way": "cash", "currency": "USD", "language": "ar", "file_name": "box.csv"}
    return sums.hand_in(raw, by=treasurer, **about | {"campaign": gifts.Campaign.objects.get()} | values)


def booked():
    return sorted(LedgerEntry.objects.values_list("amount_minor", "currency"))


def test_every_line_becomes_one_gift_and_the_names_are_not_kept(treasurer, campaign, django_assert_max_num_queries):
    layout()
    file = hand_in(treasurer)

    told = sums.book(file, by=treasurer)

    file.refresh_from_db()
    gift = Donation.objects.get(document_number="P-1")
    assert told == (4, 0)
    assert booked() == [(300, "USD"), (500, "JPY"), (1250, "USD"), (5250, "JOD")]
    assert (gift.provider, gift.donor_name, gift.donor.name, gift.language, gift.campaign) == (
        "cash",
        "",
        "",
        "ar",
        campaign,
    )
    assert (file.raw, file.booked) == (None, 4)
    assert AuditEntry.objects.filter(act="enter_gift", by_id=treasurer.pk).count() == 4
    assert AuditEntry.objects.get(act="import_sums").details == {"paid_by": "cash", "lines": "4"}
    assert OutboxEmail.objects.count() == 0


@pytest.mark.parametrize(
    "again",
    [
        LINES,
        LINES[2:] + LINES[:2],
        LINES[:1],
        RESPELLED,
    ],
    ids=["whole", "turned", "cut", "respelled"],
)
def test_file_that_is_cut_or_ordered_anew_books_nothing_twice(treasurer, campaign, again):
    layout()
    sums.book(hand_in(treasurer), by=treasurer)

    told = sums.book(hand_in(treasurer, lines=again), by=treasurer)

    assert told == (0, 0)
    assert Donation.objects.count() == 4


def test_equal_lines_of_one_day_both_count_and_of_another_way_too(treasurer, campaign):
    layout()
    twice = ["2026-02-01,,1.00,USD,\n", "2026-02-01,,1.00,USD,\n"]

    first = sums.book(hand_in(treasurer, lines=twice), by=treasurer)
    again = sums.book(hand_in(treasurer, lines=twice), by=treasurer)
    other = sums.book(hand_in(treasurer, lines=twice, way="cheque"), by=treasurer)

    assert (first, again, other) == ((2, 0), (0, 0), (2, 0))


def test_what_was_entered_by_hand_is_known(treasurer, campaign):
    layout()
    by_hand.enter(entry(document_number="p-1", amount_minor=1_250), by=treasurer)
    by_hand.enter(entry(document_number="P-2", amount_minor=9_999), by=treasurer)

    seen = sums.preview(hand_in(treasurer))

    assert [each.is_known for each in seen.sums] == [True, False, False, False]


def test_what_a_file_brought_is_not_entered_by_hand_too(treasurer, campaign):
    layout()
    sums.book(hand_in(treasurer), by=treasurer)
    of_a_line = Donation.objects.get(document_number="P-1")

    with pytest.raises(NotEntered):
        by_hand.enter(entry(document_number="p-١ ", amount_minor=1_250), by=treasurer)
    by_hand.take_back(of_a_line, by=treasurer, reason="The wrong campaign")
    by_hand.enter(entry(document_number="P-1", amount_minor=1_250), by=treasurer)

    assert booked() == [(-1250, "USD"), (300, "USD"), (500, "JPY"), (1250, "USD"), (1250, "USD"), (5250, "JOD")]


def test_entry_made_anew_is_known_and_one_taken_back_is_not(treasurer, campaign):
    layout()
    nought_too_many, _is_new = by_hand.enter(entry(document_number="P-1", amount_minor=12_500), by=treasurer)
    by_hand.take_back(nought_too_many, by=treasurer, reason="A nought too many")
    by_hand.enter(entry(document_number="P-1", amount_minor=1_250), by=treasurer)
    not_at_all, _is_new = by_hand.enter(entry(document_number="P-2", amount_minor=300), by=treasurer)
    by_hand.take_back(not_at_all, by=treasurer, reason="It had not come yet")

    seen = sums.preview(hand_in(treasurer))

    assert [each.is_known for each in seen.sums] == [True, False, False, False]


def test_line_without_a_number_is_no_document_that_is_only_a_mark(treasurer, campaign):
    layout()
    by_hand.enter(entry(document_number="#2", amount_minor=1_250), by=treasurer)

    seen = sums.preview(hand_in(treasurer, lines=["2026-02-01,Salma,12.50,USD,\n"]))

    assert [each.is_known for each in seen.sums] == [False]


def test_other_format_of_the_same_sums_waits_for_a_person(treasurer, campaign):
    rules = layout()
    sums.book(hand_in(treasurer), by=treasurer)
    rules.columns = ["date", "", "amount", "currency", ""]  # the columns were named anew
    rules.save()
    file = hand_in(treasurer, lines=[*LINES, LINES[0], "2026-02-05,Nour,7.00,USD,P-5\n"])

    seen = sums.preview(file)
    first = sums.book(file, by=treasurer)
    second = sums.book(file, by=treasurer, with_alike=True)

    assert [each.is_alike for each in seen.sums] == [True, True, True, True, False, False]
    assert (first, second) == ((2, 4), (4, 0))
    assert SumsFile.objects.filter(raw=None).count() == 2


def test_sum_that_was_taken_back_makes_no_line_wait(treasurer, campaign):
    layout()
    day = {"received_on": date(2026, 2, 1)}
    wrong, _is_new = by_hand.enter(entry(amount_minor=1_250, **day), by=treasurer)
    by_hand.take_back(wrong, by=treasurer, reason="It was another day")

    seen = sums.preview(hand_in(treasurer))

    assert [each.is_alike for each in seen.sums] == [False] * 4


def test_lines_that_cannot_be_booked_are_told_with_their_place(treasurer, campaign):
    layout()
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    lines = [
        "2026-02-01,,-3.00,USD,\n",
        f"{tomorrow},,3.00,USD,\n",
        "never,,3.00,USD,\n",
        "2026-02-01,,many,USD,\n",
        "2026-02-01,,3.00,DEM,\n",
        "2026-02-01,,5.5,JPY,\n",
        "2026-02-01,,3.00,USD,\n",
    ]

    seen = sums.preview(hand_in(treasurer, lines=lines))

    told = [(flaw.place, flaw.wrong) for flaw in seen.flaws]
    assert told == [
        *((2, "outgoing"), (3, "far_date"), (4, "no_date"), (5, "no_amount"), (6, "no_currency"), (7, "no_amount"))
    ]
    assert len(seen.sums) == 1


def test_long_file_is_booked_in_portions(treasurer, campaign, monkeypatch):
    layout()
    monkeypatch.setattr(sums, "AT_ONCE", 3)
    file = hand_in(treasurer)

    first = sums.book(file, by=treasurer)
    second = sums.book(file, by=treasurer)

    file.refresh_from_db()
    assert (first, second) == ((3, 1), (1, 0))
    assert (file.booked, file.raw) == (4, None)


def test_file_that_nobody_booked_goes_after_a_day(treasurer, campaign):
    layout()
    hand_in(treasurer)
    half = hand_in(treasurer)
    SumsFile.objects.update(handed_in_at=timezone.now() - timedelta(hours=25))
    SumsFile.objects.filter(pk=half.pk).update(booked=1)

    sums.drop_old_files(timezone.now())

    assert list(SumsFile.objects.values_list("pk", "raw")) == [(half.pk, None)]


@pytest.mark.django_db(transaction=True)
def test_two_who_book_one_file_at_once_book_each_line_once():
    treasurer = gifts.make_treasurer()
    gifts.make_campaign()
    layout()
    file, barrier, told = hand_in(treasurer), Barrier(2), []

    def work():
        barrier.wait()
        told.append(sums.book(file, by=treasurer)[0])
        connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(told) == 4
    assert booked() == [(300, "USD"), (500, "JPY"), (1250, "USD"), (5250, "JOD")]


@pytest.mark.django_db(transaction=True)
def test_document_that_is_entered_by_hand_and_from_a_file_at_once_counts_once():
    treasurer = gifts.make_treasurer()
    gifts.make_campaign()
    layout()
    file, typed = hand_in(treasurer, lines=LINES[:1]), entry(document_number="P-1", amount_minor=1_250)

    at_once(
        lambda: sums.book(file, by=treasurer), lambda: by_hand.enter(typed, by=treasurer), behind=Campaign.objects
    )

    assert booked() == [(1250, "USD")]


# --- The pages --------------------------------------------------------------------------------------------

HAND_IN = "/admin/donations/sumsfile/hand-in/"


def upload(client, raw, **values):
    campaign = gifts.Campaign.objects.get()
    about = {"way": "cash", "currency": "USD", "campaign": campaign.pk, "language": "ar"}
    return client.post(HAND_IN, about | {"file": SimpleUploadedFile("box.csv", raw)} | values)


def test_new_table_is_asked_about_once_then_looked_at_then_booked(client, treasurer, campaign):
    client.force_login(treasurer)
    raw = (HEADER + "".join(LINES)).encode()
    columns = {f"column_{n}": held for n, held in enumerate(["date", "payer", "amount", "currency", "reference"])}
    named = columns | {"bank": "Ko-fi", "date_order": "ymd", "decimal_sign": "."}

    asked = upload(client, raw)
    sample = client.post(asked["Location"], named | {"look": "1"}).content.decode()
    looked = client.post(asked["Location"], named)
    page = client.get(looked["Location"]).content.decode()
    client.post(looked["Location"])
    known = upload(client, raw)
    again = client.get(known["Location"]).content.decode()

    assert "Salma the patron" in sample
    assert "Salma" not in page
    assert "<bdi>15.50 US dollars</bdi>" in page
    assert "<bdi>5.250 Jordanian dinars</bdi>" in page
    assert 'value="Book 4 new lines"' in page
    assert len(booked()) == 4
    assert known["Location"].endswith("/look/")
    assert again.count("known before") == 4
    assert "Book " not in again


@pytest.mark.parametrize(
    "raw", [b"", b"%PDF-1.7", b"just words", b"PK\x03\x04zip", b"\x00" * 50, b'a,b\n"' + b"x\n" * 50, b"\xff\xfe"]
)
def test_files_that_are_no_table_are_refused(client, treasurer, campaign, raw):
    client.force_login(treasurer)

    response = upload(client, raw)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["file"]
    assert SumsFile.objects.count() == 0


def test_page_tells_which_lines_are_perhaps_known_and_books_them_when_asked(client, treasurer, campaign):
    rules = layout()
    client.force_login(treasurer)
    by_hand.enter(entry(amount_minor=1_250, received_on=date(2026, 2, 1)), by=treasurer)
    look = upload(client, (HEADER + LINES[0]).encode()).url

    page = client.get(look).content.decode()
    client.post(look)
    before = booked()
    client.post(look, {"alike": "1"})

    assert rules.columns[0] == "date"
    assert "perhaps known" in page
    assert "1 line has day and amount of a sum that is booked under another number." in page
    assert (before, booked()) == ([(1250, "USD")], [(1250, "USD"), (1250, "USD")])


def test_who_may_not_enter_gifts_hands_in_nothing(client, treasurer, campaign):
    treasurer.user_permissions.remove(*treasurer.user_permissions.filter(codename="enter_donation"))
    client.force_login(treasurer)
    layout()
    file = hand_in(treasurer)

    answers = {
        upload(client, b"a").status_code,
        client.get(f"/admin/donations/sumsfile/{file.pk}/columns/").status_code,
        client.post(f"/admin/donations/sumsfile/{file.pk}/look/").status_code,
    }

    assert answers == {403}
    assert Donation.objects.count() == 0
