"""Which ways work now and here, told to donors; and what remains when none does."""

import pytest
from django.test import RequestFactory

from donations import pauses, providers
from donations.models import Donation
from donations.providers import WhyNot
from tests.donations import gifts
from tests.donations.test_links import make_way

pytestmark = pytest.mark.django_db

ONION = "http://" + "a" * 56 + ".onion"
ACCOUNT = {"holder": "The River Society", "iban": "DE02 1203 0000 0000 2020 51", "bic": "BYLADEM1001", "bank": "Bank"}
KEYS = {"STRIPE_SECRET_KEY": "rk_test_1", "STRIPE_PUBLISHABLE_KEY": "pk_test_1", "STRIPE_WEBHOOK_SECRET": "whsec_1"}


@pytest.fixture
def all_ways(settings):
    settings.DONATION_PROVIDERS = ["sandbox", "stripe", "banktransfer"]
    settings.BANK_ACCOUNTS = {"EUR": ACCOUNT}
    settings.ONION_ADDRESS = ONION
    settings.ALLOWED_HOSTS = ["testserver", ONION.removeprefix("http://")]
    for name, value in KEYS.items():
        setattr(settings, name, value)


def standing(request=None, currencies=()):
    return {way.provider.name: way.why_not for way in providers.open_ways(request, currencies)}


def asked(path="/en/support/", **headers):
    return RequestFactory().get(path, headers=headers)


def test_every_way_tells_whether_it_works_here_and_why_not(all_ways):
    pauses.pause("sandbox", by=None, reason="Spike")

    assert standing() == {"sandbox": "paused", "stripe": "", "banktransfer": ""}
    assert standing(asked()) == {"sandbox": "paused", "stripe": "", "banktransfer": ""}
    assert standing(asked("/en/support/?lite"))["stripe"] == WhyNot.LITE
    assert standing(asked(host=ONION.removeprefix("http://")))["stripe"] == WhyNot.ONION
    assert standing(asked(), ["USD"])["banktransfer"] == WhyNot.CURRENCY
    assert providers.open_ways(asked(), ["USD", "EUR"])[2].currencies == ("EUR",)


def test_page_says_which_ways_work_and_which_do_not(client, all_ways):
    gifts.make_campaign()
    pauses.pause("sandbox", by=None, reason="Secret reason")

    page = client.get("/en/support/").content.decode()

    assert 'value="stripe"' in page
    assert "<noscript> <strong>Needs JavaScript, which is off in your browser.</strong></noscript>" in page
    assert "Only in: <bdi>EUR</bdi>" in " ".join(page.split())
    assert "<b>Card (sandbox)</b> Paused at the moment." in page
    assert 'value="sandbox"' not in page
    assert "Secret reason" not in page


def test_lite_page_offers_no_way_that_needs_a_script_and_names_the_full_page(client, all_ways):
    gifts.make_campaign()

    page = client.get("/ar/support/?lite").content.decode()

    assert 'value="stripe"' not in page
    assert 'value="banktransfer"' in page
    assert page.count('<a data-edition="full" href="/ar/support/">') == 3


def test_onion_page_leads_cards_to_the_usual_address(client, all_ways, settings):
    gifts.make_campaign()

    page = client.get("/en/support/", headers={"Host": ONION.removeprefix("http://")}).content.decode()

    assert 'value="stripe"' not in page
    assert f'<a href="{settings.SITE_URL}/en/support/">Open the page where it works</a>' in page


def test_way_that_does_not_work_here_is_refused_when_it_is_sent_all_the_same(client, all_ways):
    gifts.make_campaign()

    response = client.post("/en/support/?lite", gifts.form_of(provider="stripe"))

    assert response.status_code == 400
    assert Donation.objects.count() == 0


def test_requirement_15_without_keys_card_giving_is_gone_and_the_bank_details_are_shown(client, settings):
    settings.DONATION_PROVIDERS = []
    settings.BANK_ACCOUNTS = {"EUR": ACCOUNT, "USD": ACCOUNT | {"iban": ""}, "SEK": ACCOUNT}
    gifts.make_campaign()
    make_way()

    page = client.get("/en/support/").content.decode()

    assert "<form" not in page[page.index("<h1>") :]
    assert "Our form takes no gifts here at this moment." in page
    assert "<span>DE02</span><span>1203</span>" in page
    assert page.count("The River Society") == 1
    assert "<bdi>EUR</bdi> · <bdi>SEK</bdi>" in page
    assert "ko-fi.example" in page


def test_requirement_15_settings_without_stripes_keys_name_no_card(client, settings):
    settings.DONATION_PROVIDERS = ["banktransfer"]
    settings.BANK_ACCOUNTS = {"USD": ACCOUNT}
    gifts.make_campaign()

    page = client.get("/en/support/").content.decode()
    sent = client.post("/en/support/", gifts.form_of(provider="banktransfer"), follow=True).content.decode()

    assert 'value="stripe"' not in page
    assert "<span>DE02</span><span>1203</span>" in sent


def test_account_of_a_paused_transfer_is_not_shown(client, settings):
    settings.DONATION_PROVIDERS = ["banktransfer"]
    settings.BANK_ACCOUNTS = {"EUR": ACCOUNT}
    gifts.make_campaign()
    pauses.pause("banktransfer", by=None, reason="The account was closed")

    page = client.get("/en/support/").content.decode()

    assert "DE02" not in page
    assert "Our form takes no gifts here at this moment." in page
    assert "<b>Bank transfer</b> Paused at the moment." in page
