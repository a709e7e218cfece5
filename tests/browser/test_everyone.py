"""The hurdles that walks over the pages look for are found where they are."""

import pytest

from tests import factories
from tests.browser import everyone

pytestmark = pytest.mark.django_db(transaction=True)

HURDLES = {
    "link => { link.tabIndex = 1 }": "the first stop is ",
    "link => { link.style.outline = 'none' }": "no ring around ",
    "link => { link.style.position = 'fixed'; link.style.top = '-99px' }": "out of sight: ",
    "link => link.addEventListener('focus', () => link.blur())": "Tab passes over ",
    "link => { link.style.padding = '0'; link.style.lineHeight = '1' }": "small target: ",
}


def test_hurdle_is_found_where_it_was_put(page):
    factories.make_section(name_en="Harbour", slug_en="harbour")
    page.goto("/en/")
    clean = everyone.keyboard_faults(page) + everyone.hard_to_hit(page)

    found = {}
    for change, fault in HURDLES.items():
        page.reload()
        page.locator("nav a", has_text="Harbour").first.evaluate(change)
        faults = everyone.keyboard_faults(page) + everyone.hard_to_hit(page)
        found[change] = next((fault for line in faults if line.startswith(fault) and "harbour" in line), faults)

    assert clean == []
    assert found == HURDLES
