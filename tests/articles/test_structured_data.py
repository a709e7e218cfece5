"""What machines are told of the pages around a story: the paper, its people, and the way to each page."""

import extruct
import pytest

from tests import factories

pytestmark = pytest.mark.django_db

ORIGIN = "https://post.example"
HOSTILE = "</script><script>alert(1)</script>&"


@pytest.fixture(autouse=True)
def _public_origin(settings):
    settings.SITE_URL = ORIGIN


def facts(client, path: str) -> list[dict]:
    html = client.get(path).content.decode()
    assert "<script>alert" not in html
    return extruct.extract(html, base_url=ORIGIN + path, syntaxes=["json-ld"])["json-ld"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_front_page_describes_the_paper(client, language):
    (paper,) = facts(client, f"/{language}/")

    names = {"ar": "جريدة النهر", "en": "The River Post"}
    assert paper["@type"] == "NewsMediaOrganization"
    assert (paper["name"], paper["alternateName"]) == (
        names[language],
        names["en" if language == "ar" else "ar"],
    )
    assert paper["url"] == f"{ORIGIN}/{language}/"
    assert paper["correctionsPolicy"] == f"{ORIGIN}/{language}/corrections/"
    assert paper["logo"]["url"].startswith(f"{ORIGIN}/static/")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("make", "kind"), [("section", None), ("topic", "topic"), ("topic", "place"), ("series", None)]
)
def test_list_tells_the_way_to_it(client, language, make, kind):
    more = {"kind": kind} if kind else {}
    place = getattr(factories, f"make_{make}")(name_en=HOSTILE, **more)

    (way,) = facts(client, place.address(language))

    assert way["@type"] == "BreadcrumbList"
    assert [(step["position"], step["item"]) for step in way["itemListElement"]] == [
        (1, f"{ORIGIN}/{language}/"),
        (2, f"{ORIGIN}{place.address(language)}"),
    ]
    assert way["itemListElement"][1]["name"] == getattr(place, f"name_{language}")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_contributor_is_described_by_what_they_say_of_themselves_alone(client, language):
    portrait = factories.make_photo(credit="Rami Q.", caption_ar="صورة", caption_en="A portrait")
    person = factories.make_contributor(bio_ar="تكتب.", bio_en=f"Writes. {HOSTILE}", portrait=portrait)

    (page,) = facts(client, person.address(language))

    assert page["@type"] == "ProfilePage"
    assert page["mainEntity"] == {
        "@type": "Person",
        "name": getattr(person, f"name_{language}"),
        "alternateName": person.name_en if language == "ar" else person.name_ar,
        "url": f"{ORIGIN}{person.address(language)}",
        "description": getattr(person, f"bio_{language}"),
        "image": {
            "@type": "ImageObject",
            "url": f"{ORIGIN}{portrait.file.url}",
            "width": 1600,
            "height": 1067,
            "creditText": "Rami Q.",
            "caption": getattr(portrait, f"caption_{language}"),
        },
    }


def test_contributor_who_says_nothing_is_a_name(client):
    person = factories.make_contributor(name_ar=None, slug_ar=None)

    (page,) = facts(client, person.address("en"))

    assert page["mainEntity"] == {
        "@type": "Person",
        "name": person.name_en,
        "url": f"{ORIGIN}{person.address('en')}",
    }


def test_pictures_of_the_text_are_named_in_its_order_and_a_photo_story_names_more_of_them(client):
    photos = [factories.make_photo() for _ in range(6)]
    body = "".join(f'<figure><img data-photo="{photo.pk}"></figure>' for photo in reversed(photos))

    for kind, many in (("news", 3), ("photo_story", 6)):
        story, _way = facts(client, factories.make_article(kind=kind, body_en=body).address("en"))
        assert [image["url"] for image in story["image"]] == [
            f"{ORIGIN}{photo.file.url}" for photo in photos[::-1][:many]
        ]


def test_pages_that_are_not_listed_describe_nothing(client):
    assert facts(client, "/en/nothing/") == []
