"""Pausing, resuming and changing a pledge from the desk: asked once more, told truly, harmless when sent twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from donations.models import OutboxEmail, Pledge
from donations.providers import KNOWN
from donations.providers.base import ProviderDown, ProviderRefuses
from newsroom.models import AuditEntry
from tests.donations import gifts
from tests.donations.views.manage.visiting import running_pledge

pytestmark = pytest.mark.django_db

NAMES = {"pause": "pause", "resume": "resume", "amount": "change_amount"}
IN_A_MONTH = (timezone.localdate() + timedelta(days=30)).isoformat()
SAYS = {"pause": {"until": IN_A_MONTH}, "resume": {}, "amount": {"amount": "7"}}


@pytest.fixture
def pledge():
    return running_pledge()


@pytest.fixture
def treasurer(client):
    client.force_login(gifts.make_treasurer(username="mira"))
    return client


def door(pledge, act):
    return f"/admin/donations/pledge/{pledge.pk}/{act}/"


def do(client, pledge, act, **values):
    return client.post(door(pledge, act), {"confirmed": "1"} | SAYS[act] | values)


def state(pledge):
    pledge.refresh_from_db()
    return pledge.amount_minor, pledge.is_paused()


def test_new_amount_is_shown_once_more_before_anything_changes(treasurer, pledge):
    page = treasurer.post(door(pledge, "amount"), {"amount": "7"}).content.decode()

    assert "Take \u20667.00 USD\u2069 in place of \u20663.00 USD\u2069 from the next payment on?" in page
    assert "covers the fees" not in page
    assert state(pledge) == (300, False)


def test_new_amount_says_how_much_of_it_covers_the_fees(treasurer, pledge):
    Pledge.objects.update(fee_cover_minor=60)

    page = treasurer.post(door(pledge, "amount"), {"amount": "4.80"}).content.decode()

    assert "Take \u20666.00 USD\u2069 in place of \u20663.00 USD\u2069" in page
    assert "\u20661.20 USD\u2069 of it covers the fees." in page


def test_changed_amount_is_written_down_and_the_donor_has_a_mail(treasurer, pledge):
    do(treasurer, pledge, "amount")

    entry = AuditEntry.objects.get(act="change_pledge")
    assert state(pledge) == (700, False)
    assert (entry.by_name, "7.00 USD" in entry.details["amount"]) == ("mira", True)
    assert OutboxEmail.objects.filter(kind="changed", pledge=pledge).count() == 1


def test_covered_fees_go_on_being_covered(treasurer):
    pledge = running_pledge(amount_minor=330, fee_cover_minor=30)

    do(treasurer, pledge, "amount", amount="6")

    pledge.refresh_from_db()
    assert (pledge.amount_minor, pledge.fee_cover_minor) == (660, 60)


@pytest.mark.parametrize("amount", ["", "0", "0.5", "-1", "1000000", "seven", "7.001"])
def test_amount_that_cannot_be_is_refused_and_kept(treasurer, pledge, amount):
    page = do(treasurer, pledge, "amount", amount=amount)

    assert page.status_code == 200
    assert state(pledge) == (300, False)


def test_pledge_is_paused_and_goes_on(treasurer, pledge):
    asked = treasurer.post(door(pledge, "pause"), SAYS["pause"]).content.decode()
    before = state(pledge)
    do(treasurer, pledge, "pause")
    paused = state(pledge)
    do(treasurer, pledge, "resume")

    assert "Take nothing of this pledge until" in asked
    assert (before, paused, state(pledge)) == ((300, False), (300, True), (300, False))
    assert AuditEntry.objects.filter(act__in=["pause_pledge", "resume_pledge"]).count() == 2


@pytest.mark.parametrize("days", [-1, 0, 500])
def test_pause_ends_on_a_day_to_come_and_within_a_year(treasurer, pledge, days):
    day = (timezone.localdate() + timedelta(days=days)).isoformat()

    page = do(treasurer, pledge, "pause", until=day)

    assert page.status_code == 200
    assert state(pledge) == (300, False)


@pytest.mark.parametrize("act", ["pause", "amount"])
def test_same_press_twice_changes_nothing_more(treasurer, pledge, act):
    do(treasurer, pledge, act)
    first = state(pledge)

    do(treasurer, pledge, act)

    assert state(pledge) == first
    assert OutboxEmail.objects.filter(kind="changed", pledge=pledge).count() == 1


@pytest.mark.parametrize("act", ["pause", "resume", "amount"])
@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (ProviderDown("timeout"), "The payment service does not answer, and the pledge stays as it was."),
        (ProviderRefuses("no_such_thing"), "The payment service refuses: no_such_thing."),
    ],
)
def test_trouble_at_the_provider_is_told_and_nothing_changes(treasurer, pledge, monkeypatch, act, trouble, says):
    if act == "resume":
        do(treasurer, pledge, "pause")
    before = state(pledge)

    def fail(*told):
        raise trouble

    monkeypatch.setattr(KNOWN["sandbox"], NAMES[act], fail, raising=False)

    page = do(treasurer, pledge, act)

    assert says in page.content.decode()
    assert state(pledge) == before


@pytest.mark.parametrize("act", ["pause", "resume", "amount"])
def test_ended_pledge_offers_none_of_it(treasurer, pledge, act):
    treasurer.post(f"/admin/donations/pledge/{pledge.pk}/end/", {"reason": "money", "is_sure": "on"})

    page = treasurer.get(f"/admin/donations/pledge/{pledge.pk}/change/").content.decode()

    assert door(pledge, act) not in page
    assert do(treasurer, pledge, act).status_code == 302


def test_way_that_is_switched_off_offers_none_of_it(treasurer, pledge, settings):
    settings.DONATION_PROVIDERS = ["banktransfer"]

    page = treasurer.get(f"/admin/donations/pledge/{pledge.pk}/change/").content.decode()

    assert not [act for act in NAMES if door(pledge, act) in page]
    assert do(treasurer, pledge, "pause").status_code == 302


@pytest.mark.parametrize("act", ["pause", "resume", "amount"])
@pytest.mark.parametrize("group", ["editor", "chief_editor"])
def test_editors_change_no_pledge(client, pledge, group, act):
    client.force_login(gifts.make_staff(group))

    assert do(client, pledge, act).status_code == 403
    assert state(pledge) == (300, False)
