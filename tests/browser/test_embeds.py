"""Cards for films and posts: quiet until tapped, plain links without JavaScript."""

from tests.browser.conftest import PHONE, watched
from tests.factories import make_article

FILM = "https://www.youtube.com/watch?v=abcdefghij1"
POST = "https://t.me/river_post/42"
BODY = "".join(f'<p><a href="{link}" rel="noopener">{link}</a></p>' for link in (FILM, POST))


def open_story(context):
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<p>film</p>")

    context.route(lambda url: url.startswith("https://"), answer)
    page = watched(context.new_page())
    story = make_article(body_en=f"<p>Text.</p>{BODY}", body_ar=f"<p>نص.</p>{BODY}")
    return page, story, asked


def test_card_asks_nobody_before_the_tap_and_opens_in_place_after_it(open_context, transactional_db, shoot):
    page, story, asked = open_story(open_context(viewport=PHONE))

    page.goto(story.address("en"))
    page.wait_for_load_state("networkidle")
    before = list(asked)
    shoot(page, "embed-before")
    page.locator(".embed button").first.click()
    page.frame_locator(".embed iframe").get_by_text("film").wait_for()
    page.locator(".embed button").click()
    page.frame_locator(".embed[data-shape=post] iframe").get_by_text("film").wait_for()
    shoot(page, "embed-after")

    assert before == []
    assert asked == [
        "https://www.youtube-nocookie.com/embed/abcdefghij1?autoplay=1",
        "https://t.me/river_post/42?embed=1",
    ]
    assert page.locator(".embed iframe").first.get_attribute("sandbox").startswith("allow-scripts")
    assert page.complaints == []


def test_card_is_a_plain_link_without_javascript(open_context, transactional_db, shoot):
    page, story, asked = open_story(open_context(viewport=PHONE, java_script_enabled=False, color_scheme="dark"))

    page.goto(story.address("ar"))
    shoot(page, "embed-without-script")

    assert page.locator(".embed a").first.get_attribute("href") == FILM
    assert not page.locator(".embed button").first.is_visible()
    assert asked == []
