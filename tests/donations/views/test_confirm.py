"""The page that a mailed link leads to: whom it lets go on, and what it says to everybody else."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from donations import pauses, sealed
from tests.donations import gifts

pytestmark = pytest.mark.django_db

LOST = {"default": {"BACKEND": "tests.donations.guard.lost.LostCache"}}


@pytest.fixture
def gift():
    return gifts.make_gift(held_at=timezone.now(), held_reason="mail")


def path_of(gift, language="en"):
    return sealed.path(gift, "confirm", language)


@pytest.mark.parametrize("key", ["x", "x:y:z", "\u202e", "%00"])
def test_made_up_link_tells_nothing(client, gift, key):
    answer = client.post(f"/en/support/confirm/{key}/")

    assert answer.status_code == 404
    gift.refresh_from_db()
    assert gift.is_held()


def test_key_of_another_page_opens_nothing(client, gift):
    answer = client.post(f"/en/support/confirm/{sealed.key(gift, 'receipt')}/")

    assert answer.status_code == 404


def test_link_is_good_for_three_days(client, gift):
    path = path_of(gift)

    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        answer = client.get(path)

    assert answer.status_code == 404
    assert "This link is no longer good." in answer.content.decode()


def test_link_waits_while_its_way_rests(client, gift):
    path = path_of(gift)
    pauses.pause(gift.provider, by=None, reason="Too many declines")

    resting = client.post(path)
    pauses.open(gift.provider, by=gifts.make_treasurer())
    later = client.post(path)

    assert resting.status_code == 503
    assert "This way of giving rests at the moment." in resting.content.decode()
    assert later["Location"] == f"/en/support/sandbox/{gift.uuid}/"


def test_mailbox_that_confirms_too_often_keeps_its_link(client, settings, gift):
    settings.GUARD_LIMITS = settings.GUARD_LIMITS | {"confirmed": "0/h"}

    answer = client.post(path_of(gift))

    page = answer.content.decode()
    assert answer.status_code == 429
    assert 'role="alert"' in page
    assert "<button>Confirm and go on</button>" in page


def test_lost_cache_hinders_nobody_who_has_opened_the_mail(client, settings, gift):
    settings.CACHES = LOST

    assert client.post(path_of(gift))["Location"] == f"/en/support/sandbox/{gift.uuid}/"
    assert client.get("/support/challenge").status_code == 503


def test_gift_that_waits_for_a_person_is_told_so(client):
    gift = gifts.make_gift(held_at=timezone.now(), held_reason="large")

    answer = client.post(path_of(gift))

    assert answer["Location"] == gift.thanks_path("en")
    gift.refresh_from_db()
    assert gift.is_held()


def test_form_of_another_site_confirms_nothing(client, gift):
    answer = client.post(path_of(gift), headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 403
    gift.refresh_from_db()
    assert gift.is_held()


def test_link_leads_through_the_lite_edition(client, gift):
    page = client.get(f"{path_of(gift)}?lite").content.decode()
    answer = client.post(f"{path_of(gift)}?lite")

    assert "?lite" in page
    assert answer["Location"] == f"/en/support/sandbox/{gift.uuid}/?lite"
