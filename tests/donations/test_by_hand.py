"""Entering money by hand: once for each document, through the ledger, and taken back by a row of its own."""

from datetime import date
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from django_ox.testing import run_tasks

from donations import by_hand
from donations.by_hand import Entry, NotEntered
from donations.models import Donation, Donor, DonorNote, LedgerEntry, LinkWay, OutboxEmail
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def entry(**values):
    about = {
        "way": "cash",
        "amount_minor": 12_500,
        "currency": "USD",
        "received_on": date(2026, 3, 1),
        "language": "ar",
        "nonce": uuid4(),
        "document_number": "R-17",
    }
    if "campaign" not in values:
        about["campaign"] = gifts.Campaign.objects.first() or gifts.make_campaign()
    return Entry(**about | values)


def rows():
    entries = LedgerEntry.objects.order_by("pk").values_list("provider", "kind", "amount_minor", "currency")
    return list(entries)


def test_entry_is_a_paid_gift_with_one_charge_and_no_mail(settings):
    settings.DONATIONS_STAFF_EMAIL = ["finance@example.org"]
    treasurer = gifts.make_treasurer()

    gift, is_new = by_hand.enter(entry(note="In an envelope"), by=treasurer)

    charge = LedgerEntry.objects.get()
    written = AuditEntry.objects.get(act="enter_gift")
    assert is_new
    assert (gift.status, gift.received_minor, gift.provider, gift.document_number) == ("paid", 12_500, "cash", "R-17")
    assert (gift.is_anonymous, gift.donor.email, gift.livemode) == (True, None, settings.DONATIONS_LIVE)
    assert timezone.localdate(gift.paid_at) == date(2026, 3, 1)
    assert gift.receipt_number
    assert rows() == [("cash", "charge", 12_500, "USD")]
    assert (charge.entered_by, charge.transaction_id) == (treasurer, "no-r-17")
    assert (written.by_id, written.details["amount"], written.details["document"]) == (
        treasurer.pk,
        "125.00 USD",
        "R-17",
    )
    assert DonorNote.objects.get().text == "In an envelope"
    assert OutboxEmail.objects.count() == 0


def test_receipt_is_owed_to_a_known_donor_where_it_is_asked_for():
    donor = gifts.make_donor(email="salma@example.org")

    gift, _is_new = by_hand.enter(
        entry(email="SALMA@example.org", name="Salma", wants_receipt=True), by=gifts.make_treasurer()
    )

    assert gift.donor == donor
    assert (gift.donor_name, gift.is_anonymous) == ("Salma", False)
    assert OutboxEmail.objects.get().kind == "receipt"


def test_form_sent_twice_is_one_entry():
    treasurer, sent = gifts.make_treasurer(), entry()

    first = by_hand.enter(sent, by=treasurer)
    second = by_hand.enter(sent, by=treasurer)

    assert (first[0].pk, first[1], second[1]) == (second[0].pk, True, False)
    assert rows() == [("cash", "charge", 12_500, "USD")]
    assert AuditEntry.objects.filter(act="enter_gift").count() == 1


@pytest.mark.parametrize("number", ["R-17", " r-17", "R-١٧", "Ｒ-17", "R-\u200f17"])
def test_document_counts_once_for_its_way_however_it_is_spelled(number):
    treasurer = gifts.make_treasurer()
    by_hand.enter(entry(), by=treasurer)

    with pytest.raises(NotEntered):
        by_hand.enter(entry(document_number=number, amount_minor=99), by=treasurer)

    assert rows() == [("cash", "charge", 12_500, "USD")]
    assert Donation.objects.count() == 1
    assert Donor.objects.count() == 1


def test_number_whose_letters_are_words_is_known_again_too():
    treasurer, long = gifts.make_treasurer(), "\ufdfa" * 60
    by_hand.enter(entry(document_number=long), by=treasurer)

    with pytest.raises(NotEntered):
        by_hand.enter(entry(document_number=long), by=treasurer)

    assert len(rows()) == 1


def test_same_number_of_another_way_is_another_document():
    treasurer = gifts.make_treasurer()
    LinkWay.objects.create(code="Ko-fi", name_en="Ko-fi", address="https://ko-fi.example/river")

    for way in ("cash", "cheque", "grant", "Ko-fi"):
        by_hand.enter(entry(way=way), by=treasurer)

    assert [row[0] for row in rows()] == ["cash", "cheque", "grant", "Ko-fi"]


@pytest.mark.parametrize(("currency", "minor"), [("JPY", 5_000), ("JOD", 3_125)])
def test_amounts_keep_the_decimals_of_their_currency(currency, minor):
    gift, _is_new = by_hand.enter(entry(currency=currency, amount_minor=minor), by=gifts.make_treasurer())

    assert (gift.received_minor, gift.currency) == (minor, currency)


def test_mistake_is_taken_back_by_a_row_and_the_document_entered_anew():
    treasurer = gifts.make_treasurer()
    wrong, _is_new = by_hand.enter(entry(), by=treasurer)

    taken = by_hand.take_back(wrong, by=treasurer, reason="A nought too many")
    right, _is_new = by_hand.enter(entry(amount_minor=1_250), by=treasurer)

    written = AuditEntry.objects.get(act="take_back")
    assert taken == 12_500
    assert rows() == [
        ("cash", "charge", 12_500, "USD"),
        ("cash", "refund", -12_500, "USD"),
        ("cash", "charge", 1_250, "USD"),
    ]
    assert (wrong.standing(), right.payment_id) == ("paid_back", "no-r-17#2")
    assert (written.details["reason"], written.on_id) == ("A nought too many", str(wrong.pk))
    assert OutboxEmail.objects.count() == 0
    with pytest.raises(NotEntered):
        by_hand.take_back(wrong, by=treasurer, reason="Again")
    with pytest.raises(NotEntered):
        by_hand.enter(entry(), by=treasurer)


def test_gift_by_card_is_not_taken_back_here(client):
    gift = gifts.make_gift()
    gifts.send(client, gifts.message("payment.paid", gift))

    with pytest.raises(NotEntered):
        by_hand.take_back(gift, by=gifts.make_treasurer(), reason="Oops")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same_form", [True, False])
def test_two_who_enter_one_document_at_once_make_one_charge(same_form):
    treasurer, first = gifts.make_treasurer(), entry()
    sent = [first, first if same_form else entry()]
    barrier, told = Barrier(2), []

    def work(one):
        barrier.wait()
        try:
            told.append(by_hand.enter(one, by=treasurer)[1])
        except NotEntered:
            told.append(None)
        connection.close()

    threads = [Thread(target=work, args=(one,)) for one in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told, key=str) == ([False, True] if same_form else [None, True])
    assert rows() == [("cash", "charge", 12_500, "USD")]


def test_receipt_of_an_entry_is_mailed_and_its_page_says_how_it_stands(client, mailoutbox):
    gift, _is_new = by_hand.enter(
        entry(email="salma@example.org", name="Salma", wants_receipt=True, language="en"), by=gifts.make_treasurer()
    )

    run_tasks(queues=["mail"], raise_failures=True)
    page = client.get(gift.thanks_path("en")).content.decode()

    assert [mail.to for mail in mailoutbox] == [["salma@example.org"]]
    assert 'data-standing="paid"' in page
    assert "$125.00" in page
