"""The door in a real browser: a passkey, an app's code, and no complaint on any of its pages, in both languages."""

import pytest
from playwright.sync_api import expect

from tests import door, factories
from tests.browser.conftest import ARABIC_FIRST, EVERY_LOOK, PHONE, watched

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_localhost(open_context, live_server):
    """Open a page under a name: a passkey belongs to one, never to a number."""
    assert live_server.url.startswith("http://localhost:")

    def make(**options):
        return watched(open_context(**options).new_page())

    return make


def plug_in(page):
    """Give the browser a device that keeps passkeys and knows its owner."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def give_password(page, name="mira"):
    page.fill("#id_login", name)
    page.fill("#id_password", door.PASSWORD)
    page.press("#id_password", "Enter")


def leave(page):
    page.goto("/admin/")
    page.click("#logout-form button")
    page.wait_for_url("**/admin/account/login/**")


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_new_editor_adds_a_passkey_and_enters_with_it(at_localhost, shoot, language):
    factories.make_editor(username="mira", email="mira@example.org", interface_language=language)
    page = at_localhost(locale=language)
    plug_in(page)
    page.goto("/admin/")
    shoot(page, f"door-login-{language}")
    give_password(page)
    shoot(page, f"door-first-{language}")

    page.click(".factor [href$='passkeys/add/']")
    shoot(page, f"door-passkey-add-{language}")
    page.click("#passkey")
    expect(page.locator(".codes li")).to_have_count(10)
    shoot(page, f"door-codes-{language}")
    leave(page)
    page.click("#passkey")

    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    page.wait_for_url("**/admin/")
    expect(page.locator("#logout-form")).to_be_visible()
    assert page.complaints == []


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_new_editor_adds_an_app_and_enters_with_its_code(at_localhost, shoot, language):
    factories.make_editor(username="mira", email="mira@example.org", interface_language=language)
    page = at_localhost(locale=language, viewport=PHONE)
    page.goto("/admin/")
    shoot(page, f"door-phone-login-{language}")
    give_password(page)
    page.click(".factor [href$='app/add/']")
    key = page.locator(".secret").text_content()
    shoot(page, f"door-phone-app-{language}")

    page.fill("#id_code", door.code(key))
    page.press("#id_code", "Enter")
    expect(page.locator(".codes li")).to_have_count(10)
    shoot(page, f"door-phone-codes-{language}")
    leave(page)
    give_password(page)
    shoot(page, f"door-phone-code-{language}")
    page.fill("#id_code", door.code(key, steps=1))
    page.press("#id_code", "Enter")

    page.wait_for_url("**/admin/")
    expect(page.locator("#logout-form")).to_be_visible()
    assert page.complaints == []


@pytest.mark.parametrize(("language", "look", "viewport"), EVERY_LOOK)
def test_no_page_of_the_door_makes_the_browser_complain(at_localhost, shoot, language, look, viewport):
    user = factories.make_editor(username="mira", email="mira@example.org", interface_language=language)
    page = at_localhost(locale=language, color_scheme=look, viewport=viewport)
    plug_in(page)
    for name in ("forgot/", "forgot/sent/", "forgot/done/", "forgot/1-abc/"):
        page.goto(f"/admin/account/{name}")
        shoot(page, f"door-{name.replace('/', '-')}{language}-{look}")
    door.walk_in(page, user)

    for name in ("", "app/remove/", "passkeys/add/", "codes/new/", "sessions/", "password/", "again/", "again/code/"):
        page.goto(f"/admin/account/{name}")
        shoot(page, f"door-{name.replace('/', '-')}{language}-{look}")
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]

    assert page.complaints == []


def test_passkey_that_is_not_taken_is_said_so(at_localhost):
    page = at_localhost()
    plug_in(page)
    page.goto("/admin/")

    page.click("#passkey")

    expect(page.locator("#passkey-failed")).to_be_visible()
    assert page.complaints == []
