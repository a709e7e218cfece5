"""Feeds: valid for any reader, whatever was typed."""

import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db

KINDS = ["rss.xml", "atom.xml"]


def read_feed(client, path: str) -> feedparser.FeedParserDict:
    """Fetch a feed, hold it to XML and read it as a feed reader would."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    ElementTree.fromstring(answer.content)
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    return feed


@pytest.mark.parametrize("kind", KINDS)
def test_feed_carries_the_whole_text_with_its_direction(client, kind, settings):
    settings.SITE_URL = "https://post.example"
    photo = factories.make_photo(credit="ANNA", caption_ar="مشهد")
    story = factories.make_article(body_ar="<p>نص كامل.</p>", lead_photo=photo, original_language="en")
    factories.make_byline(story, contributor=factories.make_contributor(name_ar="ليلى"))
    factories.make_byline(story, contributor=factories.make_contributor(name_ar="نور"), role="translator")

    (entry,) = read_feed(client, f"/ar/{kind}").entries
    content = entry.content[0].value

    assert entry.link == f"https://post.example{story.address('ar')}"
    assert entry.id == f"https://post.example/a/{story.pk}/"
    assert '<div dir="rtl" lang="ar">' in content or '<div lang="ar" dir="rtl">' in content
    assert "<p>نص كامل.</p>" in content
    assert "(ANNA)" in content
    assert entry.media_content[0]["url"].startswith("https://post.example/media/")
    assert entry.media_credit[0]["content"] == "ANNA"
    assert [author["name"].split(" (")[0] for author in entry.authors] == ["ليلى", "نور"]


@pytest.mark.parametrize("kind", KINDS)
def test_feed_of_a_section_holds_its_stories_alone(client, kind):
    section = factories.make_section(slug_en="water", name_en="Water")
    factories.make_article(section=section, title_en="Ours & <theirs>")
    factories.make_article(title_en="Elsewhere")

    feed = read_feed(client, f"/en/section/water/{kind}")

    assert [entry.title for entry in feed.entries] == ["Ours & <theirs>"]
    assert feed.feed.title.endswith("– Water")
    assert client.get(f"/en/section/none/{kind}").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_feed_drops_what_xml_forbids_and_isolates_mixed_headlines(client, kind):
    factories.make_article(title_ar="خدمة \x0bWi-Fi\x1f جديدة", standfirst_ar="س\x08طر")

    (entry,) = read_feed(client, f"/ar/{kind}").entries

    assert entry.title == "\u2067خدمة Wi-Fi جديدة\u2069"


@pytest.mark.parametrize("kind", KINDS)
def test_feed_answers_304_to_who_has_it(client, kind):
    factories.make_article(published_at_en=timezone.now() - timedelta(days=1))
    first = client.get(f"/en/{kind}", headers={"accept-encoding": "gzip"})

    by_tag = client.get(f"/en/{kind}", headers={"if-none-match": first["ETag"], "accept-encoding": "gzip"})
    by_date = client.get(f"/en/{kind}", headers={"if-modified-since": first["Last-Modified"]})

    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    assert first["Surrogate-Key"] == "feeds"
    assert first["Content-Language"] == "en"


@pytest.mark.parametrize("kind", KINDS)
def test_feed_of_an_empty_paper_is_valid_and_stays_the_same(client, kind):
    first = client.get(f"/en/{kind}")

    assert read_feed(client, f"/en/{kind}").entries == []
    assert client.get(f"/en/{kind}")["ETag"] == first["ETag"]


@pytest.mark.parametrize("rows", [1, 3])
def test_feed_query_count_is_flat(client, rows, django_assert_num_queries):
    for _ in range(rows):
        story = factories.make_article(body_en=f'<figure><img data-photo="{factories.make_photo().pk}"></figure>')
        factories.make_byline(story)
    client.get("/en/rss.xml")

    with django_assert_num_queries(3):
        client.get("/en/rss.xml")
