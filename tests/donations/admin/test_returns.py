"""Paying back and ending from the desk: who may, what is confirmed, and the truth when it fails."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from donations import ledger
from donations.models import Donation, LedgerEntry, Refund
from donations.providers import KNOWN
from donations.providers.base import ProviderDown, ProviderRefuses
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def gift():
    made = gifts.make_gift(amount_minor=1000)
    ledger.apply(gifts.paid(made))
    made.refresh_from_db()
    return made


@pytest.fixture
def treasurer(client):
    client.force_login(gifts.make_treasurer())
    return client


def door(gift):
    return f"/admin/donations/donation/{gift.pk}/pay-back/"


def ask(client, gift, **values):
    return client.post(door(gift), {"amount": "4", "reason": "A nought too many", "confirmed": "1000"} | values)


def returned():
    return list(LedgerEntry.objects.filter(kind="refund").values_list("amount_minor", flat=True))


def test_amount_is_shown_once_more_before_anything_goes_back(treasurer, gift):
    page = treasurer.post(door(gift), {"amount": "4", "reason": "A nought too many"}).content.decode()

    assert "Pay \u20664.00 USD\u2069 back to the donor?" in page
    assert (returned(), Refund.objects.count()) == ([], 0)


def test_confirmed_amount_goes_back_and_who_did_it_is_written_down(treasurer, gift):
    answer = ask(treasurer, gift)

    refund = Refund.objects.get()
    assert answer.status_code == 302
    assert (returned(), refund.status, refund.reason) == ([-400], "done", "A nought too many")
    assert AuditEntry.objects.filter(act="refund").count() == 1


@pytest.mark.parametrize("amount", ["0", "-1", "10.01", "1000000", "four", "", "4.001"])
def test_amount_that_cannot_go_back_is_refused_and_kept(treasurer, gift, amount):
    page = ask(treasurer, gift, amount=amount)

    assert page.status_code == 200
    assert (returned(), Refund.objects.count()) == ([], 0)
    assert "A nought too many" in page.content.decode()


@pytest.mark.parametrize("amount", ["6", "4"])
def test_same_press_twice_pays_back_once_also_where_enough_is_left(treasurer, gift, amount):
    ask(treasurer, gift, amount=amount)

    second = ask(treasurer, gift, amount=amount)

    assert (second.status_code, returned()) == (200, [-100 * int(amount)])


def test_second_refund_goes_back_once_it_was_asked_for_anew(treasurer, gift):
    ask(treasurer, gift)

    page = treasurer.post(door(gift), {"amount": "4", "reason": "Once more"}).content.decode()
    forged = [ask(treasurer, gift, confirmed=sent).status_code for sent in ("", "1", "-600", "six", "9" * 40)]
    ask(treasurer, gift, confirmed="600")

    assert 'name="confirmed" value="600"' in page
    assert forged == [200] * 5
    assert returned() == [-400, -400]


def test_gift_that_went_back_offers_nothing_more(treasurer, gift):
    ask(treasurer, gift, amount="10")

    page = treasurer.get(f"/admin/donations/donation/{gift.pk}/change/").content.decode()

    assert door(gift) not in page
    assert treasurer.get(door(gift)).status_code == 302


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (ProviderRefuses("no_such_charge"), "The payment service refuses: no_such_charge."),
        (ProviderDown("timeout"), "The refund is asked for again soon."),
    ],
)
def test_trouble_at_the_provider_is_told_and_the_books_stay(treasurer, gift, monkeypatch, trouble, says):
    def refuse(refund):
        raise trouble

    monkeypatch.setattr(KNOWN["sandbox"], "refund", refuse, raising=False)

    page = treasurer.post(
        door(gift), {"amount": "4", "reason": "Why", "confirmed": "1000"}, follow=True
    ).content.decode()

    assert says in page
    assert returned() == []


def test_large_refund_waits_for_another_person(settings, treasurer, gift):
    settings.REFUND_NEEDS_TWO = 3
    ask(treasurer, gift)
    refund = Refund.objects.get()
    decide = f"/admin/donations/refund/{refund.pk}/decide/"

    treasurer.post(decide, {"act": "approve"})
    alone = (Refund.objects.get().status, returned())
    other = Client()
    other.force_login(gifts.make_treasurer())
    other.post(decide, {"act": "approve"})

    assert alone == ("asked", [])
    assert (Refund.objects.get().status, returned()) == ("done", [-400])


def test_who_asked_for_a_refund_is_told_so_and_offered_no_approval(settings, treasurer, gift):
    settings.REFUND_NEEDS_TWO = 3
    ask(treasurer, gift)
    decide = f"/admin/donations/refund/{Refund.objects.get().pk}/decide/"
    other = Client()
    other.force_login(gifts.make_treasurer())

    own, theirs = (client.get(decide).content.decode() for client in (treasurer, other))

    assert "You asked for this refund yourself: another person approves it." in own
    assert ('value="approve"' in own, 'value="refuse"' in own) == (False, True)
    assert ('value="approve"' in theirs, 'value="refuse"' in theirs) == (True, True)


def test_refused_refund_pays_nothing_back(settings, treasurer, gift):
    settings.REFUND_NEEDS_TWO = 3
    ask(treasurer, gift)
    other = Client()
    other.force_login(gifts.make_treasurer())

    other.post(f"/admin/donations/refund/{Refund.objects.get().pk}/decide/", {"act": "refuse", "why": "Wrong gift"})

    assert (Refund.objects.get().status, Refund.objects.get().problem, returned()) == ("refused", "Wrong gift", [])


def test_second_person_needs_the_right_to_approve(settings, treasurer, gift):
    settings.REFUND_NEEDS_TWO = 3
    ask(treasurer, gift)
    looker, client = gifts.make_treasurer(), Client()
    looker.user_permissions.remove(Permission.objects.get(codename="approve_refund"))
    client.force_login(looker)
    decide = f"/admin/donations/refund/{Refund.objects.get().pk}/decide/"

    answers = [client.get(decide).status_code, client.post(decide, {"act": "approve"}).status_code]

    assert (answers, Refund.objects.get().status, returned()) == ([403, 403], "asked", [])


@pytest.mark.parametrize("group", ["editor", "chief_editor"])
def test_editors_pay_nothing_back_and_end_nothing(client, gift, group):
    client.force_login(gifts.make_staff(group))
    pledge = gifts.make_pledge()

    assert ask(client, gift).status_code == 403
    assert client.post(f"/admin/donations/pledge/{pledge.pk}/end/", {}).status_code == 403
    assert returned() == []


def test_pledge_is_ended_with_its_reason_once_it_is_sure(treasurer):
    pledge = gifts.make_pledge()
    ledger.apply(gifts.paid(Donation.objects.get()))
    where = f"/admin/donations/pledge/{pledge.pk}/end/"

    unsure = treasurer.post(where, {"reason": "money", "words": "Later perhaps"})
    pledge.refresh_from_db()
    before = pledge.status
    treasurer.post(where, {"reason": "money", "words": "Later perhaps", "is_sure": "on"})

    pledge.refresh_from_db()
    assert (unsure.status_code, before) == (200, "active")
    assert (pledge.status, pledge.cancel_reason, pledge.cancel_words) == ("canceled", "money", "Later perhaps")
    assert pledge.canceled_by is not None


def test_pledge_still_runs_while_the_provider_is_down(treasurer, monkeypatch):
    pledge = gifts.make_pledge()
    ledger.apply(gifts.paid(Donation.objects.get()))

    def refuse(pledge):
        raise ProviderDown("timeout")

    monkeypatch.setattr(KNOWN["sandbox"], "cancel", refuse, raising=False)

    page = treasurer.post(f"/admin/donations/pledge/{pledge.pk}/end/", {"reason": "money", "is_sure": "on"})

    pledge.refresh_from_db()
    assert "the pledge stays as it was" in page.content.decode()
    assert pledge.status == "active"
