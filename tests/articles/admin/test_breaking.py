"""The desk's page for the breaking strip."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import BreakingNews
from tests import factories
from tests.pages import Page, read

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/breakingnews/"
CLOCK = "%Y-%m-%dT%H:%M"


def form(**values) -> dict:
    """What an editor sends."""
    now = timezone.localtime()
    ends = now + timedelta(hours=2)
    return {
        "language": "ar",
        "text": "الجسر مفتوح",
        "story": "",
        "path": "",
        "starts_at": (now - timedelta(minutes=2)).strftime(CLOCK),
        "ends_at": ends.strftime(CLOCK),
    } | values


def test_strip_is_announced_from_its_form(client, chief, purged):
    section = factories.make_section()
    story = factories.make_article(section=section)

    response = chief.post(f"{LIST}add/", form(story=story.pk))

    assert response.status_code == 302
    assert read(client, "/ar/").one(".breaking a").text() == "الجسر مفتوح"
    assert read(client, "/en/").all(".breaking") == []
    assert purged() == {"home-ar", f"section-{section.pk}-ar"}
    assert BreakingNews.objects.get().written_by is not None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ends_at", ""),
        ("ends_at", "2020-01-01T10:00"),
        ("text", ""),
        ("language", "fr"),
        ("path", "https://x.example/"),
    ],
)
def test_form_says_what_is_wrong(chief, field, value):
    response = chief.post(f"{LIST}add/", form(**{field: value}))

    page = Page(response.content.decode(), {})
    assert response.status_code == 200
    assert page.texts(".errorlist li") != []
    assert not BreakingNews.objects.exists()


def test_form_names_the_newsrooms_clock_and_the_language_of_the_line(chief):
    now = timezone.now()
    strip = BreakingNews.objects.create(language="ar", text="خبر", starts_at=now, ends_at=now + timedelta(1))

    page = read(chief, f"{LIST}{strip.pk}/change/")
    line = page.one('[name="text"]')

    assert (line.attributes["lang"], line.attributes["dir"]) == ("ar", "rtl")
    assert "Asia/Damascus (UTC+03:00)" in page.one(".fieldBox.field-ends_at").text()


def test_list_says_which_strip_readers_see(chief):
    now = timezone.now()
    for text, starts, ends in (("Over", -3, -2), ("On", -1, 1), ("Soon", 1, 2)):
        BreakingNews.objects.create(
            language="en", text=text, starts_at=now + timedelta(hours=starts), ends_at=now + timedelta(hours=ends)
        )

    page = read(chief, LIST)

    assert page.texts(".field-line") == ["Soon", "On", "Over"]
    assert page.texts(".field-standing") == ["Scheduled", "Live", "Over"]


def test_deleting_a_strip_renews_the_pages(chief, purged):
    now = timezone.now()
    strip = BreakingNews.objects.create(language="en", text="On", starts_at=now, ends_at=now + timedelta(1))

    chief.post(f"{LIST}{strip.pk}/delete/", {"post": "yes"})
    assert purged() == {"home-en"}

    again = BreakingNews.objects.create(language="en", text="On", starts_at=now, ends_at=now + timedelta(1))
    chief.post(LIST, {"action": "delete_selected", "_selected_action": [again.pk], "post": "yes"})
    assert not BreakingNews.objects.exists()
