"""Payouts on the desk: what each was made of, and whether that comes to its amount."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from donations import ledger
from donations.facts import Carried, Fact, FactKind
from donations.models import Payout
from tests import factories
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasurer(client):
    client.force_login(gifts.make_treasurer())
    return client


def make_payout(*amounts, amount_minor=None, others=0):
    """A payout of gifts of these amounts, with something else on the account."""
    rows = []
    for amount in amounts:
        gift = gifts.make_gift(amount_minor=amount)
        ledger.apply(gifts.paid(gift))
        rows.append(Carried(f"txn-{gift.pk}", "charge", f"payment-{gift.uuid}", amount))
    rows += [Carried("txn-fee", "", "", others)] if others else []
    told = Fact(
        kind=FactKind.PAID_OUT,
        provider="sandbox",
        occurred_at=gifts.NOON,
        transaction_id="po_1",
        amount_minor=sum(row.net_minor for row in rows) if amount_minor is None else amount_minor,
        currency="USD",
        arrives_on=gifts.NOON.date(),
        carried=tuple(rows),
    )
    ledger.apply(told)
    return Payout.objects.get()


def shown(client, payout):
    return client.get(reverse("admin:donations_payout_change", args=[payout.pk])).content.decode()


def test_page_says_what_a_payout_was_made_of(treasurer):
    page = shown(treasurer, make_payout(1000, 500, others=-25))

    assert "The rows below come to this amount." in page
    assert "Other things on the account" in page
    assert len(re.findall(r"/admin/donations/donation/\d+/change/", page)) == 2
    assert "<bdi>-$0.25</bdi>" in page
    assert "<bdi>$15.00</bdi>" in page


def test_page_says_when_the_rows_come_to_another_sum(treasurer):
    page = shown(treasurer, make_payout(1000, amount_minor=900))

    assert "The rows below come to \u206610.00 USD\u2069." in page


def test_payout_of_which_nothing_is_known_says_so(treasurer):
    page = shown(treasurer, make_payout(amount_minor=900))

    assert "Not known." in page
    assert "What it was made of" not in page


def test_more_movements_than_a_table_holds_are_behind_a_link_to_the_ledger(treasurer, monkeypatch):
    monkeypatch.setattr("donations.admin.payouts.MOST", 2)
    payout = make_payout(100, 200, 300)
    ledger.apply(gifts.paid(gifts.make_gift()))
    address = reverse("admin:donations_ledgerentry_changelist") + f"?payout={payout.pk}"

    page, found = shown(treasurer, payout), treasurer.get(address)

    assert address in page
    assert sorted(entry.amount_minor for entry in found.context["cl"].result_list) == [100, 200, 300]


@pytest.mark.parametrize("nonsense", ["0", "x", "-1", "9" * 40, "١"])
def test_a_payout_that_is_not_there_chooses_nothing(treasurer, nonsense):
    make_payout(1000)

    found = treasurer.get(reverse("admin:donations_ledgerentry_changelist"), {"payout": nonsense})

    assert [entry.amount_minor for entry in found.context["cl"].result_list] == [1000]


def test_questions_do_not_grow_with_the_gifts(treasurer, django_assert_num_queries):
    payout = make_payout(1000, 500, 300)
    shown(treasurer, payout)

    with django_assert_num_queries(9):
        shown(treasurer, payout)


def test_who_may_not_see_payouts_sees_none():
    payout = make_payout(1000)
    editor = Client()
    editor.force_login(factories.make_staff("editor"))

    assert editor.get(reverse("admin:donations_payout_change", args=[payout.pk])).status_code == 403
