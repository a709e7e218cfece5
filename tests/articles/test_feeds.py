"""Feeds: valid for any reader, whatever was typed."""

import json
import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from articles import publishing
from newsroom import arabic
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db

KINDS = ["rss.xml", "atom.xml"]
FILES = [*KINDS, "feed.json"]


def read_feed(client, path: str) -> feedparser.FeedParserDict:
    """Fetch a feed, hold it to XML and read it as a feed reader would."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    ElementTree.fromstring(answer.content)
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    return feed


def read_json(client, path: str) -> dict:
    """Fetch a JSON Feed."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    return json.loads(answer.content)


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
    assert entry.enclosures[0]["href"] == entry.media_content[0]["url"]
    assert entry.enclosures[0]["type"] == "image/jpeg"


def test_json_feed_says_everything_of_a_story(client, settings):
    settings.SITE_URL = "https://post.example"
    photo = factories.make_photo(credit="ANNA", caption_en="A view", alt_en="A hill")
    story = factories.make_article(title_en="Rain", body_en='<p>All <a href="/en/">of it</a>.</p>', lead_photo=photo)
    story.topics.add(factories.make_topic(name_en="Bread"))
    factories.make_byline(story, contributor=factories.make_contributor(name_en="Layla", slug_en="layla"))

    feed = read_json(client, "/en/feed.json")
    (item,) = feed["items"]

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["language"], feed["home_page_url"]) == ("en", "https://post.example/en/")
    assert feed["feed_url"] == "https://post.example/en/feed.json"
    assert "hubs" not in feed
    assert '<a href="https://post.example/en/">of it</a>' in item.pop("content_html")
    assert item == {
        "id": f"https://post.example/a/{story.pk}/",
        "url": f"https://post.example{story.address('en')}",
        "title": "Rain",
        "summary": "A short standfirst.",
        "image": f"https://post.example{photo.file.url}",
        "date_published": story.published_at_en.isoformat(),
        "date_modified": story.published_at_en.isoformat(),
        "authors": [{"name": "Layla", "url": "https://post.example/en/by/layla/"}],
        "tags": [story.section.name_en, "Bread"],
        "language": "en",
        "_newsroom": {"image_credit": "ANNA", "image_caption": "A view", "image_alt": "A hill"},
    }


@pytest.mark.parametrize("kind", KINDS)
def test_feed_of_a_section_holds_its_stories_alone(client, kind):
    section = factories.make_section(slug_en="water", name_en="Water")
    factories.make_article(section=section, title_en="Ours & <theirs>")
    factories.make_article(title_en="Elsewhere")

    feed = read_feed(client, f"/en/section/water/{kind}")

    assert [entry.title for entry in feed.entries] == ["Ours & <theirs>"]
    assert feed.feed.title.endswith("– Water")
    assert client.get(f"/en/section/none/{kind}").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("part", ["section", "topic", "by"])
def test_feed_of_each_part_of_the_paper_holds_its_stories_alone(client, part, language):
    ours = factories.make_article(title_ar="مطر")
    topic, person = factories.make_topic(), factories.make_contributor()
    ours.topics.add(topic)
    factories.make_byline(ours, contributor=person)
    factories.make_byline(ours, contributor=person, role="photographer")
    factories.make_byline(factories.make_article())
    about = {"section": ours.section, "topic": topic, "by": person}[part]

    feeds = [read_feed(client, f"{about.address(language)}{kind}") for kind in KINDS]
    told = read_json(client, f"{about.address(language)}feed.json")

    title = ours.words("title", language)
    assert [[entry.title for entry in feed.entries] for feed in feeds] == [[title], [title]]
    assert [item["title"] for item in told["items"]] == [title]
    assert told["home_page_url"].endswith(about.address(language))
    assert arabic.bare(told["title"]).endswith(getattr(about, f"name_{language}"))


@pytest.mark.parametrize("file", FILES)
def test_feed_of_a_place_stands_under_its_page_and_that_of_the_other_kind_leads_there(client, file):
    place = factories.make_topic(slug_en="idlib", slug_ar="إدلب", kind="place")

    led = client.get(f"/en/topic/idlib/{file}", {"from": "us"})

    assert (led.status_code, led["Location"]) == (301, f"/en/place/idlib/{file}?from=us")
    assert client.get(f"/en/place/idlib/{file}").status_code == 200
    assert client.get(f"{place.address('ar')}{file}").status_code == 200


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("part", ["section", "topic", "by"])
@pytest.mark.parametrize("slug", ["none", "%00", "a" * 5000, "%E2%80%AE"])
def test_feed_of_nothing_is_not_found(client, file, part, slug):
    assert client.get(f"/ar/{part}/{slug}/{file}").status_code == 404


