"""Rows chosen by searching: strange numbers are a form's error, never a broken page."""

import pytest
from django.urls import reverse

from articles.models import Article
from tests import factories
from tests.articles.admin.form_data import opened

pytestmark = pytest.mark.django_db

STRANGE = ["x", "1.5", "\u0661", "9" * 5000, "1\0"]
STORY_FIELDS = ["topics", "lead_photo", "section", "bylines-0-contributor", "related_links-0-story"]
OTHERS = [("breakingnews", "story"), ("correction", "article"), ("series", "entries-0-article")]


@pytest.fixture
def chief(client):
    """A client signed in as someone who may do everything."""
    client.force_login(factories.make_editor())
    return client


@pytest.mark.parametrize("field", STORY_FIELDS)
def test_story_with_a_strange_number_is_shown_again_with_the_error(chief, field):
    story = factories.make_article()
    factories.make_byline(story)
    address = reverse("admin:articles_article_change", args=[story.pk])
    typed = opened(chief, address) | {"title_en": "Kept in the form", "related_links-TOTAL_FORMS": "1"}

    for sent in STRANGE:
        answer = chief.post(address, typed | {field: [sent]})

        assert answer.status_code == 200, sent[:6]
        assert "errorlist" in answer.content.decode(), sent[:6]
        assert "Kept in the form" in answer.content.decode(), sent[:6]
    assert Article.objects.get().title_en != "Kept in the form"


@pytest.mark.parametrize("sent", STRANGE, ids=lambda sent: sent[:6])
@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("article", "topics"),
        ("article", "lead_photo"),
        ("article", "section"),
        ("breakingnews", "story"),
        ("correction", "article"),
        ("series", "name_en"),
    ],
)
def test_address_with_a_strange_number_opens_the_empty_form(chief, model, field, sent):
    factories.make_section()

    answer = chief.get(reverse(f"admin:articles_{model}_add"), {field: sent})

    assert answer.status_code == 200


@pytest.mark.parametrize("sent", STRANGE, ids=lambda sent: sent[:6])
@pytest.mark.parametrize(("model", "field"), OTHERS)
def test_other_forms_with_a_strange_number_are_shown_again(chief, model, field, sent):
    address = reverse(f"admin:articles_{model}_add")
    rows = {"entries-TOTAL_FORMS": "1", "entries-INITIAL_FORMS": "0"}

    answer = chief.post(address, opened(chief, address) | rows | {field: sent})

    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
