"""The thanks wall: who is on it, and who never is."""

import pytest

from donations import ledger, wall
from donations.facts import Fact, FactKind
from donations.models import Donation, Donor, WallName
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return gifts.make_campaign(shows_wall=True)


def thanked(name="Salma", *, state="shown", **values):
    """A paid gift whose donor wants to be thanked by name."""
    gift = gifts.make_gift(**values)
    ledger.apply(gifts.paid(gift))
    gift.refresh_from_db()
    wall.wish(gift, name)
    WallName.objects.filter(donation=gift).update(state=state)
    return gift


def test_wall_names_each_donor_once_and_the_pages_language_first(campaign):
    first = thanked("Salma")
    thanked("Salma again", donor=first.donor)
    thanked("سلمى", language="ar")

    assert wall.names(campaign, "en") == ["Salma again", "سلمى"]
    assert wall.names(campaign, "ar") == ["سلمى", "Salma again"]


@pytest.mark.parametrize("state", ["waiting", "hidden"])
def test_name_that_nobody_let_through_is_not_shown(campaign, state):
    thanked(state=state)

    assert wall.names(campaign, "en") == []


def test_campaign_without_a_wall_names_nobody(campaign):
    thanked()
    campaign.shows_wall = False

    assert wall.names(campaign, "en") == []


def test_anonymous_gift_has_no_wish(campaign):
    thanked(is_anonymous=True)

    assert WallName.objects.count() == 0


@pytest.mark.parametrize("late", ["anonymous", "erased"])
def test_name_is_not_shown_of_who_became_anonymous_or_was_erased_and_left_a_wish(campaign, late):
    gift = thanked()
    before = wall.names(campaign, "en")

    if late == "anonymous":
        Donation.objects.filter(pk=gift.pk).update(is_anonymous=True)
    else:
        Donor.objects.filter(pk=gift.donor_id).update(erased_at=gifts.NOON)

    assert (before, wall.names(campaign, "en")) == (["Salma"], [])


def test_name_leaves_the_wall_with_the_money(campaign):
    gift = thanked()
    paid = gifts.paid(gift)

    ledger.apply(
        Fact(
            kind=FactKind.REFUNDED,
            provider="sandbox",
            occurred_at=gifts.NOON,
            gift=gift.uuid,
            payment_id=paid.payment_id,
            transaction_id="refund-1",
            amount_minor=500,
            currency="USD",
        )
    )

    assert wall.names(campaign, "en") == []


def test_gift_that_did_not_arrive_is_not_thanked_for(campaign):
    gift = gifts.make_gift()
    wall.wish(gift, "Salma")
    WallName.objects.update(state="shown")

    assert wall.names(campaign, "en") == []


def test_test_money_buys_no_place_on_the_wall(campaign, settings):
    thanked()
    settings.DONATIONS_LIVE = not settings.DONATIONS_LIVE

    assert wall.names(campaign, "en") == []


def test_other_name_is_looked_at_again(campaign):
    gift = thanked("Salma", is_anonymous=False)

    wall.choose(gift.donor, "Salma of the River")

    assert [(row.name, row.state) for row in WallName.objects.all()] == [("Salma of the River", "waiting")]


def test_finance_decides_on_the_desk(campaign, client):
    gift = thanked("Salma", state="waiting")
    row = WallName.objects.get()
    client.force_login(gifts.make_treasurer())

    client.post("/admin/donations/wallname/", {"action": "put_up", "_selected_action": [row.pk]})

    assert wall.names(campaign, "en") == ["Salma"]
    entry = AuditEntry.objects.filter(act="wall").get()
    assert (entry.on_text, entry.details) == (str(gift), {"done": "shown"})


def test_name_that_was_withdrawn_meanwhile_is_not_decided_about(campaign):
    thanked("Salma", state="waiting")
    row = WallName.objects.get()
    WallName.objects.all().delete()

    assert not wall.decide(row, "shown", by=gifts.make_treasurer())
    assert not AuditEntry.objects.filter(act="wall").exists()


def test_marks_that_turn_a_page_around_are_taken_out(campaign):
    thanked("\u202eSalma\n of the River")

    assert wall.names(campaign, "en") == ["Salma of the River"]