@pytest.mark.parametrize(
    ("part", "make"), [("topic", "make_topic"), ("by", "make_contributor"), ("section", "make_section")]
)
def test_page_names_its_own_feeds_beside_the_papers(client, part, make):
    about = getattr(factories, make)(name_en="Water", slug_en="water")

    links = read(client, about.address("en")).all('link[rel="alternate"]')

    assert [link.attributes["href"] for link in links if "type" in link.attributes] == [
        *(f"/en/{file}" for file in FILES),
        *(f"/en/{part}/water/{file}" for file in FILES),
    ]
    for link in links:
        if "type" in link.attributes:
            assert client.get(link.attributes["href"])["Content-Type"].startswith(link.attributes["type"])


@pytest.mark.parametrize("kind", KINDS)
def test_feed_drops_what_xml_forbids_and_isolates_mixed_headlines(client, kind):
    factories.make_article(title_ar="خدمة \x0bWi-Fi\x1f جديدة", standfirst_ar="س\x08طر")

    (entry,) = read_feed(client, f"/ar/{kind}").entries

    assert entry.title == "\u2067خدمة Wi-Fi جديدة\u2069"


@pytest.mark.parametrize(("kind", "said"), [("opinion", ["Opinion"]), ("news", []), ("photo_story", [])])
def test_feed_says_of_an_opinion_that_it_is_one(client, kind, said):
    story = factories.make_article(kind=kind)

    (entry,) = read_feed(client, "/en/rss.xml").entries

    assert [tag.term for tag in entry.tags] == [*said, story.section.name_en]
    assert read_json(client, "/en/feed.json")["items"][0]["tags"] == [*said, story.section.name_en]


def test_feed_isolates_an_english_headline_with_arabic_in_it(client):
    factories.make_article(title_en="What “الجسر” means", title_ar="كلمات")

    assert read_json(client, "/en/feed.json")["items"][0]["title"] == "\u2066What “الجسر” means\u2069"
    assert read_json(client, "/ar/feed.json")["items"][0]["title"] == "كلمات"


@pytest.mark.parametrize("kind", KINDS)
def test_feed_tells_of_a_correction_in_the_summary_too_and_leads_to_it(client, kind, settings):
    settings.SITE_URL = "https://post.example"
    story = factories.make_article()
    correction = factories.make_correction(story)

    (entry,) = read_feed(client, f"/en/{kind}").entries

    leads_to = f'href="https://post.example{story.address("en")}#correction-{correction.pk}"'
    assert leads_to in entry.summary
    assert leads_to in entry.content[0].value
    assert entry.summary.index("This story was corrected") < entry.summary.index("A short standfirst.")


@pytest.mark.parametrize("kind", FILES)
def test_feed_answers_304_to_who_has_it(client, kind):
    factories.make_article(published_at_en=timezone.now() - timedelta(days=1))
    first = client.get(f"/en/{kind}", headers={"accept-encoding": "gzip"})

    by_tag = client.get(f"/en/{kind}", headers={"if-none-match": first["ETag"], "accept-encoding": "gzip"})
    by_date = client.get(f"/en/{kind}", headers={"if-modified-since": first["Last-Modified"]})

    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    assert not by_tag.content
    assert first["Surrogate-Key"] == "feeds"
    assert first["Content-Language"] == "en"


@pytest.mark.parametrize("kind", FILES)
def test_feed_that_lost_a_story_is_new_to_who_asks_by_date(client, kind, time_machine):
    stories = [factories.make_article(published_at_en=timezone.now() - timedelta(days=n)) for n in (1, 2)]
    first = client.get(f"/en/{kind}")
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    publishing.withdraw(stories[1], language="en", by=None, reason="Wrong.")

    again = client.get(f"/en/{kind}", headers={"if-modified-since": first["Last-Modified"]})

    assert again.status_code == 200
    assert f"/a/{stories[1].pk}/" not in again.content.decode()


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

    with django_assert_num_queries(5):
        client.get("/en/rss.xml")
