"""Booking a line: through the ledger, once, whoever presses and however often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from donations import acts, erasure, ledger
from donations.bank import booking
from donations.bank.proposals import Act
from donations.models import BankTransaction, Campaign, Donation, LedgerEntry, OutboxEmail, Refund
from newsroom.models import AuditEntry
from tests.donations import gifts
from tests.donations.bank import rows
from tests.donations.racing import at_once

pytestmark = pytest.mark.django_db

CODE = "GIFT-7K4M-9QQX"


def settle(line, act, gift=None, by=None):
    booking.settle(line.pk, act=Act(act), gift_pk=gift and gift.pk, by=by or gifts.make_treasurer())
    line.refresh_from_db()
    return line


def money():
    return sorted(LedgerEntry.objects.values_list("kind", "amount_minor", "currency"))


def test_line_pays_its_gift_with_what_came():
    gift, treasurer = rows.awaited(CODE), gifts.make_treasurer()

    line = settle(rows.line(CODE, amount_minor=470, booked_on=gifts.NOON.date()), "gift", gift, treasurer)

    gift.refresh_from_db()
    entry = LedgerEntry.objects.get()
    assert (gift.status, gift.received_minor, gift.payment_id) == ("paid", 470, line.payment_id())
    assert (entry.entered_by, entry.transaction_id, entry.occurred_at.date()) == (
        treasurer,
        line.payment_id(),
        line.booked_on,
    )
    assert (line.state, line.donation, line.settled_by) == ("matched", gift, treasurer)
    assert OutboxEmail.objects.filter(kind="receipt").count() == 1
    written = AuditEntry.objects.get(act="book_line")
    assert (written.by_id, written.details) == (treasurer.pk, {"amount": "4.70 EUR", "gift": CODE, "way": "gift"})


def test_transfers_of_a_standing_order_become_its_payments():
    pledge = rows.promised(CODE, amount_minor=300)
    first = pledge.donations.get()
    lines = [rows.line(CODE, amount_minor=300, booked_on=rows.DAY + timedelta(days=30 * n)) for n in range(3)]

    for line in lines:
        settle(line, "gift", first)

    pledge.refresh_from_db()
    assert pledge.status == "active"
    assert [line.donation.pledge for line in lines] == [pledge] * 3
    assert len({line.donation for line in lines}) == 3
    assert money() == [("charge", 300, "EUR")] * 3


def test_second_transfer_for_one_gift_is_refused_and_may_be_another_gift():
    gift = rows.awaited(CODE, slot="article")
    settle(rows.line(CODE), "gift", gift)
    second = rows.line(CODE, bank_reference="B-7", currency="USD")

    with pytest.raises(booking.NotBooked, match="is paid"):
        settle(second, "gift", gift)
    settle(second, "again", gift)

    other = second.donation
    assert (other.donor, other.slot, other.interval, other.document_number) == (gift.donor, "article", "once", "B-7")
    assert money() == [("charge", 500, "EUR"), ("charge", 500, "USD")]


def test_money_of_somebody_unknown_is_an_anonymous_gift():
    gifts.make_campaign()

    line = settle(rows.line("for the paper", payer="Somebody", bank_reference="B-9"), "new")

    gift = line.donation
    assert (gift.is_anonymous, gift.donor_name, gift.donor.email, gift.document_number) == (True, "", None, "B-9")
    assert (gift.status, gift.campaign.slug) == ("paid", "paper")


def test_what_was_recorded_by_hand_is_linked_and_not_booked_again():
    gift = rows.awaited(CODE)
    ledger.apply(gifts.paid(gift, by=gifts.make_treasurer()))
    one, two = rows.line(CODE), rows.line(CODE)

    settle(one, "known", gift)

    assert (one.donation, len(money())) == (gift, 1)
    with pytest.raises(booking.NotBooked):
        settle(two, "known", gift)


def test_refund_that_waits_is_done_once_the_statement_shows_it():
    gift = rows.awaited(CODE)
    settle(rows.line(CODE), "gift", gift)
    gift.refresh_from_db()
    refund = acts.refund(gift, amount_minor=200, by=gifts.make_treasurer(), reason="")

    settle(rows.line(CODE, amount_minor=-200), "refund", gift)

    refund.refresh_from_db()
    assert (refund.status, Refund.objects.count()) == ("done", 1)
    assert money() == [("charge", 500, "EUR"), ("refund", -200, "EUR")]


def test_money_taken_back_without_being_asked_for_is_a_refund_too():
    gift = rows.awaited(CODE)
    settle(rows.line(CODE), "gift", gift)

    settle(rows.line(CODE, amount_minor=-500, is_reversal=True), "refund", gift)
    with pytest.raises(booking.NotBooked):
        settle(rows.line(CODE, amount_minor=-1), "refund", gift)

    assert money() == [("charge", 500, "EUR"), ("refund", -500, "EUR")]


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("gift", {"amount_minor": -500}),
        ("gift", {"currency": "USD"}),
        ("refund", {}),
        ("refund", {"amount_minor": -500}),
        ("known", {}),
    ],
)
def test_what_does_not_fit_books_nothing_and_leaves_the_line(act, values):
    gift, line = rows.awaited(CODE), rows.line(CODE, **values)

    with pytest.raises(booking.NotBooked):
        settle(line, act, gift)

    line.refresh_from_db()
    gift.refresh_from_db()
    assert (line.state, gift.status, Donation.objects.count(), money()) == ("new", "pending", 1, [])
    assert not AuditEntry.objects.filter(act="book_line").exists()


def test_gift_by_card_is_never_paid_by_a_line():
    gift = gifts.make_gift(currency="EUR")

    with pytest.raises(booking.NotBooked):
        settle(rows.line(), "gift", gift)


def test_line_is_settled_once():
    gift, line = rows.awaited(CODE), rows.line(CODE)
    settle(line, "gift", gift)

    for act in ("gift", "again", "ignore"):
        with pytest.raises(booking.SettledBefore):
            settle(line, act, gift)

    assert len(money()) == 1


def test_line_set_aside_may_be_taken_up_again():
    line, treasurer = rows.line(), gifts.make_treasurer()

    settle(line, "ignore")
    answers = [booking.take_up(line.pk, by=treasurer) for _time in range(2)]

    line.refresh_from_db()
    assert (answers, line.state, line.settled_by) == ([True, False], "new", None)


def test_erased_donor_is_forgotten_by_the_statement_and_no_other():
    gift, other = rows.awaited(CODE), rows.awaited("GIFT-CCCC-DDDD")
    hidden = settle(rows.line(f"{CODE} from Salma", payer="Salma Haddad"), "gift", gift)
    spellings = [CODE, "gift 7k4m 9qqx", "GIFT7K4M9QQX", "٧k٤m-9QQX", "GIFT-7K4M-9OQX"]
    waiting = [rows.line(f"Salma {spelled} again", payer="Salma Haddad") for spelled in spellings]
    elsewhere = rows.line("from Lena GIFT-AAAA-AAAA", payer="Lena")
    kept = settle(rows.line("from Omar", payer="Omar"), "gift", other)

    erasure.erase(gift.donor, by=None)

    for line in (hidden, *waiting, kept, elsewhere):
        line.refresh_from_db()
    assert (hidden.text, hidden.payer, hidden.amount_minor) == ("", "", 500)
    assert {(line.text, line.payer) for line in waiting} == {(CODE, "")}
    assert (elsewhere.text, elsewhere.payer) == ("from Lena GIFT-AAAA-AAAA", "Lena")
    assert (kept.text, kept.payer) == ("from Omar", "Omar")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lines", [1, 2])
def test_two_treasurers_at_once_book_one_gift_once(lines):
    gift = rows.awaited(CODE)
    chosen = [rows.line(CODE, payer=f"{n}") for n in range(lines)]
    barrier = Barrier(2)
    treasurers = [gifts.make_treasurer() for _each in range(2)]

    def press(n):
        barrier.wait()
        try:
            booking.settle(chosen[n % lines].pk, act=Act.GIFT, gift_pk=gift.pk, by=treasurers[n])
        except (booking.SettledBefore, booking.NotBooked) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "booked"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, range(2)))

    assert answers == ["SettledBefore" if lines == 1 else "NotBooked", "booked"]
    assert len(money()) == 1
    assert BankTransaction.objects.filter(state="matched").count() == 1


@pytest.mark.django_db(transaction=True)
def test_donor_who_is_erased_meanwhile_has_no_new_gift_with_a_name():
    gift = rows.awaited(CODE, donor_name="Salma Haddad")
    settle(rows.line(CODE), "gift", gift)
    second, treasurer = rows.line(CODE, payer="Salma Haddad"), gifts.make_treasurer()

    told = at_once(
        lambda: booking.settle(second.pk, act=Act.AGAIN, gift_pk=gift.pk, by=treasurer),
        lambda: erasure.erase(gift.donor, by=None),
        behind=Campaign.objects,
    )

    assert not any(isinstance(answer, Exception) for answer in told)
    assert set(Donation.objects.values_list("donor_name", flat=True)) == {""}
    assert set(BankTransaction.objects.values_list("payer", "state")) == {("", "matched")}


@pytest.mark.django_db(transaction=True)
def test_line_and_erasing_never_wait_for_each_other_in_a_circle():
    gift = rows.awaited(CODE)
    line, treasurer = rows.line(CODE, payer="Salma Haddad"), gifts.make_treasurer()

    told = at_once(
        lambda: booking.settle(line.pk, act=Act.GIFT, gift_pk=gift.pk, by=treasurer),
        lambda: erasure.erase(gift.donor, by=None),
        behind=Donation.objects,
    )

    assert not any(isinstance(answer, Exception) for answer in told)
    assert len(money()) == 1
