"""Deleting stories as the groups of the newsroom may, from the form and from the list."""

import pytest
from django.urls import reverse

from articles.models import Article, Draft, ReviewComment, Translation
from tests import factories

pytestmark = pytest.mark.django_db


def with_all_around(live: str = "") -> Article:
    """A story that has everything around it that nobody deletes by itself."""
    story = factories.make_article(live=live)
    Translation.objects.update_or_create(article=story, defaults={"language": "en"})
    ReviewComment.objects.create(article=story, text="Who said so?", by=None)
    factories.make_correction(story)
    return story


def delete(story: Article) -> str:
    return reverse("admin:articles_article_delete", args=[story.pk])


def test_a_chief_editor_deletes_a_story_with_all_that_belongs_to_it(signed_in_as):
    story = with_all_around(live="ar en")

    signed_in_as("chief_editor").post(delete(story), {"post": "yes"})

    assert not Article.objects.exists()


def test_a_chief_editor_deletes_stories_from_the_list(signed_in_as):
    one, two = with_all_around(live="ar en"), with_all_around(live="ar en")
    sent = {"action": "delete_selected", "_selected_action": [one.pk, two.pk], "post": "yes"}

    signed_in_as("chief_editor").post(reverse("admin:articles_article_changelist"), sent)

    assert not Article.objects.exists()


def test_the_question_counts_what_goes_and_says_what_readers_would_miss(signed_in_as):
    story = with_all_around(live="ar en")
    Draft.objects.create(article=story, user=factories.make_editor(), typed={"title_en": "Half a headline"})

    page = signed_in_as("chief_editor").get(delete(story)).content.decode()

    assert "readers can see it" in page
    assert "Corrections: 1" in page
    assert "Unsaved texts: 1" in page
    assert "Half a headline" not in page
    assert "Who said so?" not in page


def test_a_headline_in_the_question_is_text(signed_in_as):
    story = factories.make_article(
        live="", title_en="<script>alert(1)</script>", title_ar="<script>alert(1)</script>"
    )

    page = signed_in_as("chief_editor").get(delete(story)).content.decode()

    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("group", ["editor", "reporter", "translator"])
def test_nobody_else_deletes_stories(signed_in_as, group):
    story = with_all_around()

    response = signed_in_as(group).post(delete(story), {"post": "yes"})

    assert response.status_code in (302, 403)
    assert Article.objects.exists()
