"""The desk in a real browser: no complaint on any page, order by hand, and a form that Enter never publishes."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article, RelatedLink
from tests import door, factories
from tests.browser.conftest import ARABIC_FIRST, DESKTOP, PHONE, watched

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sign_in(open_context):
    """Open the desk as an editor: `sign_in(language="ar", **browser)`."""

    def enter(language="en", **options):
        page = watched(open_context(**options).new_page())
        door.walk_in(page, factories.make_editor(username=f"mira-{language}", interface_language=language))
        return page

    return enter


def change(story):
    return f"/admin/articles/article/{story.pk}/change/"


def expect_order(page, links):
    """Find the stories of the related rows, from the top of the screen."""
    rows = page.locator("#related_links-group .inline-related:not(.empty-form) select")
    expect(rows).to_have_count(len(links))
    for place, link in enumerate(links):
        expect(rows.nth(place)).to_have_value(str(link.story_id))


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_no_page_of_the_desk_makes_the_browser_complain(sign_in, shoot, language):
    story = factories.make_article()
    factories.make_byline(story)
    factories.make_related(story)
    page = sign_in(language)

    for name, address in {
        "index": "/admin/",
        "list": "/admin/articles/article/",
        "add": "/admin/articles/article/add/",
        "change": change(story),
        "history": change(story).replace("change", "history"),
        "delete": change(story).replace("change", "delete"),
        "section": f"/admin/articles/section/{story.section_id}/change/",
        "series": "/admin/articles/series/add/",
        "redirect": "/admin/articles/redirect/add/",
        "staff": "/admin/newsroom/user/",
    }.items():
        page.goto(address)
        shoot(page, f"desk-{name}-{language}")

    assert page.complaints == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_arabic_stands_on_the_right_in_either_interface(sign_in, language):
    page = sign_in(language)

    page.goto("/admin/articles/article/add/")

    arabic, english = page.locator("#id_title_ar").bounding_box(), page.locator("#id_title_en").bounding_box()
    assert arabic["x"] > english["x"] + english["width"]
    assert abs(arabic["y"] - english["y"]) < 10


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_columns_stack_on_a_phone_and_nothing_sticks_out(sign_in, shoot, language):
    story = factories.make_article()
    factories.make_related(story)
    page = sign_in(language, viewport=PHONE)

    for address in (change(story), "/admin/articles/article/", "/admin/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        shoot(page, f"desk-phone-{language}-{address.count('/')}")
    page.goto(change(story))
    arabic, english = page.locator("#id_title_ar").bounding_box(), page.locator("#id_title_en").bounding_box()
    assert english["y"] > arabic["y"] + arabic["height"]


def test_the_switch_turns_the_desk_around(sign_in):
    page = sign_in()

    page.click(".speak button")

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.complaints == []


def test_enter_in_a_field_saves_and_never_publishes(sign_in):
    story = factories.make_article(live="")
    page = sign_in()
    page.goto(change(story))

    page.fill("#id_title_en", "Saved by Enter")
    page.press("#id_title_en", "Enter")

    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert (story.title_en, story.state_en) == ("Saved by Enter", "draft")


def test_rows_are_put_in_order_with_the_keyboard(sign_in):
    story = factories.make_article(live="")
    first, second = factories.make_related(story, position=0), factories.make_related(story, position=1)
    page = sign_in()
    page.goto(change(story))

    page.locator("#related_links-1 .order-step").first.press("Enter")
    page.click("[name=_save]")

    page.wait_for_url("**/admin/articles/article/")
    assert [row.story for row in RelatedLink.objects.filter(article=story)] == [second.story, first.story]


def test_rows_are_put_in_order_by_dragging(sign_in):
    story = factories.make_article()
    rows = [factories.make_related(story, position=place) for place in range(3)]
    page = sign_in()
    page.goto(change(story))
    grip = page.locator("#related_links-0 .order-grip")
    grip.scroll_into_view_if_needed()
    last = page.locator("#related_links-2").bounding_box()
    start = grip.bounding_box()

    page.mouse.move(start["x"] + 4, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 4, last["y"] + last["height"] - 4, steps=12)
    page.mouse.up()

    expect_order(page, [rows[1], rows[2], rows[0]])


def test_a_story_is_found_by_its_arabic_headline_in_the_english_desk(sign_in):
    story = factories.make_article()
    factories.make_article(title_ar="المضخة القديمة تعود", title_en="The old pump")
    page = sign_in()
    page.goto(change(story))

    page.locator("#related_links-group .add-row a").click()
    page.locator("#related_links-0 .select2-selection").click()
    page.locator(".select2-search__field").last.fill("المضخة")

    expect(page.locator(".select2-results__option").first).to_have_text(re.compile("The old pump"))
    assert page.complaints == []


def test_two_quick_clicks_save_one_story(sign_in):
    factories.make_section()
    page = sign_in()
    page.goto("/admin/articles/article/add/")
    page.fill("#id_title_en", "Only once")
    page.select_option("#id_section", index=1)

    page.locator("[name=_save]").dblclick()

    page.wait_for_url("**/admin/articles/article/")
    assert Article.objects.filter(title_en="Only once").count() == 1


def test_report_of_one_endless_word_stays_within_the_window(open_desk):
    report = factories.make_report(factories.make_article(), text="x" * 4000, passage="y" * 600, contact="z" * 200)
    page = open_desk(factories.make_staff("chief_editor"))

    page.goto(f"/admin/articles/readerreport/{report.pk}/change/")

    assert page.evaluate("document.documentElement.scrollWidth") == DESKTOP["width"]
