"""Months later, fees in proportion, and what a donor says of themselves too late."""

from datetime import UTC, datetime

import pytest

from donations import erasure, ledger
from donations.donors import merging
from donations.manage import changes
from donations.models import Donation, Donor, Pledge, WallName
from tests.donations import gifts
from tests.donations.racing import at_once


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2026-01-31", 1, "2026-02-28"), ("2027-11-30", 3, "2028-02-29"), ("2026-12-01", 1, "2027-01-01")],
)
def test_months_later_is_the_same_day_or_the_last(start, months, end):
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)

    assert f"{changes.months_later(moment, months):%Y-%m-%d}" == end


@pytest.mark.parametrize(
    ("all_in", "cover", "wanted", "then"), [(330, 30, 1000, 100), (103, 3, 200, 6), (500, 0, 900, 0)]
)
def test_fees_are_covered_in_proportion_and_never_too_little(all_in, cover, wanted, then):
    assert changes.cover_for(Pledge(amount_minor=all_in, fee_cover_minor=cover), wanted) == then


SAID = {"name": "Salma", "mail_language": "en", "wants_newsletter": True, "thanked_as": "Salma of the River"}


def traces():
    """What the database holds of a name."""
    return [*Donor.objects.exclude(name="").values_list("name", flat=True), *WallName.objects.all()]


@pytest.mark.django_db
def test_donor_who_was_erased_meanwhile_gets_no_name_back():
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))
    on_a_page = Donor.objects.get(pk=gift.donor_id)
    erasure.erase(gift.donor, by=None)

    is_kept = changes.about(on_a_page, **SAID)

    on_a_page.refresh_from_db()
    assert (is_kept, on_a_page.newsletter_at, traces()) == (False, None, [])


@pytest.mark.django_db
def test_donor_who_was_merged_meanwhile_changes_nothing():
    goes, stays = gifts.make_donor(), gifts.make_donor()
    on_a_page = Donor.objects.get(pk=goes.pk)
    merging.merge(goes, into=stays, by=gifts.make_treasurer())

    is_kept = changes.about(on_a_page, **SAID)

    assert (is_kept, traces()) == (False, [])


@pytest.mark.django_db(transaction=True)
def test_donor_who_is_erased_at_the_same_moment_leaves_no_name():
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))
    donor = Donor.objects.get(pk=gift.donor_id)

    told = at_once(
        lambda: erasure.erase(donor, by=None), lambda: changes.about(donor, **SAID), behind=Donation.objects
    )

    assert not any(isinstance(answer, Exception) for answer in told)
    assert traces() == []
