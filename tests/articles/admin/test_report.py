"""The desk's inbox of readers' reports."""

import pytest
from django.urls import reverse

from articles.models import ReaderReport, SectionLimit
from tests import factories
from tests.articles.admin.form_data import opened
from tests.pages import read

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_readerreport_changelist")


def change(report):
    return reverse("admin:articles_readerreport_change", args=[report.pk])


@pytest.fixture
def report():
    return factories.make_report(factories.make_article(), text="It was <b>nine</b>.", contact="reader@example.org")


def test_inbox_lists_reports_and_the_first_page_counts_the_new_ones(chief, report):
    reports = read(chief, LIST)
    first = read(chief, reverse("admin:index"))

    assert reports.texts("td.field-state") == ["New"]
    assert "It was <b>nine</b>." in first.html.replace("&lt;", "<").replace("&gt;", ">")


def test_report_is_settled_by_whoever_answers_it(chief, report):
    chief.post(change(report), opened(chief, change(report)) | {"status": "answered", "note": "Mended."})

    kept = ReaderReport.objects.get()
    assert (kept.status, kept.note, kept.settled_by.is_staff) == ("answered", "Mended.", True)
    assert kept.settled_at is not None


def test_report_put_back_into_the_queue_is_settled_by_nobody(chief, report):
    for status in ("dismissed", "new"):
        chief.post(change(report), opened(chief, change(report)) | {"status": status})

    kept = ReaderReport.objects.get()
    assert (kept.status, kept.settled_by, kept.settled_at) == ("new", None, None)


def test_words_of_the_reader_are_shown_as_words_and_cannot_be_reworded(chief, report):
    page = read(chief, change(report))
    chief.post(change(report), opened(chief, change(report)) | {"text": "Forged", "contact": "forged"})

    assert page.texts("div.prose") == ["It was <b>nine</b>."]
    assert [a.attributes["href"] for a in page.all(".field-reach a")] == ["mailto:reader@example.org"]
    assert (ReaderReport.objects.get().text, ReaderReport.objects.get().contact) == (
        "It was <b>nine</b>.",
        "reader@example.org",
    )


def test_report_leads_to_a_correction_of_its_version(chief, report):
    page = read(chief, change(report))

    links = [a.attributes["href"] for a in page.all("ul.object-tools a")]
    assert f"{reverse('admin:articles_correction_add')}?article={report.article_id}&language=en" in links


def test_several_are_settled_at_once(chief, report):
    other = factories.make_report(report.article, note="Keep this.")

    chief.post(LIST, {"action": "dismissed", "_selected_action": [report.pk, other.pk]})

    assert set(ReaderReport.objects.values_list("status", "note")) == {("dismissed", ""), ("dismissed", "Keep this.")}


def test_editor_of_one_section_sees_no_other_reports(client, report):
    editor = factories.make_staff("editor")
    SectionLimit.objects.create(user=editor, section=factories.make_section())
    client.force_login(editor)

    assert read(client, LIST).texts("td.field-state") == []
    assert client.get(change(report)).status_code in (302, 403)


@pytest.mark.parametrize("rows", [1, 3])
def test_inbox_asks_the_same_number_of_questions(chief, rows, django_assert_max_num_queries):
    for _ in range(rows):
        factories.make_report(factories.make_article())

    with django_assert_max_num_queries(9):
        chief.get(LIST)
