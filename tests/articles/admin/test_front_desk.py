"""The front desk: one form whose every button works without a script, and only "Save" writes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import FrontPage, SectionLimit
from newsroom.models import User
from tests import factories
from tests.pages import Page

pytestmark = pytest.mark.django_db

DESK = "/admin/articles/frontpage/"
CLOCK = "%Y-%m-%dT%H:%M"


def stories(count, **values):
    """Live stories, "Story 0" the newest."""
    return [
        factories.make_article(
            title_en=f"Story {n}", published_at_en=timezone.now() - timedelta(hours=n + 1), **values
        )
        for n in range(count)
    ]


def look(client, query="?language=en", *, status=200) -> Page:
    """Open the front desk."""
    return answered(client.get(f"{DESK}{query}"), status=status)


def press(client, button, value="1", *, rows=(), seen=0, query="?language=en", status=200, **more) -> Page:
    """Send the form with one button pressed; a row is a story, or a story and its time."""
    pairs = [row if isinstance(row, tuple) else (row, "") for row in rows]
    sent = {"seen": seen, "story": [story.pk for story, _ in pairs], "expires": [text for _, text in pairs]}
    return answered(client.post(f"{DESK}{query}", sent | {button: value} | more), status=status)


def answered(response, *, status) -> Page:
    assert response.status_code == status
    return Page(response.content.decode(), dict(response.headers))


def rows_of(page: Page) -> list[str]:
    """The pinned headlines on the screen; the last row is the script's pattern."""
    return page.texts("ol.front-list .front-slot .headline")


def order_of(language="en", section=None) -> list[str]:
    """What is stored."""
    slots = FrontPage.objects.get(language=language, section=section).slots.select_related("story")
    return [slot.story.title_en for slot in slots]


def test_save_pins_what_the_screen_shows(chief):
    one, two, _three = stories(3)
    until = timezone.localtime() + timedelta(hours=5)

    press(chief, "_save", rows=[two, (one, until.strftime(CLOCK))], status=302)

    assert order_of() == ["Story 1", "Story 0"]
    slots = FrontPage.objects.get().slots.values_list("expires_at", flat=True)
    assert list(slots) == [None, until.replace(second=0, microsecond=0)]
    assert rows_of(look(chief)) == ["Story 1", "Story 0"]


@pytest.mark.parametrize(
    ("button", "place", "order"),
    [
        ("_up", 1, [1, 0, 2]),
        ("_down", 1, [0, 2, 1]),
        ("_up", 0, [0, 1, 2]),
        ("_down", 2, [0, 1, 2]),
        ("_remove", 1, [0, 2]),
    ],
)
def test_buttons_move_rows_and_write_nothing(chief, button, place, order):
    three = stories(3)

    page = press(chief, button, str(three[place].pk), rows=three)

    assert rows_of(page) == [f"Story {n}" for n in order]
    assert not FrontPage.objects.exists()


def test_add_puts_a_story_last_and_takes_it_out_of_the_offers(chief):
    one, _two, three = stories(3)

    page = press(chief, "_add", str(three.pk), rows=[one])

    assert rows_of(page) == ["Story 0", "Story 2"]
    assert page.texts(".front-offer .headline") == ["Story 1"]


@pytest.mark.parametrize(("choice", "hours"), [("3h", 3), ("24h", 24)])
def test_quick_choices_count_on_the_newsrooms_clock(chief, choice, hours):
    (story,) = stories(1)

    page = press(chief, "_lasts", f"{story.pk}:{choice}", rows=[story])

    field = page.all('ol.front-list [name="expires"]')[0].attributes["value"]
    wanted = timezone.localtime() + timedelta(hours=hours)
    assert field in {(wanted - timedelta(minutes=n)).strftime(CLOCK) for n in (0, 1)}


def test_tonight_ends_before_midnight_on_the_newsrooms_clock(chief):
    (story,) = stories(1)

    page = press(chief, "_lasts", f"{story.pk}:tonight", rows=[story])

    field = page.all('ol.front-list [name="expires"]')[0].attributes["value"]
    assert field == timezone.localtime().strftime("%Y-%m-%dT23:59")


@pytest.mark.parametrize("text", ["2020-01-01T10:00", "tomorrow", "2026-13-45T99:99"])
def test_save_marks_a_wrong_time_and_keeps_what_was_typed(chief, text):
    one, two = stories(2)

    page = press(chief, "_save", rows=[two, (one, text)])

    assert rows_of(page) == ["Story 1", "Story 0"]
    assert page.all('ol.front-list [name="expires"]')[1].attributes["value"] == text
    assert len(page.all(".front-slot.is-wrong")) == 1
    assert not FrontPage.objects.exists()


def test_second_editor_is_told_and_keeps_the_arrangement(chief, signed_in_as):
    one, two = stories(2)
    press(signed_in_as("chief_editor"), "_save", rows=[one], status=302)

    page = press(chief, "_save", rows=[two], seen=0, status=409)

    assert "chief_editor1" in page.one(".front-overtaken").text()
    assert page.texts(".front-overtaken ol li") == ["Story 0"]
    assert rows_of(page) == ["Story 1"]
    assert order_of() == ["Story 0"]
    press(chief, "_save", rows=[two], seen=int(page.one('[name="seen"]').attributes["value"]), status=302)
    assert order_of() == ["Story 1"]


def test_desk_shows_what_readers_see_now_and_after_saving(chief):
    three = stories(3)
    press(chief, "_save", rows=[three[2]], status=302)

    page = press(chief, "_look", rows=[three[1]], seen=1)

    now, after = page.texts("details li .headline"), page.texts(".front-after li .headline")
    assert now == ["Story 2", "Story 0", "Story 1"]
    assert after == ["Story 1", "Story 0", "Story 2"]
    assert page.texts("details li.is-pinned .headline") == ["Story 2"]
    assert page.texts(".front-after li.is-pinned .headline") == ["Story 1"]


