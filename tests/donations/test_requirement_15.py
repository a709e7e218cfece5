"""Requirement 15: the paper stands while donations are down.

That donations import articles and never the reverse is a rule of the house: tests/test_house.py.
"""

import socket

import pytest

from donations.models import Donation
from tests import factories
from tests.articles.test_public_pages import make_rich_paper
from tests.donations import gifts
from tests.donations.test_links import make_way

pytestmark = pytest.mark.django_db

KEYS = {"STRIPE_SECRET_KEY": "rk_test_1", "STRIPE_PUBLISHABLE_KEY": "pk_test_1", "STRIPE_WEBHOOK_SECRET": "whsec_1"}


@pytest.fixture
def cards_on(settings):
    settings.DONATION_PROVIDERS = ["stripe", "banktransfer"]
    for name, value in KEYS.items():
        setattr(settings, name, value)


@pytest.fixture
def no_sockets(monkeypatch):
    """Nothing may be called: the database speaks through a library of its own."""

    def refuse(*args, **kwargs):
        raise AssertionError("a reader's page called somebody")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_requirement_15_readers_pages_call_no_provider(client, cards_on, no_sockets, language):
    gifts.make_campaign()
    make_way()
    story = make_rich_paper()
    section, topic, byline = story.section, story.topics.get(), story.bylines.get().contributor
    series, page = factories.make_series(story), factories.make_page()
    rows = [story, section, topic, byline, series, page]
    fixed = ["", "archive/", "corrections/", "most-read/", "saved/", "search/?q=a", "support/"]

    paths = [row.address(language) for row in rows] + [f"/{language}/{each}" for each in fixed]
    with pytest.raises(AssertionError):
        socket.create_connection(("127.0.0.1", 9))
    answers = {path: client.get(path).status_code for path in paths}

    assert set(answers.values()) == {200}, answers
    assert "Support the paper" in client.get(story.address("en")).content.decode()


def test_requirement_15_provider_that_never_answers_gets_the_friendly_page_and_the_attempt_is_kept(
    client, cards_on, monkeypatch
):
    gifts.make_campaign()

    def hang(*args, **kwargs):
        raise TimeoutError("timed out")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, hang)

    response = client.post("/en/support/", gifts.form_of(provider="stripe"))

    gift = Donation.objects.get()
    assert response.status_code == 503
    assert "The payment service does not answer." in response.content.decode()
    assert f'action="/en/support/pay/{gift.uuid}/"' in response.content.decode()
    assert (gift.status, gift.provider, gift.amount_minor) == ("created", "stripe", 500)
