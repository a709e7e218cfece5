"""What readers find where a version was taken back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles import pages, publishing
from articles.models import Article, State, Withdrawal
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 1, 9, 23, 30, tzinfo=ZoneInfo("Asia/Damascus"))


def taken_back(*, leads_to: str = "", reason: str = "The source lied.", language: str = "en", **values) -> Article:
    """A story of which one version was withdrawn."""
    story = factories.make_article(**{f"state_{language}": State.WITHDRAWN, f"title_{language}": "A secret"} | values)
    Withdrawal.objects.create(article=story, language=language, reason=reason, leads_to=leads_to, at=MOMENT)
    return story


def test_withdrawn_version_is_gone_with_a_date_a_reason_and_the_other_language(client):
    story = taken_back(reason="The source lied.\n\nWe are <b>sorry</b>.")

    page = read(client, story.address("en"), status=410)

    assert page.texts("h1") == ["This story was withdrawn"]
    assert page.texts(".sorry time") == ["9 January 2026, 23:30 Damascus time"]
    assert page.texts(".reason p") == ["The source lied.", "We are <b>sorry</b>."]
    assert page.one(".sorry .other a").attributes["href"] == story.address("ar")
    assert "secret" not in page.html.lower()
    assert page.one('meta[name="robots"]').attributes["content"] == "noindex"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Content-Language"] == "en"
    assert page.headers["Surrogate-Key"] == f"article-{story.pk}"
    assert "s-maxage=60" in page.headers["Cache-Control"]


def test_withdrawn_arabic_is_said_in_arabic_and_names_no_other_that_is_not_live(client):
    story = taken_back(language="ar", reason="كان المصدر كاذبًا.", state_en=State.DRAFT)

    page = read(client, story.address("ar"), status=410)

    assert '<html lang="ar" dir="rtl">' in page.html
    assert page.texts(".reason p") == ["كان المصدر كاذبًا."]
    assert page.all(".sorry .other") == []


def test_withdrawn_version_without_a_reason_says_the_least(client):
    story = taken_back(reason="")

    page = read(client, story.address("en"), status=410)

    assert page.all(".reason") == []
    assert "The newsroom has taken it back." in page.one(".sorry").text()


def test_withdrawn_version_of_before_reasons_were_kept_is_gone_too(client):
    story = factories.make_article(state_en=State.WITHDRAWN)

    assert read(client, story.address("en"), status=410).all(".sorry time") == []


def test_withdrawn_version_is_gone_at_every_address_and_for_head_requests(client):
    story = taken_back(slug_en="boats")
    number = f"/en/article/{story.pk}"

    for path in (f"{number}/boats/", f"{number}/mangled/", number, f"{number}/", f"{number}/a/b", f"{number}/?x=1"):
        assert client.get(path).status_code == 410, path
    assert client.head(f"{number}/boats/").status_code == 410
    assert client.post(f"{number}/boats/").status_code == 405


def test_withdrawn_version_takes_few_queries(client, django_assert_num_queries):
    story = taken_back()
    pages.footer("en")  # kept for all pages

    with django_assert_num_queries(4):
        client.get(story.address("en"))


def test_short_link_leads_to_the_live_version_and_else_to_the_notice_without_the_headline(client):
    one, both = taken_back(), taken_back(live="en", slug_en="a-secret")
    english = {"accept-language": "en"}

    alive = client.get(f"/a/{one.pk}/", headers=english)
    gone = client.get(f"/a/{both.pk}/", headers=english)

    assert (alive.status_code, alive["Location"]) == (302, one.address("ar"))
    assert (gone.status_code, gone["Location"]) == (302, f"/en/article/{both.pk}/")
    assert client.get(f"/a/{both.pk}/", headers={"accept-language": "ar"})["Location"] == gone["Location"]
    assert client.get(gone["Location"]).status_code == 410


def test_draft_and_deleted_story_are_not_found(client):
    draft, story = factories.make_article(live=""), taken_back()
    path = story.address("en")
    publishing.delete(story, by=None)

    assert client.get(draft.address("en")).status_code == 404
    assert client.get(path).status_code == 404


def test_version_published_again_is_back(client):
    story = taken_back()

    publishing.publish(story, language="en", by=None)

    assert client.get(Article.objects.get(pk=story.pk).address("en")).status_code == 200


@pytest.mark.parametrize("path", ["/en/", "/ar/corrections/", "/en/section/anything/?page=2"])
def test_withdrawn_version_leads_where_the_newsroom_says(client, path):
    story = taken_back(leads_to=path)

    answer = client.get(story.address("en"))

    assert (answer.status_code, answer["Location"]) == (302, path)
    assert answer["Surrogate-Key"] == f"article-{story.pk}"
    assert "s-maxage=60" in answer["Cache-Control"]


def test_withdrawn_version_leads_to_a_live_story_under_both_keys(client):
    target = factories.make_article(slug_ar="قوارب")
    story = taken_back(leads_to=target.address("ar"))

    answer = client.get(story.address("en"))

    assert (answer.status_code, answer["Location"]) == (302, target.address("ar"))
    assert answer["Surrogate-Key"] == f"article-{story.pk} article-{target.pk}"


def test_withdrawn_version_never_leads_to_what_is_not_there(client):
    draft = factories.make_article(live="")
    gone = taken_back()

    for target in (draft.address("en"), gone.address("en"), "/en/article/99999/x/", "/en/nowhere/at/all/"):
        assert client.get(taken_back(leads_to=target).address("en")).status_code == 410, target


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/", "//evil.example/", "/admin/", "/ar\\evil", "/en/ x", "/en/\n"],
)
def test_withdrawn_version_never_leads_off_the_site(client, path):
    assert client.get(taken_back(leads_to=path).address("en")).status_code == 410


def test_withdrawn_versions_never_lead_in_a_circle(client):
    itself, one, two = taken_back(), taken_back(), taken_back()
    for story, target in ((itself, itself), (one, two), (two, one)):
        Withdrawal.objects.filter(article=story).update(leads_to=f"/en/article/{target.pk}/")

    assert [client.get(story.address("en")).status_code for story in (itself, one, two)] == [410, 410, 410]


def test_withdrawn_version_leads_through_another_to_the_end(client):
    end = factories.make_article()
    middle = taken_back(leads_to=end.address("en"))
    story = taken_back(leads_to=middle.address("en"))

    answer = client.get(story.address("en"))

    assert answer["Location"] == end.address("en")
    assert answer["Surrogate-Key"].split() == [f"article-{row.pk}" for row in (story, middle, end)]


def test_notice_is_kept_no_longer_than_until_the_other_version_appears(client):
    story = taken_back(published_at_ar=timezone.now() + timedelta(seconds=30))

    answer = client.get(story.address("en"))

    assert "s-maxage=29" in answer["Cache-Control"] or "s-maxage=30" in answer["Cache-Control"]
