"""Corrections in a real browser: from the story's form to its readers, and the answer of the other version."""

import pytest
from playwright.sync_api import expect

from articles.models import Correction
from tests import factories
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("language", "viewport"), [pytest.param("en", None, marks=pytest.mark.soak), ("ar", PHONE)])
def test_correction_is_published_answered_and_read(open_desk, shoot, language, viewport):
    story = factories.make_article(title_en="Boats at dawn")
    factories.make_article(title_en="Bread")
    editor = factories.make_editor(interface_language=language)
    page = open_desk(editor, **({"viewport": viewport} if viewport else {}))

    page.goto("/admin/articles/correction/add/")
    page.click(".field-article .select2-selection")
    page.fill(".select2-search__field", "Boats")
    expect(page.locator(".select2-results__option")).to_have_count(1)
    page.click(".select2-results__option")
    page.select_option("#id_language", "en")
    page.select_option("#id_kind", "correction")
    page.fill("#id_text", "Nine boats, not six.")
    shoot(page, f"correction-{language}")
    page.click("[name=_save]")
    page.wait_for_url("**/admin/articles/correction/")
    shoot(page, f"corrections-{language}")
    page.click("a.owes")
    page.check("[name=answer][value=corrected]")
    page.fill("[name=text]", "تسعة قوارب لا ستة.")
    shoot(page, f"correction-answer-{language}")
    page.click("#answer_form [type=submit]")
    page.wait_for_url("**/admin/articles/correction/")
    page.goto(story.address("ar"))

    expect(page.locator(".amendment")).to_contain_text("تسعة قوارب لا ستة.")
    assert Correction.objects.unanswered().count() == 0
    assert page.complaints == []