def test_lineup_piece_answers_the_script_the_same(chief):
    _one, two = stories(2)

    response = chief.post(f"{DESK}lineup/?language=en", {"story": [two.pk], "expires": [""]})

    assert Page(response.content.decode(), {}).texts("li.is-pinned .headline") == ["Story 1"]


def test_desk_names_a_pinned_story_that_readers_do_not_see(chief):
    one, two = stories(2)
    press(chief, "_save", rows=[one, two], status=302)
    one.state_en = "withdrawn"
    one.save()

    page = look(chief)

    assert page.texts("ol.front-list .state") == ["Withdrawn", "Live"]
    assert len(page.all("ol.front-list .front-hidden")) == 1


def test_slot_whose_time_is_up_has_left_the_desk(chief):
    one, two = stories(2)
    press(chief, "_save", rows=[one, two], status=302)
    FrontPage.objects.get().slots.filter(story=one).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert rows_of(look(chief)) == ["Story 1"]


def test_section_page_offers_its_own_live_stories_only(chief):
    section = factories.make_section()
    inside = stories(2, section=section)[0]
    factories.make_article(title_en="Elsewhere")
    factories.make_article(live="ar", section=section, title_en="Draft")
    query = f"?language=en&section={section.pk}"

    page = look(chief, query)
    press(chief, "_save", rows=[inside], query=query, status=302)

    assert page.texts(".front-offer .headline") == ["Story 0", "Story 1"]
    assert order_of(section=section) == ["Story 0"]


def test_search_finds_live_stories_by_headline_in_either_language(chief):
    factories.make_article(title_en="The bridge", title_ar="الجسر")
    factories.make_article(title_en="The harvest", title_ar="الحصاد")
    factories.make_article(live="ar", title_en="Bridge draft")

    for text in ("BRIDGE", "الجسر"):
        found = chief.get(f"{DESK}stories/", {"language": "en", "q": text})
        assert Page(found.content.decode(), {}).texts(".headline") == ["The bridge"]
    assert press(chief, "_search", q="harvest").texts(".front-offer .headline") == ["The harvest"]


@pytest.mark.parametrize("text", ["\0", "%", "x" * 5000, "<script>"])
def test_search_survives_odd_input(chief, text):
    stories(1)

    found = chief.get(f"{DESK}stories/", {"language": "en", "q": text})

    assert Page(found.content.decode(), {}).all(".headline") == []


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 40, "٣", "\0"])
def test_form_survives_odd_numbers(chief, value):
    sent = {"story": [value, value], "expires": ["\0"], "seen": value, "_add": value, "_up": value, "_save": "1"}

    assert chief.post(f"{DESK}?language=en", sent).status_code in (302, 409)


def test_headlines_stand_in_the_language_of_the_page_not_of_the_desk(chief):
    factories.make_article(title_ar="عنوان", title_en="Headline")

    offered = look(chief, "?language=ar").one(".front-offer .headline")

    assert (offered.text(), offered.attributes["lang"], offered.attributes["dir"]) == ("عنوان", "ar", "rtl")


@pytest.mark.parametrize("group", ["editor", "translator", "photo_editor", "finance"])
def test_front_desk_is_closed_to_others(signed_in_as, group):
    story = factories.make_article(title_en="Secret")
    client = signed_in_as(group)

    answers = [
        client.get(DESK),
        client.post(DESK, {"story": [story.pk], "_save": "1"}),
        client.get(f"{DESK}stories/"),
        client.post(f"{DESK}lineup/"),
        client.get("/admin/articles/breakingnews/"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert not FrontPage.objects.exists()


def test_chief_editor_limited_to_a_section_arranges_that_alone(signed_in_as):
    client = signed_in_as("chief_editor")
    mine, other = factories.make_section(), factories.make_section()
    SectionLimit.objects.create(user=User.objects.get(username="chief_editor1"), section=mine)
    story = stories(1, section=mine)[0]

    press(client, "_save", rows=[story], query=f"?language=en&section={mine.pk}", status=302)
    refused = [client.post(f"{DESK}?language=en&section={number}") for number in (other.pk, "0", "x")]

    assert order_of(section=mine) == ["Story 0"]
    assert [answer.status_code for answer in refused] == [403, 404, 404]
    assert look(client, "").texts(".front-tabs a bdi") == [mine.name_en]


def test_front_desk_names_no_story_that_its_editor_may_not_see(signed_in_as):
    client = signed_in_as("chief_editor")
    mine, secret = factories.make_section(), factories.make_article(title_en="Secret", live="")
    SectionLimit.objects.create(user=User.objects.get(username="chief_editor1"), section=mine)
    query = f"?language=en&section={mine.pk}"

    pages = [
        press(client, "_add", str(secret.pk), query=query),
        press(client, "_look", rows=[secret], query=query),
        press(client, "_save", rows=[secret], query=query, status=302),
    ]

    assert not any("Secret" in page.html for page in pages)
    assert not FrontPage.objects.get().slots.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_desk_takes_the_same_queries_whatever_it_shows(chief, many, django_assert_max_num_queries):
    rows = stories(many)
    press(chief, "_save", rows=rows, status=302)
    look(chief)

    with django_assert_max_num_queries(16):
        look(chief)


def test_deleting_a_section_takes_its_front_page_along(chief):
    section = factories.make_section()
    FrontPage.objects.create(language="en", section=section)

    chief.post(f"/admin/articles/section/{section.pk}/delete/", {"post": "yes"})

    assert not FrontPage.objects.exists()
