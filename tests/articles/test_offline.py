"""What a browser is given so that stories can be read without a line; the browser suite proves that it works."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image

from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_manifest_describes_the_paper_in_its_language(client, language, direction):
    answer = client.get(read(client, f"/{language}/").one('link[rel="manifest"]').attributes["href"])
    facts = json.loads(answer.content)

    assert answer["Content-Type"] == "application/manifest+json; charset=utf-8"
    assert answer["Surrogate-Key"] == "manifest"
    assert (facts["lang"], facts["dir"], facts["start_url"]) == (language, direction, f"/{language}/")
    assert facts["name"] == settings.NEWSROOM_NAME[language]
    assert {icon["purpose"] for icon in facts["icons"]} == {"any", "maskable"}
    for icon in facts["icons"]:
        with Image.open(Path(finders.find(icon["src"].removeprefix(settings.STATIC_URL)))) as image:
            assert icon["sizes"] == f"{image.width}x{image.height}"


def test_worker_is_a_script_of_ours_that_caches_forget_soon(client):
    answer = client.get("/sw.js")

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "s-maxage=60" in answer["Cache-Control"]
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert "manifest-src 'self'" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_saved_page_is_the_same_for_everybody_and_in_no_index(client, settings):
    settings.NEWSROOM_DIGITS = "arabic"

    page = read(client, "/ar/saved/")

    assert page.one("ul[data-digits]").attributes["data-digits"] == "٠١٢٣٤٥٦٧٨٩"
    assert page.one('meta[name="robots"]').attributes["content"] == "noindex"
    assert page.headers["Surrogate-Key"] == "saved menu-ar"


def test_story_offers_what_only_some_browsers_can_do_and_a_preview_none_of_it(client):
    story = factories.make_article()

    page = read(client, story.address("ar"))

    offers = {button.attributes["data-act"]: button.attributes for button in page.all("button[data-act]")}
    assert set(offers) == {"keep", "copy", "share"}
    assert offers["keep"]["data-story"] == f"/ar/article/{story.pk}/"
    assert offers["copy"]["data-address"] == f"{settings.SITE_URL}/ar/article/{story.pk}/"
    assert offers["share"]["data-address"] == offers["copy"]["data-address"]
