"""A story that readers may not see stands on no page, in no feed and in no sitemap."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import State
from tests import factories

pytestmark = pytest.mark.django_db

PAGES = [
    "/en/",
    "/en/section/water/",
    "/en/topic/bread/",
    "/en/by/layla/",
    "/en/rss.xml",
    "/en/atom.xml",
    "/en/section/water/rss.xml",
    "/en/feed.json",
    "/en/topic/bread/rss.xml",
    "/en/by/layla/atom.xml",
    "sitemap",
    "/sitemap-news-en.xml",
]


def lives() -> dict[str, dict[str, object]]:
    """Every way for the English of a story to be hidden, the Arabic of one of them being live."""
    now = timezone.now()
    return {
        "draft": {"state_en": State.DRAFT},
        "ready": {"state_en": State.READY, "published_at_en": now - timedelta(days=1)},
        "scheduled": {"state_en": State.PUBLISHED, "published_at_en": now + timedelta(minutes=5)},
        "withdrawn": {"state_en": State.WITHDRAWN, "published_at_en": now - timedelta(days=1)},
        "arabic": {"state_ar": State.PUBLISHED, "published_at_ar": now - timedelta(days=1)},
    }


@pytest.mark.parametrize("path", [*PAGES, "beside", "short link", "itself"])
@pytest.mark.parametrize("life", ["draft", "ready", "scheduled", "withdrawn", "arabic"])
def test_hidden_story_is_told_nowhere(client, path, life):
    section = factories.make_section(slug_en="water")
    topic, person = factories.make_topic(slug_en="bread"), factories.make_contributor(slug_en="layla")
    hidden = factories.make_article(
        live="", section=section, title_en="A secret", slug_en="a-secret", standfirst_en="A secret.", **lives()[life]
    )
    shown = factories.make_article(live="en", section=section, title_en="In the open", slug_en="in-the-open")
    for story in (hidden, shown):
        story.topics.add(topic)
        factories.make_byline(story, contributor=person)
    factories.make_related(shown, story=hidden)
    if path == "sitemap":
        path = f"/sitemap-stories-en-{shown.pk // 1000}.xml"
    special = {"beside": shown.address("en"), "short link": f"/a/{hidden.pk}/", "itself": hidden.address("en")}

    answer = client.get(special.get(path, path), headers={"accept-language": "en"})

    told = answer.content.decode() + answer.get("Location", "")
    told = told.replace('value="a secret"', "")  # the search box repeats the address that was asked for
    assert "secret" not in told.replace(hidden.address("en"), "").lower()
    if path in special and path != "beside":
        # A version that was taken back says so; the short link leads there, or to the version that is live.
        told_so = {("arabic", "short link"): 302, ("withdrawn", "short link"): 302, ("withdrawn", "itself"): 410}
        assert answer.status_code == told_so.get((life, path), 404)
    else:
        assert hidden.address("en") not in told
        assert "in-the-open" in told
