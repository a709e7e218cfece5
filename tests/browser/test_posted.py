"""A browser without JavaScript whose session ended: the words come back, and are saved after the sign-in."""

import pytest
from django.conf import settings
from django.urls import reverse

from articles import revisions
from tests import factories
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def test_words_without_javascript_outlive_the_session(open_desk, shoot):
    story = factories.make_article(title_ar="الميناء")
    editor = factories.make_editor(interface_language="ar")
    page = open_desk(editor, java_script_enabled=False, viewport=PHONE, color_scheme="dark", locale="ar")
    page.goto(reverse("admin:articles_article_change", args=[story.pk]))
    page.fill("#id_title_ar", "الميناء يُفتح قبل الفجر")
    session = [cookie for cookie in page.context.cookies() if cookie["name"] == settings.SESSION_COOKIE_NAME]

    page.context.clear_cookies()
    page.press("#id_title_ar", "Enter")
    shoot(page, "signed-out")
    page.context.add_cookies(session)
    page.click("#posted-form [type=submit]")
    page.wait_for_url("**/change/")

    assert page.locator("#id_title_ar").input_value() == "الميناء يُفتح قبل الفجر"
    assert revisions.working_copy(story).text("title", "ar") == "الميناء يُفتح قبل الفجر"
