"""Arranging a page and announcing breaking news."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_ox.models import OxTask

from articles import curating
from articles.curating import Overtaken, Wish
from articles.models import BreakingNews, FrontPage
from articles.pinned import MOST
from tests import factories

pytestmark = pytest.mark.django_db


def purges() -> list[list[str]]:
    """What was handed to the edge, call by call; each call is repeated once for pages under way."""
    calls = OxTask.objects.filter(queue_name="edge").order_by("enqueued_at")
    return [task.kwargs["keys"] for task in calls]


def order_of(page: FrontPage) -> list[int]:
    """The pinned stories, in order."""
    return list(page.slots.values_list("story", flat=True))


def test_arrange_pins_in_order_and_purges_the_page_alone():
    editor = factories.make_editor()
    first, second = factories.make_article(), factories.make_article()
    until = timezone.now() + timedelta(hours=3)

    page = curating.arrange(curating.page_of("en", None), [Wish(second.pk, until), Wish(first.pk)], seen=0, by=editor)

    slots = list(page.slots.values_list("story", "position", "expires_at", "pinned_by"))
    assert slots == [(second.pk, 0, until, editor.pk), (first.pk, 1, None, editor.pk)]
    assert (page.number, page.arranged_by) == (1, editor)
    assert {key for keys in purges() for key in keys} == {"home-en"}


def test_arrange_purges_a_section_in_its_language():
    story = factories.make_article()

    page = curating.page_of("ar", story.section)
    curating.arrange(page, [Wish(story.pk)], seen=0, by=factories.make_editor())

    assert {key for keys in purges() for key in keys} == {f"section-{story.section_id}-ar"}


def test_arrange_the_same_again_changes_and_purges_nothing():
    editor, story = factories.make_editor(), factories.make_article()
    page = curating.arrange(curating.page_of("en", None), [Wish(story.pk)], seen=0, by=editor)
    before = purges()

    again = curating.arrange(page, [Wish(story.pk)], seen=1, by=editor)

    assert again.number == 1
    assert purges() == before


def test_arrange_remembers_who_pinned_a_story_first():
    first, second = factories.make_editor(), factories.make_editor()
    one, two = factories.make_article(), factories.make_article()
    page = curating.arrange(curating.page_of("en", None), [Wish(one.pk)], seen=0, by=first)

    page = curating.arrange(page, [Wish(two.pk), Wish(one.pk)], seen=1, by=second)

    assert dict(page.slots.values_list("story", "pinned_by")) == {one.pk: first.pk, two.pk: second.pk}


def test_arrange_tells_the_second_editor_and_keeps_the_first_ones_page():
    first, second = factories.make_editor(), factories.make_editor()
    one, two = factories.make_article(), factories.make_article()
    seen = curating.page_of("en", None)
    curating.arrange(seen, [Wish(one.pk)], seen=0, by=first)

    with pytest.raises(Overtaken) as told:
        curating.arrange(seen, [Wish(two.pk)], seen=0, by=second)

    assert told.value.page.arranged_by == first
    assert order_of(told.value.page) == [one.pk]


def test_arrange_refuses_doubles_too_many_and_what_readers_cannot_see_there():
    editor, page = factories.make_editor(), curating.page_of("en", None)
    stories = [factories.make_article() for _ in range(MOST + 1)]
    draft, gone = factories.make_article(live="ar"), factories.make_article()
    missing = gone.pk
    gone.delete()
    elsewhere = curating.page_of("en", factories.make_section())
    wrong = [
        (page, [stories[0].pk, stories[0].pk]),
        (page, [story.pk for story in stories]),
        (page, [draft.pk]),
        (page, [missing]),
        (elsewhere, [stories[0].pk]),
    ]

    for where, numbers in wrong:
        with pytest.raises(ValidationError):
            curating.arrange(where, [Wish(pk) for pk in numbers], seen=0, by=editor)

    assert not FrontPage.objects.filter(number__gt=0).exists()
    assert purges() == []


def test_arrange_keeps_a_story_that_was_withdrawn_since():
    editor, story = factories.make_editor(), factories.make_article()
    page = curating.arrange(curating.page_of("en", None), [Wish(story.pk)], seen=0, by=editor)
    type(story).objects.filter(pk=story.pk).update(state_en="withdrawn")
    other = factories.make_article()

    page = curating.arrange(page, [Wish(story.pk), Wish(other.pk)], seen=1, by=editor)

    assert order_of(page) == [story.pk, other.pk]


def test_page_is_one_row_per_section_and_language_even_for_the_home_page():
    FrontPage.objects.create(language="en")

    with pytest.raises(IntegrityError), transaction.atomic():
        FrontPage.objects.create(language="en")


def make_strip(**values) -> BreakingNews:
    now = timezone.now()
    return BreakingNews(
        **{"language": "en", "text": "Open", "starts_at": now, "ends_at": now + timedelta(1)} | values
    )


def test_announce_cleans_the_line_and_purges_home_and_sections():
    section = factories.make_section()

    strip = curating.announce(make_strip(text=" Bridge \u202eopen\n again "), by=factories.make_editor())

    assert strip.text == "Bridge open again"
    assert {key for keys in purges() for key in keys} == {"home-en", f"section-{section.pk}-en"}


def test_announce_in_another_language_purges_both():
    strip = curating.announce(make_strip(), by=factories.make_editor())
    OxTask.objects.all().delete()
    strip.language = "ar"

    curating.announce(strip, by=factories.make_editor())

    assert {key for keys in purges() for key in keys} == {"home-ar", "home-en"}


@pytest.mark.parametrize("wrong", ["order", "two places", "outside", "script", "empty"])
def test_announce_refuses_what_makes_no_strip(wrong):
    now = timezone.now()
    values = {
        "order": {"starts_at": now, "ends_at": now},
        "two places": {"story": factories.make_article(), "path": "/en/"},
        "outside": {"path": "//evil.example/en/"},
        "script": {"path": "javascript:alert(1)"},
        "empty": {"text": " \u202e "},
    }

    with pytest.raises(ValidationError):
        curating.announce(make_strip(**values[wrong]), by=factories.make_editor())

    assert not BreakingNews.objects.exists()


def test_take_down_removes_and_purges():
    strip = curating.announce(make_strip(), by=factories.make_editor())
    OxTask.objects.all().delete()

    curating.take_down(strip, by=factories.make_editor())

    assert not BreakingNews.objects.exists()
    assert {key for keys in purges() for key in keys} == {"home-en"}
