"""oEmbed: live stories of ours, and nothing else, described for the cards of other sites."""

import xml.etree.ElementTree as ElementTree
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from articles import publishing
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db

ORIGIN = "https://post.example"
MADE = {"widths": [320, 640, 1280], "cards": [320], "share": [1200, 630], "focal": [50, 50]}


@pytest.fixture(autouse=True)
def _public_origin(settings):
    settings.SITE_URL = ORIGIN


def asked(client, url: str, **more: str):
    return client.get("/oembed", {"url": url, **more})


def test_story_is_described_with_its_authors_and_picture(client):
    photo = factories.make_photo(renditions=MADE, file="photos/00/x.jpg")
    story = factories.make_article(title_ar="خبر من Sawsan", lead_photo=photo)
    factories.make_byline(story, contributor=factories.make_contributor(name_ar="ليلى", slug_ar="ليلى"))
    factories.make_byline(story, role="photographer", position=1)

    answer = asked(client, ORIGIN + story.address("ar"))

    assert answer.json() == {
        "version": "1.0",
        "type": "link",
        "title": "\u2067خبر من Sawsan\u2069",
        "author_name": "ليلى",
        "author_url": f"{ORIGIN}/ar/by/{quote('ليلى')}/",
        "provider_name": "جريدة النهر",
        "provider_url": f"{ORIGIN}/ar/",
        "cache_age": 3600,
        "thumbnail_url": f"{ORIGIN}/media/photos/00/x-at50x50-share.jpg",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert f"article-{story.pk}" in answer["Surrogate-Key"].split()
    assert answer["Content-Language"] == "ar"


def test_answer_as_xml_says_the_same_and_escapes(client):
    story = factories.make_article(title_en="</title><script>alert(1)</script> & \x0bmore")

    as_json = asked(client, ORIGIN + story.address("en")).json()
    as_xml = asked(client, ORIGIN + story.address("en"), format="xml")

    told = {child.tag: child.text for child in ElementTree.fromstring(as_xml.content)}
    assert as_xml["Content-Type"] == "text/xml; charset=utf-8"
    assert told == {name: str(value).replace("\x0b", "") for name, value in as_json.items()}
    assert told["title"] == "</title><script>alert(1)</script> & more"


def test_page_leads_to_its_descriptions(client):
    story = factories.make_article(title_en='A "bridge"')

    page = read(client, story.address("en"))
    links = {link.attributes["type"]: link.attributes for link in page.all("link[title]")}

    for kind, served in (("application/json+oembed", "application/json"), ("text/xml+oembed", "text/xml")):
        answer = client.get(links[kind]["href"])
        assert links[kind]["title"] == 'A "bridge"'
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(served)


@pytest.mark.parametrize(
    ("most", "size"),
    [
        ({}, (1200, 630)),
        ({"maxwidth": "1200", "maxheight": "630"}, (1200, 630)),
        ({"maxwidth": "1199"}, (640, 427)),
        ({"maxheight": "629"}, (640, 427)),
        ({"maxwidth": "500", "maxheight": "9999999"}, (320, 213)),
        ({"maxwidth": "319"}, None),
    ],
)
def test_picture_is_no_larger_than_was_asked_for(client, most, size):
    story = factories.make_article(lead_photo=factories.make_photo(renditions=MADE))

    told = asked(client, ORIGIN + story.address("en"), **most).json()

    assert (told.get("thumbnail_width"), told.get("thumbnail_height")) == (size or (None, None))
    assert ("thumbnail_url" in told) == bool(size)


def test_story_is_found_under_every_address_of_its_own(client, settings):
    settings.ONION_ADDRESS = "http://post.onion"
    story = factories.make_article(title_ar="عنوان", title_en="Headline", original_language="en")
    arabic, english = story.address("ar"), story.address("en")

    for address, title in {
        f"{ORIGIN}{arabic}?utm=1#corrections": "عنوان",
        f"{ORIGIN}/ar/article/{story.pk}": "عنوان",
        f"{ORIGIN}/en/article/{story.pk}/mangled/on/the-way": "Headline",
        f"http://post.onion{english}": "Headline",
        f"{ORIGIN}/a/{story.pk}/": "Headline",
    }.items():
        assert asked(client, address).json()["title"] == title


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/en/article/{pk}/x/",
        "https://post.example.evil/en/article/{pk}/x/",
        "https://post.example@evil.example/en/article/{pk}/x/",
        "https://evil.example\\@post.example/en/article/{pk}/x/",
        "//post.example/en/article/{pk}/x/",
        "/en/article/{pk}/x/",
        "ftp://post.example/en/article/{pk}/x/",
        "javascript://post.example/en/article/{pk}/x/",
        "https://post.example/en/",
        "https://post.example/admin/",
        "https://post.example/oembed?url=https://post.example/en/article/{pk}/x/",
        "https://post.example/en/correct/{pk}/",
        "https://post.example/en/article/999999999/x/",
        "https://post.example/en/article/99999999999999999999999999/x/",
        "https://post.example/a/99999999999999999999999999/",
        "https://[/en/article/{pk}/",
        "\0",
        "\u202e",
        "",
        "a" * 10_000,
    ],
)
@pytest.mark.parametrize("written_as", ["json", "xml"])
def test_what_is_no_story_of_ours_is_not_found(client, address, written_as):
    story = factories.make_article()

    assert asked(client, address.format(pk=story.pk), format=written_as).status_code == 404


@pytest.mark.parametrize("life", ["draft", "scheduled", "withdrawn", "other language"])
def test_story_that_readers_cannot_open_is_told_nothing_of(client, life):
    later = {"published_at_en": timezone.now() + timedelta(hours=1)} if life == "scheduled" else {}
    live = {"draft": "", "other language": "ar"}.get(life, "ar en")
    story = factories.make_article(live=live, title_en="A secret", **later)
    if life == "withdrawn":
        publishing.withdraw(story, language="en", by=None, reason="Wrong.")

    answer = asked(client, ORIGIN + story.address("en"))

    assert answer.status_code == 404
    assert b"secret" not in answer.content


@pytest.mark.parametrize("odd", ["0", "-1", "1.5", "x", "٣", " 5", "9" * 5000])
def test_size_that_is_none_is_a_bad_question(client, odd):
    story = factories.make_article()

    assert asked(client, ORIGIN + story.address("en"), maxwidth=odd).status_code == 400
    assert client.get("/oembed").status_code == 400


def test_format_that_we_do_not_write_is_not_implemented(client):
    story = factories.make_article()

    assert asked(client, ORIGIN + story.address("en"), format="yaml").status_code == 501
    assert client.post("/oembed").status_code == 405
