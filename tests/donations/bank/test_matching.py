"""Which gift a line belongs to: sure by its reference alone, else proposed; and never another donor's by a slip."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donations import ledger
from donations.bank.matching import propose
from donations.models import Refund
from tests.donations import gifts
from tests.donations.bank import rows

pytestmark = pytest.mark.django_db

CODE, NEAR_CODE, OTHER = "GIFT-7K4M-9QQX", "GIFT-7K4M-9QQA", "GIFT-CCCC-DDDD"


def found(line):
    """What is proposed for one line: its choices as (act, gift, clues), and whether the first is sure."""
    (proposal,) = propose([line])
    return [(c.act.value, c.gift, [clue.value for clue in c.clues]) for c in proposal.choices], proposal.is_sure


def paid(gift, **values):
    ledger.apply(gifts.paid(gift, **{"by": gifts.make_treasurer(), "amount_minor": gift.amount_minor} | values))
    gift.refresh_from_db()
    return gift


@pytest.mark.parametrize("text", ["GIFT-7K4M-9QQX", "gift 7k4m9qqx salma", "7K4M 9QQX", "SVWZ+GIFT7K4M9QQXTHANKS"])
def test_reference_is_sure(text):
    gift = rows.awaited(CODE)

    assert found(rows.line(text)) == ([("gift", gift, ["reference", "amount"])], True)


def test_amount_that_differs_is_told_and_still_sure():
    gift = rows.awaited(CODE)

    assert found(rows.line(CODE, amount_minor=470)) == ([("gift", gift, ["reference", "other_amount"])], True)


@pytest.mark.parametrize("misread", ["GIFT-7K4M-90QX", "GIFT-7K4M-9OQX", "gift 7k4m 900x", "7K4M9OQX"])
def test_misread_sign_is_sure_with_the_right_amount_and_for_one_gift_alone(misread):
    gift = rows.awaited(CODE)
    line = rows.line(misread)

    right = found(line)
    line.amount_minor = 470
    wrong_amount = found(line)
    rows.awaited("GIFT-7K4M-9DQX"), rows.awaited("GIFT-7K4M-9DDX")
    line.amount_minor = 500
    among_two = found(line)

    assert right == ([("gift", gift, ["misread", "amount"])], True)
    assert wrong_amount == ([("gift", gift, ["misread", "other_amount"])], False)
    assert len(among_two[0]) >= 2
    assert not among_two[1]


def test_one_wrong_sign_is_a_hint_and_never_sure():
    gift = rows.awaited(CODE)

    assert found(rows.line("GIFT-7K4M-9QXX")) == ([("gift", gift, ["near", "amount"])], False)


def test_right_reference_of_one_gift_is_not_taken_for_its_neighbour():
    rows.awaited(CODE)
    neighbour = rows.awaited(NEAR_CODE)

    assert found(rows.line(NEAR_CODE)) == ([("gift", neighbour, ["reference", "amount"])], True)


def test_slip_between_two_neighbours_proposes_both():
    one, two = rows.awaited(CODE), rows.awaited(NEAR_CODE)

    choices, is_sure = found(rows.line("GIFT-7K4M-9QQC"))

    assert {gift for _act, gift, _clues in choices} == {one, two}
    assert not is_sure


def test_two_references_on_one_line_leave_the_choice():
    one, two = rows.awaited(CODE), rows.awaited(OTHER)

    choices, is_sure = found(rows.line(f"{CODE} {OTHER}"))

    assert {gift for _act, gift, _clues in choices} == {one, two}
    assert not is_sure


def test_other_currency_is_another_gift_at_most():
    gift = rows.awaited(CODE, currency="USD")

    assert found(rows.line(CODE)) == ([("again", gift, ["reference", "other_currency"])], False)


def test_second_transfer_for_one_gift_is_proposed_as_another():
    gift = rows.awaited(CODE)
    first, second = rows.line(CODE, payer="A"), rows.line(CODE, booked_on=rows.DAY + timedelta(days=1))

    later, earlier = propose([second, first])

    assert (earlier.is_sure, earlier.choices[0].act) == (True, "gift")
    assert not later.is_sure
    assert [(c.act.value, c.gift, c.clues[1].value) for c in later.choices] == [("again", gift, "paid_before")]


def test_each_transfer_of_a_standing_order_is_sure():
    pledge = rows.promised(CODE, amount_minor=300)
    lines = [rows.line(CODE, amount_minor=300, booked_on=rows.DAY + timedelta(days=30 * n)) for n in range(3)]

    proposals = propose(lines)

    assert [(p.is_sure, p.choices[0].act.value) for p in proposals] == [(True, "gift")] * 3
    assert {p.choices[0].gift for p in proposals} == {pledge.donations.get()}


def test_money_for_a_pledge_that_ended_is_a_choice():
    pledge = rows.promised(CODE, amount_minor=300)
    paid(pledge.donations.get())
    type(pledge).objects.update(status="canceled", canceled_at=gifts.NOON)

    choices, is_sure = found(rows.line(CODE, amount_minor=300, booked_on=rows.DAY + timedelta(days=30)))

    assert [act for act, _gift, _clues in choices] == ["gift", "again"]
    assert (choices[0][2], is_sure) == (["reference", "amount", "ended"], False)


def test_money_that_was_recorded_by_hand_is_known_once():
    gift = paid(rows.awaited(CODE), payment_id=CODE)
    lines = [rows.line(CODE, payer="A"), rows.line(CODE, payer="B")]

    first, second = propose(lines)

    assert (first.is_sure, first.choices[0].act, first.choices[0].gift) == (True, "known", gift)
    assert second.choices[0].act == "again"


def test_money_that_went_back_is_a_refund_and_sure_if_one_waits():
    gift = paid(rows.awaited(CODE))
    line = rows.line(f"back {CODE}", amount_minor=-200)

    unasked = found(line)
    Refund.objects.create(donation=gift, amount_minor=200, currency="EUR", provider="banktransfer", status="sent")
    asked = found(line)

    assert unasked == ([("refund", gift, ["reference"])], False)
    assert asked == ([("refund", gift, ["reference", "sent_back"])], True)


def test_money_that_comes_back_to_us_is_never_sure():
    rows.awaited(CODE)

    assert found(rows.line(CODE, is_reversal=True))[1] is False


def test_amount_and_name_are_hints_of_which_both_weigh_most():
    named = rows.awaited(CODE, donor_name="Salma Haddad")
    same = rows.awaited(OTHER, amount_minor=500)
    rows.awaited("GIFT-FFFF-FFFF", amount_minor=800)
    rows.awaited("GIFT-GGGG-GGGG", currency="USD")
    rows.awaited("GIFT-HHHH-HHHH", asked_on=rows.DAY + timedelta(days=9))

    choices, is_sure = found(rows.line("thanks", payer="HADDAD, SALMA"))

    assert choices == [("gift", named, ["name", "amount"]), ("gift", same, ["amount"])]
    assert not is_sure


def test_names_in_arabic_are_compared_in_one_spelling():
    gift = rows.awaited(CODE, donor_name="سلمى حدّاد")

    assert found(rows.line(payer="سلمي حداد", amount_minor=700))[0] == [("gift", gift, ["name", "other_amount"])]


def test_pledge_is_proposed_only_when_its_next_payment_is_due():
    pledge = rows.promised(CODE, amount_minor=300)
    paid(pledge.donations.get())

    early = found(rows.line(amount_minor=300, booked_on=gifts.NOON.date() + timedelta(days=5)))
    due = found(rows.line(amount_minor=300, booked_on=gifts.NOON.date() + timedelta(days=30)))

    assert (early[0], len(due[0])) == ([], 1)


def test_line_that_a_file_of_another_format_may_have_brought_is_not_chosen_beforehand():
    rows.promised(CODE, amount_minor=500)
    first = rows.line(CODE)
    second = rows.line(f"{CODE} in other words", statement=rows.statement(layout=rows.layout()))

    earlier, later = propose([first, second])

    assert (earlier.is_twin, earlier.is_sure) == (False, True)
    assert (later.is_twin, later.is_sure) == (True, False)


def test_gifts_by_card_are_never_proposed():
    gifts.make_gift(currency="EUR", reference_code=CODE, donor_name="Salma")

    assert found(rows.line(CODE, payer="Salma")) == ([], False)


def test_queries_do_not_grow_with_the_lines():
    asked = []
    for n in (1, 40):
        for k in range(n):
            rows.awaited(
                f"GIFT-{'ACDEFGHJKM'[k % 10] * 4}-{'NPQRTUVWXY'[k // 10] * 3}{'34'[n > 1]}", donor_name="Salma H"
            )
        lines = [rows.line(gift.reference_code or "") for gift in gifts.Donation.objects.all()]
        with CaptureQueriesContext(connection) as queries:
            assert sum(proposal.is_sure for proposal in propose(lines)) == len(lines)
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 6
