"""The browser reaches the site at all."""

from tests.browser.conftest import watched


def test_front_door_follows_the_browsers_language(open_context):
    page = watched(open_context(locale="ar").new_page())

    page.goto("/")

    assert page.url.endswith("/ar/")
    assert page.complaints == []
