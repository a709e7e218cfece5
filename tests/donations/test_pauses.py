"""Pausing a way of giving: nothing new is taken, what was begun goes on."""

import pytest

from donations import pauses, providers
from donations.models import Pause
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def test_paused_way_is_not_offered_and_still_hears_its_provider(settings):
    settings.DONATION_PROVIDERS = ["sandbox", "banktransfer"]

    pauses.pause("sandbox", by=None, reason="Too many declines")

    assert [way.name for way in providers.enabled()] == ["banktransfer"]
    assert providers.get("sandbox") is not None
    assert providers.speaking_by_webhook("sandbox") is not None


def test_pausing_and_opening_is_written_down_once():
    treasurer = gifts.make_treasurer()

    pauses.pause("sandbox", by=None, reason="Too many declines")
    pauses.pause("sandbox", by=treasurer, reason="Again")
    pauses.open("sandbox", by=treasurer)
    pauses.open("sandbox", by=treasurer)

    assert Pause.objects.count() == 0
    assert list(AuditEntry.objects.order_by("pk").values_list("act", "by_id")) == [
        ("pause_way", None),
        ("open_way", treasurer.pk),
    ]


def test_form_refuses_a_paused_way(client, settings):
    settings.DONATION_PROVIDERS = ["sandbox", "banktransfer"]
    gifts.make_campaign()
    pauses.pause("sandbox", by=None, reason="Too many declines")

    page = client.get("/en/support/").content.decode()
    sent = client.post("/en/support/", gifts.form_of(provider="sandbox"))

    assert 'value="sandbox"' not in page
    assert sent.status_code == 400
