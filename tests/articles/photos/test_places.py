"""Where photos are shown, and what that says of them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles import photos
from articles.models import Photo
from articles.photos.places import LISTED
from tests import factories

pytestmark = pytest.mark.django_db


def test_places_say_which_part_the_photo_plays_of_each_photo():
    first, second, idle = factories.make_photo(), factories.make_photo(), factories.make_photo()
    story = factories.make_article(lead_photo=first)
    story.body_photos.add(first, second)
    person = factories.make_contributor(portrait=second)

    places = photos.places_of([first, second, idle])

    assert [tuple(place) for place in places[first.pk]] == [("lead", story), ("body", story)]
    assert [tuple(place) for place in places[second.pk]] == [("body", story), ("portrait", person)]
    assert places[idle.pk] == []


def test_places_take_three_queries_and_stop_where_nobody_reads_on(django_assert_num_queries):
    photo = factories.make_photo()
    section = factories.make_section()
    for _ in range(LISTED + 2):
        factories.make_article(lead_photo=photo, section=section)

    with django_assert_num_queries(3):
        places = photos.places_of([photo])

    assert len(places[photo.pk]) == LISTED


@pytest.mark.parametrize("part", ["lead", "body", "portrait", "none"])
def test_unused_is_what_no_story_and_no_contributor_shows(part):
    photo = factories.make_photo()
    story = factories.make_article(lead_photo=photo if part == "lead" else None, live="")
    factories.make_contributor(portrait=photo if part == "portrait" else None)
    if part == "body":
        story.body_photos.add(photo)

    assert list(Photo.objects.unused()) == ([photo] if part == "none" else [])
    assert list(Photo.objects.in_use()) == ([] if part == "none" else [photo])
    assert photos.used_among([photo]) == (set() if part == "none" else {photo.pk})


def test_in_use_names_a_photo_of_many_stories_once():
    photo = factories.make_photo()
    for _ in range(3):
        factories.make_article(lead_photo=photo).body_photos.add(photo)

    assert list(Photo.objects.in_use()) == [photo]


@pytest.mark.parametrize(
    ("until", "standing"),
    [
        (None, ""),
        (date(2026, 3, 9), "expired"),
        (date(2026, 3, 10), "expiring"),
        (date(2026, 4, 9), "expiring"),
        (date(2026, 4, 10), ""),
    ],
)
def test_rights_end_after_their_last_day(until, standing):
    today = date(2026, 3, 10)
    photo = factories.make_photo(rights_until=until)

    assert photo.rights_standing(today) == standing
    assert Photo.objects.rights_expired(today).exists() is (standing == "expired")
    assert Photo.objects.rights_expiring(today, within=timedelta(days=30)).exists() is (standing == "expiring")


def test_expiring_names_what_is_shown_the_most_urgent_first():
    today = timezone.localdate()
    soon = factories.make_photo(rights_until=today + timedelta(days=3))
    ended = factories.make_photo(rights_until=today - timedelta(days=3))
    later = factories.make_photo(rights_until=today + timedelta(days=90))
    factories.make_photo(rights_until=today)
    for photo in (soon, ended, later):
        factories.make_article(lead_photo=photo)

    assert list(photos.expiring()) == [ended, soon]
    assert list(photos.expiring(within=timedelta(days=100))) == [ended, soon, later]


def test_without_alt_asks_each_language_by_itself():
    arabic, english = factories.make_photo(alt_ar="بائع"), factories.make_photo(alt_en="A vendor", alt_ar="")

    assert list(Photo.objects.without_alt("ar")) == [english]
    assert list(Photo.objects.without_alt("en")) == [arabic]


def test_photos_without_source_and_rights_are_found():
    bare = factories.make_photo()
    sourced = factories.make_photo(source="Agency", rights_until=date(2030, 1, 1))

    assert list(Photo.objects.without_source()) == [bare]
    assert list(Photo.objects.without_rights()) == [bare]
    assert sourced not in Photo.objects.without_rights()
