"""The list of stories."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Parity, ReviewComment, State, Translation
from tests import factories

pytestmark = pytest.mark.django_db

QUERIES = 6
LIST = "/admin/articles/article/"


def shown(response):
    return [story.pk for story in response.context["cl"].result_list]


def test_list_names_both_headlines_in_their_languages_and_both_states(chief):
    moment = timezone.now() + timedelta(hours=3)
    factories.make_article(
        live="ar", title_ar="مطر", title_en="Rain", state_en=State.PUBLISHED, published_at_en=moment
    )

    page = chief.get(LIST).content.decode()

    assert '<span class="headline" lang="ar" dir="rtl">مطر</span>' in page
    assert '<span class="headline" lang="en" dir="ltr">Rain</span>' in page
    assert '<span class="state state-live">Live</span>' in page
    assert '<span class="state state-scheduled">Scheduled</span>' in page
    assert timezone.localtime(moment).strftime("%H:%M") in page


@pytest.mark.parametrize(
    ("query", "names"), [("arabic=live", "live"), ("arabic=scheduled", "later"), ("arabic=draft", "draft")]
)
def test_list_is_narrowed_by_where_a_language_stands(chief, query, names):
    stories = {
        "live": factories.make_article(live="ar"),
        "later": factories.make_article(
            live="", state_ar=State.PUBLISHED, published_at_ar=timezone.now() + timedelta(hours=1)
        ),
        "draft": factories.make_article(live="en"),
    }

    response = chief.get(f"{LIST}?{query}")

    assert shown(response) == [stories[names].pk]


def test_search_looks_into_standfirsts_too(chief):
    found = factories.make_article(standfirst_en="About a lighthouse")
    factories.make_article()

    assert shown(chief.get(f"{LIST}?q=LIGHTHOUSE")) == [found.pk]


def test_search_for_nul_is_answered(chief):
    assert chief.get(f"{LIST}?q=%00").status_code == 200


def test_filter_with_nul_is_turned_back(chief):
    assert chief.get(LIST, {"original_language": "\0"}).status_code == 302
    assert chief.get("/admin/articles/breakingnews/", {"language": "\0"}).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions_for_any_number_of_stories(chief, django_assert_num_queries, count):
    for _ in range(count):
        story = factories.make_article(lead_photo=factories.make_photo())
        story.topics.add(factories.make_topic())
    chief.get(LIST)

    with django_assert_num_queries(QUERIES):
        chief.get(LIST)


def test_search_is_answered_from_the_index():
    found = Article.objects.order_by().only("pk").filter(title_en__icontains="lighthouse")
    sql, values = found.query.get_compiler("default").as_sql()

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", values)
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "article_title_en_trgm" in plan


def test_list_marks_what_waits_on_a_story(chief):
    story = factories.make_article(
        pending_en=True,
        embargo_until=timezone.now() + timedelta(hours=2),
        owner=factories.make_staff(username="rana"),
    )
    Translation.objects.create(article=story, language="en", state=Parity.SOURCE_CHANGED, words_behind=7)
    ReviewComment.objects.create(article=story, text="Done.", resolved_at=timezone.now())
    ReviewComment.objects.create(article=story, text="Open.")

    page = chief.get(LIST).content.decode()

    assert f"/admin/articles/article/{story.pk}/history/compare/?from=public&amp;to=working" in page
    assert 'unpublished changes: <bdi lang="en">English</bdi>' in page
    assert "embargo until" in page
    assert "1 comment</a>" in page
    assert "Source changed by 7 words" in page
    assert '<bdi class="owner">rana</bdi>' in page


def test_list_marks_nothing_on_a_calm_story(chief):
    factories.make_article(embargo_until=timezone.now() - timedelta(hours=2))

    page = chief.get(LIST).content.decode()

    assert "is-pending" not in page
    assert "is-embargo" not in page
    assert "is-said" not in page


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("mine=owner", "own"),
        ("mine=translator", "translated"),
        ("changes=unpublished", "pending"),
        ("parity=minor_changes", "translated"),
    ],
)
def test_list_is_narrowed_to_what_somebody_has_to_do(client, query, name):
    me = factories.make_editor()
    client.force_login(me)
    stories = {
        "own": factories.make_article(owner=me),
        "translated": factories.make_article(),
        "pending": factories.make_article(pending_ar=True),
    }
    Translation.objects.create(
        article=stories["translated"], language="en", translator=me, state=Parity.MINOR_CHANGES
    )

    assert shown(client.get(f"{LIST}?{query}")) == [stories[name].pk]


def test_list_narrows_to_a_topic_and_to_having_none(chief):
    topic = factories.make_topic()
    filed, loose = factories.make_article(), factories.make_article()
    filed.topics.add(topic, factories.make_topic())

    assert shown(chief.get(f"{LIST}?topic={topic.pk}")) == [filed.pk]
    assert shown(chief.get(f"{LIST}?topic=none")) == [loose.pk]
    assert shown(chief.get(f"{LIST}?topic={'9' * 5_000}")) == []


@pytest.mark.parametrize("query", ["o=6", "arabic=withdrawn", "kind__exact=photo_story", "section__id__exact=1"])
def test_list_can_be_read_in_the_order_of_an_index(chief, query):
    """With sorting forbidden, Postgres sorts only where no index has the order: few rows tell as much as many."""
    with CaptureQueriesContext(connection) as asked, connection.cursor() as cursor:
        chief.get(f"{LIST}?{query}")
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_incremental_sort = off"
        )
        listing = next(q["sql"] for q in asked.captured_queries if "LIMIT 50" in q["sql"] or "owner_id" in q["sql"])
        cursor.execute(f"EXPLAIN {listing}")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "_saved" in plan
    assert "Sort" not in plan
