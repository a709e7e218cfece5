"""The thank-you page: it says what the books say, to whoever holds its address, and to nobody else."""

import pytest

from donations import ledger
from donations.facts import FactKind
from donations.models import Donation
from donations.providers.banktransfer import BankTransfer
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def page_of(client, gift, language="en"):
    return client.get(f"/{language}/support/thanks/{gift.uuid}/")


@pytest.mark.parametrize(
    ("kind", "standing", "says"),
    [
        (None, "waiting", "We are waiting for the payment."),
        (FactKind.PENDING, "waiting", "We are waiting for the payment."),
        (FactKind.PAID, "paid", "Thank you. Your gift has arrived."),
        (FactKind.FAILED, "failed", "The payment did not go through."),
        (FactKind.EXPIRED, "expired", "You left without paying."),
    ],
)
def test_page_says_what_the_books_say(client, kind, standing, says):
    gift = gifts.make_gift()
    if kind:
        ledger.apply(gifts.paid(gift, kind=kind))

    page = page_of(client, gift).content.decode()

    assert f'data-standing="{standing}"' in page
    assert says in page
    assert ('http-equiv="refresh"' in page) == (standing == "waiting")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_page_leads_on_to_the_gifts_and_to_the_front_page(client, language):
    page = page_of(client, gifts.make_gift(), language).content.decode()

    onward = page[page.index('<p class="note onward">') :]
    assert f'href="/{language}/support/manage/"' in onward
    assert f'href="/{language}/"' in onward


def test_coming_back_from_the_provider_pays_nothing(client):
    gift = gifts.make_gift()

    page = client.get(f"/en/support/thanks/{gift.uuid}/?status=paid&payment_id=1").content.decode()

    gift.refresh_from_db()
    assert 'data-standing="waiting"' in page
    assert gift.status == "created"


def test_page_is_for_its_donor_only(client):
    gift = gifts.make_gift(donor_name="Salma", donor=gifts.make_donor(email="salma@example.org"))

    response = page_of(client, gift)

    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert response.cookies == {}
    assert "salma" not in response.content.decode().lower()


def test_made_up_address_is_not_found(client):
    assert client.get("/en/support/thanks/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_page_takes_no_post(client):
    assert client.post(f"/en/support/thanks/{gifts.make_gift().uuid}/").status_code == 405


def test_transfer_shows_account_and_reference(client):
    gift = gifts.make_gift(provider="banktransfer")
    BankTransfer().start(gift)

    page = page_of(client, gift).content.decode()

    assert 'data-standing="transfer"' in page
    assert Donation.objects.get().reference_code in page
    assert f"<span>XX90</span>{'<span>0000</span>' * 5}</bdi>" in page
    assert 'http-equiv="refresh"' not in page


def test_transfer_that_lost_a_fee_says_what_came(client):
    gift = gifts.make_gift(provider="banktransfer")
    ledger.apply(gifts.paid(gift, amount_minor=470, by=gifts.make_treasurer()))

    page = page_of(client, gift).content.decode()

    assert "<bdi>$4.70</bdi>" in page
    assert "$5.00" not in page


def test_failed_gift_may_be_tried_again_with_its_story(client):
    gift = gifts.make_gift(slot="article")
    ledger.apply(gifts.paid(gift, kind=FactKind.FAILED))

    page = page_of(client, gift).content.decode()

    assert 'href="/en/support/?slot=article&amp;interval=once&amp;currency=USD&amp;amount=5.00"' in page
