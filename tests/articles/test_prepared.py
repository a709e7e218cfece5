"""Questions that Postgres plans once for each connection."""

import pytest
from django.db import connection

from articles import cards, story_page
from articles.models import Section
from articles.prepared import Prepared, PreparedSQL, number
from tests import factories

pytestmark = pytest.mark.django_db


def planned() -> int:
    """Count the plans that this connection keeps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'prepared_%'")
        return cursor.fetchone()[0]


def section_by_number() -> Prepared:
    return Prepared(lambda: Section.objects.filter(pk=number("pk"), name_en__contains="100%"))


def test_question_is_planned_once_and_asked_with_other_values():
    first, second = factories.make_section(name_en="100% one"), factories.make_section(name_en="100% two")
    question = section_by_number()
    before = planned()

    answers = [question.objects(pk=row.pk) for row in (first, second, first)]

    assert answers == [[first], [second], [first]]
    assert planned() == before + 1


def test_question_is_planned_anew_on_a_new_connection():
    section = factories.make_section(name_en="100% one")
    question = section_by_number()
    question.objects(pk=section.pk)
    question._planned_on.clear()
    with connection.cursor() as cursor:
        cursor.execute(f"DEALLOCATE {question._name}")

    assert question.objects(pk=section.pk) == [section]


def test_question_keeps_no_plan_behind_a_pooler(monkeypatch):
    section = factories.make_section(name_en="100% one")
    question, before = section_by_number(), planned()
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)

    answer = question.objects(pk=section.pk)

    assert answer == [section]
    assert planned() == before


@pytest.mark.parametrize("has_pooler", [False, True])
def test_sql_by_hand_is_asked_with_its_values_in_their_holes(monkeypatch, has_pooler):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", has_pooler)
    question = PreparedSQL("SELECT %(word)s || '%%' AS said, %(word)s = %(other)s AS same", word="text", other="text")
    before = planned()

    answers = [question.rows(word=word, other="a'b") for word in ("a'b", "%s")]

    assert answers == [[{"said": "a'b%", "same": True}], [{"said": "%s%", "same": False}]]
    assert planned() == before + (not has_pooler)


def test_value_is_a_parameter_and_never_sql():
    with pytest.raises(Exception, match="invalid input syntax"):
        section_by_number().objects(pk="1; DROP TABLE articles_section")


@pytest.mark.django_db(transaction=True)
def test_question_outlives_a_connection_that_breaks_between_two_requests():
    section = factories.make_section(name_en="100% one")
    question = section_by_number()
    question.objects(pk=section.pk)
    connection.connection.close()
    connection.health_check_enabled, connection.health_check_done = True, False  # as at the start of a request

    assert question.objects(pk=section.pk) == [section]


@pytest.mark.django_db(transaction=True)
def test_question_outlives_a_column_that_a_migration_widens():
    story = factories.make_article(title_en="Water")
    story_page.load(story.pk, "en")
    cards.load([story.pk], "en")

    _change_type("varchar(201)")
    try:
        page, found = story_page.load(story.pk, "en"), cards.load([story.pk], "en")
    finally:
        _change_type("varchar(200)")

    assert page.story.words("title", "en") == "Water"
    assert found[story.pk].words("title", "en") == "Water"


def _change_type(kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE articles_article ALTER COLUMN title_en TYPE {kind}")
