"""Latin in Arabic and Arabic in Latin read in the right order with their signs, measured where the letters stand."""

import pytest

from tests import factories
from tests.browser.conftest import PHONE, watched
from tests.browser.hard_cases import CASES

pytestmark = pytest.mark.django_db(transaction=True)

# Where each piece of a line stands: [piece, left edge, top edge], in the order in which the pieces are given.
PLACES = """
(line, pieces) => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
    const nodes = []
    for (let text = "", node; (node = walker.nextNode()); text += node.data) nodes.push([node, text.length])
    const point = (place) => {
        const [node, start] = nodes.findLast(([, start]) => start <= place)
        return [node, place - start]
    }
    return pieces.map((piece) => {
        const start = line.textContent.lastIndexOf(piece)
        const range = document.createRange()
        range.setStart(...point(start))
        const [node, end] = point(start + piece.length - 1)
        range.setEnd(node, end + 1)
        const boxes = [...range.getClientRects()].filter((box) => box.width)
        return [piece, Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.top))]
    })
}
"""
WITHOUT_ISOLATION = "document.querySelectorAll('.body bdi').forEach((each) => each.replaceWith(...each.childNodes))"


def order_of(line, pieces):
    """Name the pieces of a line from left to right; they must stand on one line."""
    places = line.evaluate(f"(line, pieces) => ({PLACES})(line, pieces)", pieces)
    assert max(top for _, _, top in places) - min(top for _, _, top in places) < 12, places
    return [piece for piece, _, _ in sorted(places, key=lambda place: place[1])]


@pytest.fixture
def hard_story():
    """A story of hard cases in both languages, with names of both scripts in its byline."""
    story = factories.make_article(
        title_ar="NATO: 3 قتلى في C++",
        title_en="Old bridge «الجسر القديم!» and حلب, حمص",
        body_ar="".join(case.paragraph for case in CASES["ar"]),
        body_en="".join(case.paragraph for case in CASES["en"]),
    )
    for name in ("ليلى الحلبي", "Anna Berg"):
        factories.make_byline(story, contributor=factories.make_contributor(name_ar=name, name_en=name))
    return story


@pytest.mark.parametrize("language", ["ar", "en"])
def test_both_scripts_stand_in_reading_order(page, shoot, hard_story, language):
    page.goto(hard_story.address(language))
    shoot(page, f"hard-cases-{language}")
    lines = page.locator(".body > p").all()
    cases = CASES[language]

    orders = [order_of(line, case.from_left) for line, case in zip(lines, cases, strict=True)]

    assert orders == [case.from_left for case in cases]
    assert page.complaints == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_without_our_isolation_the_hard_cases_break(page, shoot, hard_story, language):
    page.goto(hard_story.address(language))
    page.evaluate(WITHOUT_ISOLATION)
    shoot(page, f"hard-cases-{language}-without-isolation")
    lines = page.locator(".body > p").all()
    cases = CASES[language]

    right = [order_of(line, case.from_left) == case.from_left for line, case in zip(lines, cases, strict=True)]

    assert right == [case.alone for case in cases]


def test_headline_and_byline_keep_their_order(page, hard_story):
    page.goto(hard_story.address("ar"))

    headline = order_of(page.locator("h1"), ["NATO", "3", "قتلى", "C", "++"])
    byline = order_of(page.locator(".byline").first, ["بقلم", "ليلى", "Anna", "Berg"])

    assert headline == ["C", "++", "قتلى", "3", "NATO"]
    assert byline == ["Anna", "Berg", "ليلى", "بقلم"]


def test_hard_cases_fit_a_phone(open_context, shoot, hard_story):
    page = watched(open_context(viewport=PHONE, color_scheme="dark").new_page())

    page.goto(hard_story.address("ar"))
    shoot(page, "hard-cases-ar-phone-dark")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
