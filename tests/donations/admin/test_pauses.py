"""Paused ways on the desk: seen by finance, and opened again by a person."""

import pytest

from donations import pauses, providers
from donations.models import Pause
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db

LIST = "/admin/donations/pause/"


def open_again(client, row):
    return client.post(LIST, {"action": "open_again", "_selected_action": [row.pk]}, follow=True)


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
