"""Send a correction: a reader's report, without cookie, script or account."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles import reports
from articles.models import ReaderReport
from articles.views import report as view
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db

TEXT = "The bridge has four arches, not six."


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def story():
    return factories.make_article(title_en="The bridge", title_ar="الجسر")


def form_of(story, language="en"):
    return f"/{language}/correct/{story.pk}/"


def send(client, story, **fields):
    return client.post(form_of(story), {"text": TEXT} | fields)


def test_story_leads_to_its_form_in_its_language(client, story):
    for language in ("ar", "en"):
        page = read(client, story.address(language))

        assert [link.attributes["href"] for link in page.all("p.report a")] == [form_of(story, language)]


def test_form_names_its_story_and_sets_no_cookie(client, story):
    answer = client.get(form_of(story))
    page = read(client, form_of(story))

    assert page.texts("p.about") == ["About the story: The bridge"]
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
    assert f"article-{story.pk}" in answer["Surrogate-Key"].split()


def test_report_reaches_the_inbox_with_nothing_but_what_was_typed(client, story):
    answer = send(client, story, passage="six arches", contact="reader@example.org")

    assert (answer.status_code, answer["Location"]) == (302, f"/en/correct/{story.pk}/thanks/")
    assert client.get(answer["Location"]).status_code == 200
    kept = ReaderReport.objects.get()
    assert (kept.article_id, kept.language, kept.passage, kept.text) == (story.pk, "en", "six arches", TEXT)
    assert (kept.contact, kept.status) == ("reader@example.org", "new")


def test_form_works_where_csrf_is_checked(story):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(form_of(story), {"text": TEXT})

    assert answer.status_code == 302


def test_form_of_another_site_is_refused(client, story):
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(form_of(story), {"text": TEXT}, headers=headers).status_code == 403
    assert not ReaderReport.objects.exists()


def test_what_was_typed_is_kept_beside_the_mistake(client, story):
    answer = send(client, story, text="  ", passage="six arches", contact="reader@example.org")

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "no-store" in answer["Cache-Control"]
    assert 'href="#id_text"' in page
    assert "six arches" in page
    assert 'value="reader@example.org"' in page
    assert not ReaderReport.objects.exists()


@pytest.mark.parametrize(("field", "most"), [("text", 4000), ("passage", 600), ("contact", 200)])
def test_length_is_limited_and_a_line_break_is_one_letter(client, story, field, most):
    fits, too_long = "ab\r\n" * (most // 4) + "a" * (most - most // 4 * 3), "a" * (most + 1)

    refused = send(client, story, **{field: too_long})
    taken = send(client, story, **{field: fits})

    assert (refused.status_code, taken.status_code) == (400, 302)


@pytest.mark.parametrize("text", ["\0", "\u202eabc", "<script>alert(1)</script>", "\ud800", "ا" * 4000, "=1+1"])
def test_hostile_words_are_cleaned_or_kept_as_words(client, story, text):
    typed = quote(f"x{text}"[:4000].encode("utf-8", "surrogatepass"))

    answer = client.post(form_of(story), f"text={typed}", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 302
    kept = ReaderReport.objects.get().text
    assert not set("\0\u202e\ud800") & set(kept)


def test_report_sent_twice_is_one(client, story):
    for _ in range(3):
        assert send(client, story).status_code == 302

    assert ReaderReport.objects.count() == 1


def test_machine_that_fills_in_what_nobody_sees_is_thanked_and_forgotten(client, story):
    answer = send(client, story, website="https://spam.example")

    assert answer.status_code == 302
    assert not ReaderReport.objects.exists()


def test_network_is_limited_and_keeps_its_words(client, story):
    for n in range(view.FROM_ONE_NETWORK):
        send(client, story, text=f"Mistake {n}")

    refused = send(client, story, text="One more mistake")
    elsewhere = client.post(form_of(story), {"text": "From elsewhere"}, REMOTE_ADDR="203.0.113.9")

    assert refused.status_code == 429
    assert "One more mistake" in refused.content.decode()
    assert elsewhere.status_code == 302
    assert ReaderReport.objects.count() == view.FROM_ONE_NETWORK + 1


def test_address_is_stored_nowhere(client, story):
    client.post(form_of(story), {"text": TEXT}, REMOTE_ADDR="198.51.100.77")

    row = str(vars(ReaderReport.objects.get()))
    kept = str(cache._cache)
    assert "198.51.100" not in row + kept


def test_story_that_readers_cannot_open_has_no_form(client):
    hidden = factories.make_article(live="ar")

    assert client.get(form_of(hidden)).status_code == 404
    assert client.post(form_of(hidden), {"text": TEXT}).status_code == 404
    assert client.get(f"/en/correct/{hidden.pk}/thanks/").status_code == 404
    assert client.get(f"/en/correct/{10**30}/").status_code == 404


def test_settled_reports_are_forgotten_as_promised():
    story, editor, now = factories.make_article(), factories.make_editor(), timezone.now()
    settled = reports.settle(factories.make_report(story), status="dismissed", by=editor)
    ReaderReport.objects.filter(pk=settled.pk).update(settled_at=now - reports.KEPT_WHEN_SETTLED - timedelta(1))
    factories.make_report(story, sent_at=now - reports.KEPT_AT_MOST - timedelta(1))
    fresh = factories.make_report(story)

    reports.forget_old.call()

    assert list(ReaderReport.objects.all()) == [fresh]


def test_story_takes_its_reports_along():
    report = factories.make_report(factories.make_article())

    report.article.delete()

    assert not ReaderReport.objects.exists()
