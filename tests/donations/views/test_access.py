"""Who may do what at the pages of giving: each address, by everybody who may come, with a right key and a wrong one.

The pages of a donor's visit have a matrix of their own (tests/donations/views/manage/test_access.py).
"""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from donations import ledger, sealed
from donations.models import Donation
from donations.states import HeldReason
from newsroom.roles import NAMES
from tests import factories
from tests.donations import gifts
from tests.donations.fake_stripe.at_work import at_work, begun
from tests.donations.views.manage.visiting import running_pledge, visit

pytestmark = pytest.mark.django_db

PRIVATE = ["Salma Qabbani", "salma@example.org", "For the well"]
# What a GET and a POST answer to everybody who holds the right key; what is no GET or POST of the page is 405.
# A number or key in the address is the right to see how that gift stands; it is not a right to know whose it is.
TABLE = {
    "support": (200, 400),  # a form without anything in it
    "thanks": (200, 405),
    "sandbox": (200, 400),  # says neither paid nor declined
    "card": (404, 405),  # the gift goes another way
    "pay": (302, 302),  # back to the payment, for donors who lost its page
    "asked": (200, 405),
    "confirm": (200, 200),  # nothing waits: it says so
    "elsewhere": (404, 405),  # no way elsewhere has this name
    "receipt": (404, 405),  # nothing is paid yet
    "challenge": (200, 405),
    "sandbox_card": (404, 404),
    "webhook": (405, 400),  # unsigned
}
NEEDS_NO_KEY = {"support", "asked", "challenge", "webhook"}


def stranger(_gift):
    return Client()


def other_donor(_gift):
    return visit(running_pledge(donor=gifts.make_donor(email="other@example.org")).donor)


def staff(group):
    """Sign in as one role of the newsroom, with all its rights."""

    def signed_in(_gift):
        client = Client()
        client.force_login(factories.make_staff(group))
        return client

    return pytest.param(signed_in, id=group)


EVERYBODY = [stranger, other_donor, *map(staff, NAMES)]


@pytest.fixture
def gift():
    cache.clear()
    donor = gifts.make_donor(email="salma@example.org", name="Salma Qabbani")
    return gifts.make_gift(donor=donor, donor_name="Salma Qabbani", message="For the well")


def address(name, gift, *, key):
    parts = {
        "<language:language>": "en",
        "<slug:provider>": "sandbox",
        "<slug:code>": "x",
        "<uuid:gift>": str(gift.uuid if key == "right" else uuid4()),
        "<str:key>": sealed.key(gift, name) if key == "right" else "x" * 40,
    }
    route = routes()[name]
    for hole, value in parts.items():
        route = route.replace(hole, value)
    return f"/{route}"


def routes():
    """The addresses of giving by their names, without those of a visit, which stand below one that has no name."""
    [giving] = [each for each in get_resolver().url_patterns if getattr(each, "app_name", None) == "donations"]
    [visits] = [each for each in giving.url_patterns if not hasattr(each, "name")]
    assert "support/manage/" in str(visits.pattern)
    return {each.name: str(each.pattern) for each in giving.url_patterns if each is not visits}


def books():
    """Every row of the money and of its people."""
    tables = ["donation", "pledge", "ledgerentry", "refund", "donor", "outboxemail", "webhookevent", "wallname"]
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY id)), '') FROM donations_{table} t")
            found[table] = cursor.fetchone()[0]
    return found


def test_every_address_of_giving_has_its_line():
    assert set(routes()) == set(TABLE)


@pytest.mark.parametrize("who", EVERYBODY)
def test_requirement_11_the_key_shows_how_a_gift_stands_and_never_whose_it_is(gift, who):
    client = who(gift)
    before = books()

    read = {name: client.get(address(name, gift, key="right")) for name in TABLE}
    sent = {name: client.post(address(name, gift, key="right")) for name in TABLE}

    assert {name: (read[name].status_code, sent[name].status_code) for name in TABLE} == TABLE
    pages = "".join(answer.content.decode() for answer in [*read.values(), *sent.values()])
    assert [word for word in PRIVATE if word in pages] == []
    assert books() == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_requirement_11_a_made_up_key_opens_nothing(gift, who):
    client = who(gift)
    keyed = set(TABLE) - NEEDS_NO_KEY

    answers = {name: client.get(address(name, gift, key="wrong")) for name in keyed}
    answers |= {f"{name} sent": client.post(address(name, gift, key="wrong")) for name in keyed}

    assert {name for name, answer in answers.items() if answer.status_code not in (404, 405)} == set()


def test_paid_gift_shows_its_receipt_and_no_name(gift):
    ledger.apply(gifts.paid(gift))

    page = Client().get(address("receipt", gift, key="right"))

    assert page.status_code == 200
    assert [word for word in PRIVATE if word in page.content.decode()] == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_requirement_11_a_held_gift_shows_what_waits_and_not_whose_it_is(gift, who):
    Donation.objects.filter(pk=gift.pk).update(held_at=timezone.now(), held_reason=HeldReason.MAIL)
    client = who(gift)

    page = client.get(address("confirm", gift, key="right"))

    assert page.status_code == 200
    assert "$5" in page.content.decode()
    assert [word for word in PRIVATE if word in page.content.decode()] == []


def test_requirement_11_stripes_page_and_the_way_back_to_it_name_nobody(settings):
    with at_work(settings):
        donor = gifts.make_donor(email="salma@example.org", name="Salma Qabbani")
        gift = begun(donor=donor, donor_name="Salma Qabbani", message="For the well", language="ar")

        page = Client().get(address("card", gift, key="right"))
        onward = Client().get(address("pay", gift, key="right"))

    assert (page.status_code, onward.status_code) == (200, 302)
    assert [word for word in PRIVATE if word in page.content.decode() + onward["Location"]] == []
