"""The page on which finance enters a gift: shown once more with the sum in words, then booked."""

import pytest
from django.utils import timezone

from donations import nonces
from donations.models import Donation, LedgerEntry
from tests import factories
from tests.donations import gifts

pytestmark = pytest.mark.django_db

ENTER = "/admin/donations/donation/enter/"


@pytest.fixture
def campaign():
    return gifts.make_campaign()


def typed(campaign, **values):
    return {
        "way": "grant",
        "amount": "١٢٥٠٫٥٠",
        "currency": "EUR",
        "received_on": "2026-03-01",
        "document_number": "G-9",
        "campaign": campaign.pk,
        "language": "en",
        "story": "",
        "name": "",
        "email": "",
        "note": "",
        "nonce": nonces.new(),
    } | values


def errors(response):
    return list(response.context["form"].errors)


def test_sum_is_shown_in_words_before_anything_is_booked(client, campaign):
    client.force_login(gifts.make_treasurer())
    story = factories.make_article()
    sent = typed(campaign, story=f"https://testserver/en/article/{story.pk}/a-story/", name="River Fund")

    asked = client.post(ENTER, sent).content.decode()
    booked_before = LedgerEntry.objects.count()
    client.post(ENTER, sent | {"confirmed": "1"})

    gift = Donation.objects.get()
    assert "1,250.50 euros" in asked
    assert "<bdi>River Fund</bdi>" in asked
    assert booked_before == 0
    assert (gift.received_minor, gift.provider, gift.story_number, gift.donor_name) == (
        125_050,
        "grant",
        story.pk,
        "River Fund",
    )


def test_what_was_typed_may_be_changed_before_it_is_entered(client, campaign):
    client.force_login(gifts.make_treasurer())

    page = client.post(ENTER, typed(campaign, confirmed="1", change="1")).content.decode()

    assert 'name="amount" value="١٢٥٠٫٥٠"' in page
    assert Donation.objects.count() == 0


def test_entering_twice_tells_so(client, campaign):
    client.force_login(gifts.make_treasurer())
    sent = typed(campaign, confirmed="1")

    client.post(ENTER, sent)
    again = client.post(ENTER, sent, follow=True).content.decode()
    other = client.post(ENTER, typed(campaign, confirmed="1"))

    assert "This was entered before; nothing has changed." in again
    assert errors(other) == ["document_number"]
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "1e9"}, "amount"),
        ({"amount": "5.125"}, "amount"),
        ({"amount": "5.5", "currency": "JPY"}, "amount"),
        ({"amount": "1,500", "currency": "JOD"}, "amount"),
        ({"amount": "9" * 400}, "amount"),
        ({"currency": "DEM"}, "currency"),
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"received_on": "0001-01-01"}, "received_on"),
        ({"document_number": " "}, "document_number"),
        ({"document_number": "\u200f\u202e"}, "document_number"),
        ({"document_number": "x" * 61}, "document_number"),
        ({"way": "stripe"}, "way"),
        ({"story": "999999"}, "story"),
        ({"story": "https://evil.example/"}, "story"),
        ({"email": "salma"}, "email"),
        ({"wants_receipt": "on"}, "email"),
        ({"campaign": "0"}, "campaign"),
        ({"nonce": "forged"}, "nonce"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_unfit_entries_are_refused_with_everything_kept(client, campaign, values, field):
    client.force_login(gifts.make_treasurer())

    response = client.post(ENTER, typed(campaign, confirmed="1") | values)

    assert response.status_code == 200
    assert errors(response) == [field]
    assert Donation.objects.count() == 0


def test_nul_is_no_way_in(client, campaign):
    client.force_login(gifts.make_treasurer())

    answers = {
        client.post(ENTER, typed(campaign, confirmed="1", **{field: "a\x00b"})).status_code
        for field in ("document_number", "name", "note", "story", "way")
    }

    assert answers == {200}
    assert Donation.objects.count() == 0


def test_entry_is_taken_back_on_its_own_page(client, campaign):
    client.force_login(gifts.make_treasurer())
    client.post(ENTER, typed(campaign, confirmed="1"))
    gift = Donation.objects.get()
    address = f"/admin/donations/donation/{gift.pk}/take-back/"

    offered = client.get(f"/admin/donations/donation/{gift.pk}/change/").content.decode()
    without_reason = client.post(address, {"reason": " "})
    client.post(address, {"reason": "Entered twice"})
    again = client.get(address, follow=True).content.decode()

    assert address in offered
    assert errors(without_reason) == ["reason"]
    assert list(LedgerEntry.objects.order_by("pk").values_list("kind", "amount_minor")) == [
        ("charge", 125_050),
        ("refund", -125_050),
    ]
    assert "was not taken back yet" in again


def test_who_may_not_enter_finds_no_door(client, campaign):
    staff = gifts.make_treasurer()
    staff.user_permissions.remove(*staff.user_permissions.filter(codename="enter_donation"))
    client.force_login(staff)

    page = client.get("/admin/donations/donation/").content.decode()

    assert ENTER not in page
    assert client.get(ENTER).status_code == 403
    assert client.post(ENTER, typed(campaign, confirmed="1")).status_code == 403
    assert Donation.objects.count() == 0


def test_page_begins_with_today_and_the_papers_own_campaign(client, campaign):
    client.force_login(gifts.make_treasurer())

    form = client.get(ENTER).context["form"]

    assert form.initial["received_on"] == timezone.localdate()
    assert form.initial["campaign"] == campaign
