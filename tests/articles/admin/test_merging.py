"""The action "merge" on the lists of contributors and topics."""

import pytest

from articles.models import Contributor, Topic
from tests import factories

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/articles/contributor/"
TOPICS = "/admin/articles/topic/"


def asked(*rows, **more):
    """What the list, and then the page that asks, send."""
    return {"action": "merge", "_selected_action": [row.pk for row in rows]} | more


def confirmed(*rows, keep):
    return asked(*rows, confirmed="1", keep=getattr(keep, "pk", keep))


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_page_says_what_moves_which_words_differ_and_offers_the_busier_one(chief):
    quiet = factories.make_contributor(name_ar="سلمى", name_en="Salma", slug_en="salma", bio_en=None, bio_ar=None)
    busy = factories.make_contributor(name_ar="سلمى", name_en="Selma", slug_en="selma", bio_en="Writes.")
    story = factories.make_article()
    for role in ("author", "photographer"):
        factories.make_byline(story, contributor=busy, role=role)

    response = chief.post(PEOPLE, asked(quiet, busy))

    first, second = response.context["candidates"]
    assert [candidate["row"].stories for candidate in (first, second)] == [0, 1]
    assert [candidate["lines"] for candidate in (first, second)] == [0, 2]
    assert [candidate["is_offered"] for candidate in (first, second)] == [False, True]
    arabic, english = first["versions"]
    assert [word["differs"] for word in arabic["words"]] == [False, True, False]  # name, address, about
    assert [word["differs"] for word in english["words"]] == [True, True, False]
    page = response.content.decode()
    assert "1 story · 2 bylines" in page
    assert f'name="keep" value="{busy.pk}" required checked' in page
    assert Contributor.objects.count() == 2


def test_confirmed_merge_is_done_and_told(chief):
    kept, gone = factories.make_topic(name_en="Rivers"), factories.make_topic()

    response = chief.post(TOPICS, confirmed(kept, gone, keep=kept), follow=True)

    assert messages(response) == ["One row was merged into “Rivers”. Its old addresses lead there."]
    assert Topic.objects.get() == kept


def test_posting_the_confirmation_again_changes_nothing(chief):
    kept, gone = factories.make_topic(), factories.make_topic()
    sent = confirmed(kept, gone, keep=kept)
    chief.post(TOPICS, sent, follow=True)

    response = chief.post(TOPICS, sent, follow=True)

    assert messages(response) == ["One of them was merged or deleted meanwhile. Nothing was changed."]
    assert Topic.objects.get() == kept


@pytest.mark.parametrize("keep", ["", "0", "999999", "x", "-1", "١"])
def test_keeping_a_row_that_was_not_chosen_is_refused(chief, keep):
    rows = factories.make_topic(), factories.make_topic()

    response = chief.post(TOPICS, confirmed(*rows, keep=keep), follow=True)

    assert len(messages(response)) == 1
    assert Topic.objects.count() == 2


def test_one_row_or_too_many_are_not_merged(chief):
    rows = [factories.make_topic() for _ in range(21)]

    for chosen in (rows[:1], rows):
        response = chief.post(TOPICS, asked(*chosen), follow=True)

        assert messages(response) == ["Choose at least two rows to merge, and 20 rows at most."]


@pytest.mark.parametrize(("group", "left"), [("chief_editor", 1), ("editor", 2), ("translator", 2), ("finance", 2)])
def test_only_who_may_delete_may_merge(signed_in_as, group, left):
    kept, gone = factories.make_topic(), factories.make_topic()

    signed_in_as(group).post(TOPICS, confirmed(kept, gone, keep=kept))

    assert Topic.objects.count() == left


def test_words_of_a_hostile_name_stay_words(chief):
    rows = factories.make_topic(name_en="<script>alert(1)</script>"), factories.make_topic()

    page = chief.post(TOPICS, asked(*rows)).content.decode()

    assert "<script>alert" not in page


@pytest.mark.parametrize("count", [2, 6])
def test_page_asks_a_flat_number_of_questions(chief, count, django_assert_max_num_queries):
    rows = [factories.make_contributor() for _ in range(count)]
    for row in rows:
        factories.make_byline(factories.make_article(), contributor=row)
    chief.get(PEOPLE)

    with django_assert_max_num_queries(6):
        chief.post(PEOPLE, asked(*rows))
