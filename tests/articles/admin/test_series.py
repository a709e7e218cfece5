"""The desk's page for a series."""

import pytest
from django.urls import reverse

from articles.models import Redirect, Series, SeriesEntry
from tests import factories
from tests.articles.admin.form_data import opened

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/series/add/"


def change(row):
    return reverse("admin:articles_series_change", args=[row.pk])


def rows(*stories, first=0):
    """What the browser sends for new rows of stories."""
    sent = {"entries-TOTAL_FORMS": first + len(stories)}
    for place, story in enumerate(stories, first):
        sent |= {f"entries-{place}-article": story.pk, f"entries-{place}-position": place, f"entries-{place}-id": ""}
    return sent


def told(response):
    """Every error of the rows."""
    (formset,) = response.context["inline_admin_formsets"]
    return [error for form in formset.formset.forms for errors in form.errors.values() for error in errors]


def test_series_is_made_with_its_stories_in_order(chief, purged):
    one, two = factories.make_article(), factories.make_article()

    chief.post(ADD, opened(chief, ADD) | {"name_ar": "سنة النهر", "name_en": "River year"} | rows(two, one))

    row = Series.objects.get()
    assert list(row.entries.values_list("article", flat=True)) == [two.pk, one.pk]
    assert (row.slug_ar, row.slug_en) == ("سنة-النهر", "river-year")
    assert {f"article-{one.pk}", f"article-{two.pk}", f"series-{row.pk}-ar"} <= purged()


def test_order_is_changed_and_the_pages_of_the_series_renewed(chief, purged):
    one, two = factories.make_article(), factories.make_article()
    row = factories.make_series(one, two)

    chief.post(change(row), opened(chief, change(row)) | {"entries-0-position": 1, "entries-1-position": 0})

    assert list(row.entries.values_list("article", flat=True)) == [two.pk, one.pk]
    assert f"series-{row.pk}-en" in purged()


def test_story_of_another_series_is_refused_and_that_series_named(chief):
    story = factories.make_article()
    factories.make_series(story, name_en="Elsewhere")

    response = chief.post(ADD, opened(chief, ADD) | {"name_en": "Here"} | rows(story))

    assert told(response) == ["This story stands in the series “Elsewhere” already. Take it out there first."]
    assert SeriesEntry.objects.count() == 1


def test_story_twice_in_one_series_is_refused(chief):
    story = factories.make_article()

    response = chief.post(ADD, opened(chief, ADD) | {"name_en": "Here"} | rows(story, story))

    assert told(response) == ["This story is in the series twice."]
    assert not Series.objects.exists()


def test_story_taken_out_and_put_back_in_one_act_stays(chief):
    story = factories.make_article()
    row = factories.make_series(story)

    sent = opened(chief, change(row)) | rows(story, first=1) | {"entries-0-DELETE": "on"}
    response = chief.post(change(row), sent)

    assert response.status_code == 302
    assert list(row.entries.values_list("article", flat=True)) == [story.pk]


def test_unknown_story_is_refused(chief):
    story = factories.make_article()

    response = chief.post(
        ADD, opened(chief, ADD) | {"name_en": "Here"} | rows(story) | {"entries-0-article": "999999"}
    )

    assert len(told(response)) == 1
    assert not Series.objects.exists()


def test_renamed_series_is_found_under_its_old_address(chief, client):
    row = factories.make_series(slug_en="one")

    chief.post(change(row), opened(chief, change(row)) | {"slug_en": "two"})

    assert Redirect.objects.values_list("old_path", "new_path").get() == ("/en/series/one/", "/en/series/two/")


def test_deleted_series_leaves_its_stories(chief, purged):
    story = factories.make_article()
    row = factories.make_series(story)

    chief.post(reverse("admin:articles_series_delete", args=[row.pk]), {"post": "yes"})

    assert not Series.objects.exists()
    story.refresh_from_db()
    assert f"series-{row.pk}-en" in purged()


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_a_flat_number_of_questions(chief, count, django_assert_num_queries):
    for _ in range(count):
        factories.make_series(factories.make_article())
    chief.get("/admin/articles/series/")

    with django_assert_num_queries(5):
        chief.get("/admin/articles/series/")


@pytest.mark.parametrize("count", [1, 3])
def test_form_asks_a_flat_number_of_questions(chief, count, django_assert_max_num_queries):
    row = factories.make_series(*(factories.make_article() for _ in range(count)))
    chief.get(change(row))

    with django_assert_max_num_queries(6 + count):  # each chosen story is named by the browser's own list
        chief.get(change(row))


@pytest.mark.parametrize(("group", "status"), [("editor", 200), ("chief_editor", 200), ("translator", 403)])
def test_editors_make_series(signed_in_as, group, status):
    assert signed_in_as(group).get(ADD).status_code == status
