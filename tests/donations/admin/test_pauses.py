"""Paused ways on the desk: seen by finance, and opened again by a person."""

import pytest

from donations import pauses, providers
from donations.models import LinkWay, Pause
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db

LIST = "/admin/donations/pause/"


def open_again(client, row):
    return client.post(f"{LIST}{row.provider}/open/", follow=True)


def test_way_that_the_alarm_paused_is_seen_and_opened_again(client):
    client.force_login(gifts.make_treasurer())
    row = pauses.pause("sandbox", by=None, reason="Too many cards were declined.")

    page = client.get(LIST).content.decode()
    open_again(client, row)

    assert "Card (sandbox)" in page
    assert "Too many cards were declined." in page
    assert Pause.objects.count() == 0
    assert "sandbox" in [way.name for way in providers.enabled()]
    assert AuditEntry.objects.filter(act="open_way").count() == 1


def test_who_may_only_look_opens_nothing(client):
    staff = gifts.make_treasurer()
    staff.user_permissions.remove(*staff.user_permissions.filter(codename="pause_way"))
    client.force_login(staff)

    open_again(client, pauses.pause("sandbox", by=None, reason="Too many cards were declined."))

    assert Pause.objects.count() == 1


def test_finance_pauses_a_way_with_a_reason_and_opens_it_again(client, settings):
    settings.DONATION_PROVIDERS = ["sandbox", "banktransfer"]
    treasurer = gifts.make_treasurer()
    client.force_login(treasurer)

    page = client.get(LIST).content.decode()
    asked = client.post(f"{LIST}sandbox/pause/", {"reason": " "})
    client.post(f"{LIST}sandbox/pause/", {"reason": "The bank is\u202e down"})
    paused = client.get(LIST).content.decode()
    client.post(f"{LIST}sandbox/open/")

    entry = AuditEntry.objects.get(act="pause_way")
    assert page.count("Takes gifts") == 2
    assert asked.status_code == 200
    assert (paused.count("Takes gifts"), paused.count("The bank is down")) == (1, 1)
    assert (entry.by_id, entry.details["reason"]) == (treasurer.pk, "The bank is down")
    assert AuditEntry.objects.filter(act="open_way", by_id=treasurer.pk).count() == 1
    assert Pause.objects.count() == 0


def test_ways_elsewhere_have_the_same_switch(client):
    client.force_login(gifts.make_treasurer())
    LinkWay.objects.create(code="Ko-fi", name_en="Ko-fi", address="https://ko-fi.example/river")

    client.post(f"{LIST}Ko-fi/pause/", {"reason": "Closed"})

    assert pauses.paused() == {"Ko-fi"}


def test_way_that_nobody_knows_has_no_switch(client):
    client.force_login(gifts.make_treasurer())

    assert client.get(f"{LIST}purse/pause/").status_code == 404
    assert client.post(f"{LIST}purse/open/").status_code == 404
    assert client.get(f"{LIST}sandbox/open/").status_code == 405


def test_who_may_only_look_has_no_switch(client):
    staff = gifts.make_treasurer()
    staff.user_permissions.remove(*staff.user_permissions.filter(codename="pause_way"))
    client.force_login(staff)

    page = client.get(LIST).content.decode()

    assert "Takes gifts" in page
    assert "Pause it" not in page
    assert client.post(f"{LIST}sandbox/pause/", {"reason": "Mine"}).status_code == 403
    assert Pause.objects.count() == 0
