"""Stories as a file."""

import csv
import io
import json

import pytest

from articles import exports
from articles.models import Article
from newsroom.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db


def table(stories=None):
    """The CSV, read as a spreadsheet would."""
    text = "".join(exports.export(stories or Article.objects.all(), "csv", by=factories.make_editor()))
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:])))


def lines():
    text = "".join(exports.export(Article.objects.all(), "jsonl", by=factories.make_editor()))
    return [json.loads(line) for line in text.splitlines()]


def test_table_has_both_languages_and_what_stands_around_a_story(settings):
    settings.SITE_URL = "https://post.example"
    section = factories.make_section(name_ar="مياه", name_en="Water")
    story = factories.make_article(
        live="en", section=section, title_ar="مطر", title_en="Rain, heavy", body_en="<p>One.</p><p>Two.</p>"
    )
    story.topics.add(factories.make_topic(name_en="River", name_ar="النهر"))
    factories.make_byline(story, contributor=factories.make_contributor(name_en="Salma", name_ar="سلمى"))

    (row,) = table()

    assert (row["title_ar"], row["title_en"]) == ("مطر", "Rain, heavy")
    assert (row["section_ar"], row["topics_en"], row["bylines_ar"]) == ("مياه", "River", "سلمى (author)")
    assert (row["state_ar"], row["state_en"]) == ("draft", "published")
    assert row["address_en"] == f"https://post.example{story.address('en')}"
    assert row["address_ar"] == ""
    assert "<p>" not in row["body_en"]
    assert "Two." in row["body_en"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝"])
def test_no_cell_is_a_formula(start):
    factories.make_article(title_en=f"{start}HYPERLINK(1)")

    (row,) = table()

    assert row["title_en"] == f"'{start}HYPERLINK(1)"


def test_line_keeps_lists_markup_and_line_breaks():
    story = factories.make_article(standfirst_en="One\ntwo\u2028three", body_ar="<p>نص</p>", live="")
    factories.make_byline(story, contributor=factories.make_contributor(name_en="Salma", name_ar=None))

    text = "".join(exports.export(Article.objects.all(), "jsonl", by=factories.make_editor()))
    row = json.loads(text)

    assert text.count("\n") == 1
    assert row["standfirst_en"] == "One\ntwo\u2028three"
    assert row["body_ar"] == "<p>نص</p>"
    assert (row["bylines_en"], row["bylines_ar"]) == ([{"name": "Salma", "role": "author"}], [])


def test_nothing_but_what_is_in_print_is_told():
    owner = factories.make_editor(username="secret-owner", email="secret@example.org")
    factories.make_article(owner=owner)

    (row,) = lines()

    assert "secret" not in json.dumps(row)
    assert {name.rsplit("_", 1)[0] for name in row} - {"original"} == {
        "id", "title", "slug", "standfirst", "body", "state", "published_at", "updated_at", "address", "section",
        "topics", "bylines", "kind",
    }  # fmt: skip


def test_export_is_written_down_before_the_first_line():
    factories.make_article()
    editor = factories.make_editor()

    exports.export(Article.objects.all(), "csv", by=editor)

    entry = AuditEntry.objects.get()
    assert (entry.act, entry.by_id, entry.details) == ("export", editor.pk, {"format": "csv", "stories": "1"})


def test_empty_selection_gives_an_empty_file():
    assert lines() == []
    assert table() == []


@pytest.mark.parametrize("count", [1, 3, exports.AT_ONCE])
def test_query_count_is_flat_within_a_hundred(count, django_assert_num_queries):
    section, editor = factories.make_section(), factories.make_editor()
    for _ in range(count):
        story = factories.make_article(section=section)
        factories.make_byline(story)
        story.topics.add(factories.make_topic())

    with django_assert_num_queries(8):  # the numbers, the audit entry in its savepoint, and four for the stories
        assert len(list(exports.export(Article.objects.all(), "jsonl", by=editor))) == count


def test_story_deleted_while_the_file_is_written_is_left_out():
    for _ in range(2):
        factories.make_article()
    pieces = exports.export(Article.objects.all(), "jsonl", by=factories.make_editor())
    Article.objects.order_by("pk")[0].delete()

    assert len(list(pieces)) == 1
