"""Light and dark: the reader's choice before the device's, from first paint, on every page, kept in the browser."""

import pytest

from tests import factories
from tests.browser.conftest import PHONE, watched

pytestmark = pytest.mark.django_db(transaction=True)

LIGHT, DARK = "rgb(255, 253, 248)", "rgb(21, 23, 26)"
# Taken by the first script of the page that runs once there is a body to paint.
FIRST_PAINT = """new MutationObserver((seen, watch) => {
    if (!document.body) return;
    watch.disconnect();
    window.painted = getComputedStyle(document.body).backgroundColor;
}).observe(document, {childList: true, subtree: true})"""


def paper(page) -> str:
    """The colour behind the page."""
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def theme_colours(page) -> list[str]:
    """The colours that the browser's own frame takes."""
    return page.evaluate(
        "[...document.querySelectorAll('meta[name=theme-color]')].filter(m => matchMedia(m.media).matches)"
        ".map(m => m.content)"
    )


@pytest.mark.parametrize(
    ("device", "wanted", "colour", "frame"), [("light", "Dark", DARK, "#15171a"), ("dark", "Light", LIGHT, "#fffdf8")]
)
def test_theme_chosen_by_the_reader_wins_over_the_device_and_stays(
    open_context, shoot, device, wanted, colour, frame
):
    story = factories.make_article()
    page = watched(open_context(viewport=PHONE, color_scheme=device).new_page())
    page.goto(story.address("en"))
    before = paper(page)
    page.get_by_role("button", name=wanted, exact=True).click()
    chosen = paper(page)
    page.add_init_script(FIRST_PAINT)

    page.goto("/ar/")

    assert (before, chosen, paper(page)) == ({LIGHT: DARK, DARK: LIGHT}[colour], colour, colour)
    assert page.evaluate("window.painted") == colour
    assert theme_colours(page) == [frame]
    assert page.locator(f'[data-theme="{wanted.lower()}"]').get_attribute("aria-pressed") == "true"
    assert page.complaints == []
    shoot(page, f"theme-{wanted.lower()}")


def test_theme_goes_back_to_the_device(open_context):
    page = open_context(color_scheme="dark").new_page()
    page.goto("/en/")
    page.get_by_role("button", name="Light", exact=True).click()

    page.get_by_role("button", name="As on the device").click()

    assert paper(page) == DARK
    page.emulate_media(color_scheme="light")
    assert paper(page) == LIGHT


def test_theme_without_script_is_the_devices_and_paper_is_white(open_context):
    page = open_context(color_scheme="dark", java_script_enabled=False).new_page()
    page.goto("/en/")

    assert not page.locator("[data-theme]").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator("html").evaluate("page => getComputedStyle(page).getPropertyValue('--paper')") == "#fffdf8"


# Words that have the colour of what lies behind them.
UNSEEN = """() => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const unseen = [];
    while (words.nextNode()) {
        const own = words.currentNode.parentElement;
        if (!words.currentNode.data.trim() || !own.checkVisibility({visibilityProperty: true})) continue;
        const isClear = (part) => /^rgba.* 0\\)$/.test(getComputedStyle(part).backgroundColor);
        let behind = own;
        while (behind.parentElement && isClear(behind)) behind = behind.parentElement;
        if (getComputedStyle(own).color === getComputedStyle(behind).backgroundColor) unseen.push(own.outerHTML);
    }
    return unseen;
}"""


def test_no_word_is_lost_where_the_device_chooses_all_colours(open_context, shoot):
    story = factories.make_article(title_en="Old bridge opens", body_en="<p>The bridge is open.</p>")
    page = watched(open_context(viewport=PHONE, color_scheme="dark", forced_colors="active").new_page())

    unseen = {}
    for path in ("/en/search/?q=bridge", story.address("en"), f"/en/correct/{story.pk}/", "/en/nothing/"):
        page.goto(path)
        unseen[path] = page.evaluate(UNSEEN)
        if "search" in path:
            assert page.locator("mark").count() > 0
            shoot(page, "forced-colours")

    assert not any(unseen.values()), unseen
