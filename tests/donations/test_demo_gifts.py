"""The demo's gifts: through the real door, once."""

import pytest
from django.core.management import CommandError, call_command

from donations import reports
from donations.models import Campaign, Donation, LedgerEntry
from tests import factories

pytestmark = pytest.mark.django_db


def test_demo_gifts_show_every_fate_under_real_stories():
    story = factories.make_article()

    call_command("load_demo_gifts", verbosity=0)

    assert set(Donation.objects.values_list("status", flat=True)) == {"paid", "failed", "pending"}
    assert set(Donation.objects.values_list("article", flat=True)) == {story.pk}
    assert LedgerEntry.objects.charges().count() == 6
    assert LedgerEntry.objects.refunds().get().amount_minor == -500
    assert Campaign.objects.get().words("button", "ar") == "اضغط هنا للدعم"
    assert len(reports.tables(None)) == 5


def test_demo_gifts_loaded_twice_are_there_once():
    call_command("load_demo_gifts", verbosity=0)
    first = LedgerEntry.objects.count()
    factories.make_article()

    call_command("load_demo_gifts", verbosity=0)

    assert LedgerEntry.objects.count() == first


def test_demo_gifts_have_no_place_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("load_demo_gifts", verbosity=0)

    assert Campaign.objects.count() == 0
