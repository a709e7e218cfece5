"""Bylines and related links on the form of a story."""

import pytest
from django.urls import reverse

from articles.models import Byline, RelatedLink
from tests import factories
from tests.articles.admin.form_data import opened

pytestmark = pytest.mark.django_db


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def links(*rows):
    """What the form sends for these new links."""
    sent = {"related_links-TOTAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        sent |= {f"related_links-{number}-{name}": value for name, value in row.items()}
        sent[f"related_links-{number}-position"] = number
    return sent


def told(response):
    """All errors of the links' rows."""
    formset = next(
        each.formset for each in response.context["inline_admin_formsets"] if "related" in each.formset.prefix
    )
    return [error for form in formset for errors in form.errors.values() for error in errors]


def test_links_are_kept_in_the_order_of_the_screen(chief):
    story, first = factories.make_article(live=""), factories.make_article()
    outside = {"url": "https://example.org/", "title_ar": "رابط", "title_en": "A link"}

    chief.post(change(story), opened(chief, change(story)) | links({"story": first.pk}, outside))

    rows = RelatedLink.objects.filter(article=story)
    assert [(row.story, row.url, row.title_ar) for row in rows] == [
        (first, "", None),
        (None, "https://example.org/", "رابط"),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"title_en": "Nowhere"}, "Choose a story of ours or give an outside address."),
        ({"url": "javascript:alert(1)", "title_en": "x"}, "Give a web address that begins with https:// or http://."),
        ({"url": "ftp://example.org/", "title_en": "x"}, "Give a web address that begins with https:// or http://."),
        ({"url": "https://example.org/"}, "Give the outside link a title in at least one language."),
    ],
)
def test_a_wrong_link_is_told_in_its_own_words(chief, row, reason):
    story = factories.make_article(live="")

    response = chief.post(change(story), opened(chief, change(story)) | links(row))

    assert told(response) == [reason]
    assert RelatedLink.objects.count() == 0


def test_a_link_to_a_story_and_outside_at_once_is_refused(chief):
    story, other = factories.make_article(live=""), factories.make_article()
    row = {"story": other.pk, "url": "https://example.org/", "title_en": "x"}

    response = chief.post(change(story), opened(chief, change(story)) | links(row))

    assert told(response) == ["Choose a story of ours or give an outside address, not both."]


def test_a_link_to_itself_is_refused(chief):
    story = factories.make_article(live="")

    response = chief.post(change(story), opened(chief, change(story)) | links({"story": story.pk}))

    assert told(response) == ["A story cannot be related to itself."]


def test_the_same_link_twice_is_refused_at_the_second(chief):
    story, other = factories.make_article(live=""), factories.make_article()

    response = chief.post(
        change(story), opened(chief, change(story)) | links({"story": other.pk}, {"story": other.pk})
    )

    assert told(response) == ["This link is already in the list."]


def test_a_row_that_was_added_and_left_empty_is_no_error(chief):
    story = factories.make_article(live="")

    response = chief.post(change(story), opened(chief, change(story)) | links({}, {}))

    assert response.status_code == 302
    assert RelatedLink.objects.count() == 0


def test_a_byline_twice_in_one_role_is_refused(chief):
    story, person = factories.make_article(live=""), factories.make_contributor()
    sent = {"bylines-TOTAL_FORMS": 2}
    for number in range(2):
        sent |= {f"bylines-{number}-contributor": person.pk, f"bylines-{number}-role": "author"}

    response = chief.post(change(story), opened(chief, change(story)) | sent)

    assert "This person already has this role in the story." in response.content.decode()
    assert Byline.objects.count() == 0


@pytest.mark.parametrize("term", ["pump", "PUMP", "المضخة"])
def test_stories_are_found_by_either_headline(chief, term):
    found = factories.make_article(title_ar="المضخة القديمة", title_en="The old pump")
    factories.make_article()
    asked = {"app_label": "articles", "model_name": "relatedlink", "field_name": "story", "term": term}

    response = chief.get("/admin/autocomplete/", asked)

    results = response.json()["results"]
    assert [row["id"] for row in results] == [str(found.pk)]
    assert "المضخة القديمة" in results[0]["text"]
    assert "The old pump" in results[0]["text"]


def test_a_search_for_nul_finds_nothing(chief):
    factories.make_article()
    asked = {"app_label": "articles", "model_name": "relatedlink", "field_name": "story", "term": "\x00"}

    assert chief.get("/admin/autocomplete/", asked).json()["results"] == []
