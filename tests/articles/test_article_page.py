"""One story's page: what readers see of it, and what machines do."""

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from articles import share_images
from articles.models import Article, RelatedLink, State
from tests import factories
from tests.pages import Page, read

pytestmark = pytest.mark.django_db
DAMASCUS = ZoneInfo("Asia/Damascus")


def open_story(client: Client, story: Article, language: str = "en") -> Page:
    """Open a story as a reader would."""
    return read(client, story.address(language))


def test_article_shows_section_headline_standfirst_and_body(client):
    section = factories.make_section(name_en="Water")
    story = factories.make_article(section=section, title_en="Bridge opens", body_en="<p>Cars stay out.</p>")

    page = open_story(client, story)

    assert page.texts("article .kicker a") == ["Water"]
    assert page.texts("article h1") == ["Bridge opens"]
    assert page.texts("article header .standfirst") == ["A short standfirst."]
    assert page.texts("article .body p") == ["Cars stay out."]


def test_article_credits_people_by_role_and_the_translator_on_the_translation_only(client):
    story = factories.make_article(original_language="ar")
    for position, (name, role) in enumerate(
        [("Layla", "author"), ("Samer", "author"), ("Noor", "translator"), ("Hani", "photographer")]
    ):
        person = factories.make_contributor(name_en=name, name_ar=f"ع {name}")
        factories.make_byline(story, contributor=person, role=role, position=position)

    english, arabic = open_story(client, story, "en"), open_story(client, story, "ar")

    assert english.texts(".byline") == ["By Layla and Samer"]
    assert english.texts(".credits") == ["Translated from Arabic by Noor", "Photos by Hani"]
    assert "Noor" not in arabic.html
    assert (len(arabic.texts(".byline")), len(arabic.texts(".credits"))) == (1, 1)


def test_article_credits_a_person_without_a_name_in_this_language_under_the_other(client):
    story = factories.make_article()
    person = factories.make_contributor(name_en=None, slug_en=None, name_ar="ليلى")
    factories.make_byline(story, contributor=person)

    page = open_story(client, story, "en")

    assert page.texts(".byline") == ["By ليلى"]
    assert '<bdi lang="ar">ليلى</bdi>' in page.html


def test_article_dates_stand_in_the_newsrooms_zone_with_levantine_months(client):
    published = datetime(2026, 1, 9, 23, 30, tzinfo=DAMASCUS)
    story = factories.make_article(published_at_ar=published, published_at_en=published)

    english, arabic = open_story(client, story, "en"), open_story(client, story, "ar")

    assert english.texts("time") == ["9 January 2026, 23:30 Damascus time"]
    assert arabic.texts("time") == ["9 كانون الثاني 2026، 23:30 بتوقيت دمشق"]
    assert 'datetime="2026-01-09T20:30:00Z"' in arabic.html


def test_article_says_updated_only_after_it_was_published(client):
    hour_ago, now = timezone.now() - timedelta(hours=1), timezone.now()
    updated = factories.make_article(published_at_en=hour_ago, updated_at_en=now)
    edited_before = factories.make_article(published_at_en=now, updated_at_en=hour_ago)

    assert len(open_story(client, updated).texts(".date")) == 2
    assert len(open_story(client, edited_before).texts(".date")) == 1


def test_article_shows_the_credit_even_without_a_caption(client):
    story = factories.make_article(lead_photo=factories.make_photo(credit="ANNA"))

    page = open_story(client, story)

    assert page.texts("figcaption") == ["(ANNA)"]


def test_article_caption_of_the_story_wins_over_the_photos_own(client):
    photo = factories.make_photo(credit="ANNA", caption_en="The photo's own")
    story = factories.make_article(lead_photo=photo, lead_caption_en="Written for this story")

    assert open_story(client, story).texts("figcaption") == ["Written for this story (ANNA)"]


def test_article_links_the_other_language_in_its_own_words_only_when_live(client):
    story = factories.make_article()

    english, arabic = open_story(client, story, "en"), open_story(client, story, "ar")
    Article.objects.filter(pk=story.pk).update(state_ar=State.WITHDRAWN)
    alone = open_story(client, story, "en")

    assert english.one(".other a").attributes | {"text": english.texts(".other a")[0]} == {
        "href": story.address("ar"),
        "lang": "ar",
        "dir": "rtl",
        "hreflang": "ar",
        "rel": "alternate",
        "text": "النسخة العربية من المقال",
    }
    assert arabic.texts(".other a") == ["English version of the article"]
    assert arabic.one(".other a").attributes["dir"] == "ltr"
    assert "/ar/article/" not in alone.html


def test_article_related_are_picked_first_then_by_topic_newest_first(client):
    topic = factories.make_topic()
    story = factories.make_article()
    story.topics.add(topic)
    for hours in (3, 1, 2, 4):
        other = factories.make_article(
            title_en=f"Shared {hours}", published_at_en=timezone.now() - timedelta(hours=hours)
        )
        other.topics.add(topic)
    picked = factories.make_article(title_en="Picked")
    picked.topics.add(topic)
    factories.make_related(story, story=picked, position=1)
    factories.make_related(story, url="https://example.org/report", title_en="Report", position=0)

    page = open_story(client, story)

    assert page.texts(".related li") == ["Report", "Picked", "Shared 1", "Shared 2"]
    assert page.all(".related ol a")[0].attributes["href"] == "https://example.org/report"


def test_article_related_are_never_itself_hidden_or_in_the_wrong_language(client):
    topic = factories.make_topic()
    story = factories.make_article(title_en="Itself")
    hidden = [
        factories.make_article(live="ar", title_en="Arabic only"),
        factories.make_article(title_en="Scheduled", published_at_en=timezone.now() + timedelta(hours=1)),
        factories.make_article(live="", title_en="Draft"),
    ]
    for other in (story, *hidden):
        other.topics.add(topic)
    for position, other in enumerate(hidden):
        factories.make_related(story, story=other, position=position)
    RelatedLink.objects.create(article=story, url="https://example.org/", title_ar="بالعربية")

    page = open_story(client, story)

    assert page.all(".related") == []


def test_article_moves_mangled_addresses_once_and_keeps_the_query(client):
    story = factories.make_article(slug_en="bridge-opens")
    right = f"/en/article/{story.pk}/bridge-opens/"

    for wrong in ("bridge", "x/y/z/", "bridge-opens", "BRIDGE-OPENS/", ""):
        answer = client.get(f"/en/article/{story.pk}/{wrong}", {"from": "mail"})
        assert (answer.status_code, answer["Location"]) == (301, f"{right}?from=mail"), wrong

    assert client.get(right).status_code == 200


def test_article_missing_in_a_language_names_the_other_where_it_is_live(client):
    story = factories.make_article(live="ar")

    page = read(client, f"/en/article/{story.pk}/anything/", status=404)
    nowhere = read(client, "/en/article/99999/anything/", status=404)

    assert page.one(".sorry .other a").attributes["href"] == story.address("ar")
    assert nowhere.all(".sorry .other") == []
    assert page.headers["Surrogate-Key"] == f"article-{story.pk} feeds"
    assert "max-age=60" in page.headers["Cache-Control"]


@pytest.mark.parametrize(("accepts", "expected"), [("ar-SY,en;q=0.5", "ar"), ("en", "en"), ("fr", "en")])
def test_short_link_leads_to_the_readers_language(client, accepts, expected):
    story = factories.make_article()

    answer = client.get(f"/a/{story.pk}/", headers={"accept-language": accepts})

    assert (answer.status_code, answer["Location"]) == (302, story.address(expected))
    assert answer["Vary"] == "Accept-Language"


def test_short_link_that_leads_nowhere_says_so_to_each_reader_in_their_language(client):
    draft = factories.make_article(live="")

    answers = [client.get(f"/a/{draft.pk}/", headers={"accept-language": code}) for code in ("ar", "en")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert [answer["Content-Language"] for answer in answers] == ["ar", "en"]
    assert all("Accept-Language" in answer["Vary"] for answer in answers)


def test_short_link_leads_to_the_one_language_that_is_live(client):
    story = factories.make_article(live="ar")

    answer = client.get(f"/a/{story.pk}/", headers={"accept-language": "en"})

    assert answer["Location"] == story.address("ar")


def test_article_head_names_live_versions_and_a_negotiated_default(client, settings):
    settings.SITE_URL = "https://post.example"
    story, alone = factories.make_article(), factories.make_article(live="en")

    page = open_story(client, story)

    assert page.one('link[rel="canonical"]').attributes["href"] == f"https://post.example{story.address('en')}"
    assert {link.attributes["hreflang"]: link.attributes["href"] for link in page.all("head link[hreflang]")} == {
        "ar": f"https://post.example{story.address('ar')}",
        "en": f"https://post.example{story.address('en')}",
        "x-default": f"https://post.example/a/{story.pk}/",
    }
    assert open_story(client, alone).all("head link[hreflang]") == []


def test_article_share_card_has_a_drawn_image_that_is_described(client, settings):
    settings.SITE_URL = "https://post.example"
    story = factories.make_article(share_title_en='For the "card"')

    page = open_story(client, story)
    card = {tag.attributes["property"]: tag.attributes["content"] for tag in page.all("meta[property]")}

    assert card["og:title"] == 'For the "card"'
    assert card["og:image"] == f"https://post.example{share_images.address(story, 'en')}"
    assert (card["og:image:width"], card["og:image:height"]) == ("1200", "630")
    assert card["og:image:alt"] == 'For the "card" – The River Post'
    assert page.one('meta[name="twitter:card"]').attributes["content"] == "summary_large_image"


def test_article_structured_data_is_true_and_cannot_break_out(client, settings):
    settings.SITE_URL = "https://post.example"
    photo = factories.make_photo(credit="ANNA")
    story = factories.make_article(title_en="</script><script>alert(1)</script>", lead_photo=photo)
    factories.make_byline(story, contributor=factories.make_contributor(name_en="Layla", slug_en="layla"))
    factories.make_byline(
        story, contributor=factories.make_contributor(name_en="Noor", slug_en="noor"), role="translator"
    )

    html = open_story(client, story).html
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1]
    facts = json.loads(block)

    assert "<script>alert" not in html
    assert facts["headline"] == story.title_en
    assert facts["author"] == [{"@type": "Person", "name": "Layla", "url": "https://post.example/en/by/layla/"}]
    assert [person["name"] for person in facts["translator"]] == ["Noor"]
    assert facts["image"][0]["creditText"] == "ANNA"
    assert facts["translationOfWork"]["url"] == f"https://post.example{story.address('ar')}"
    assert facts["inLanguage"] == "en"


def test_article_original_is_no_translation(client):
    story = factories.make_article(original_language="en")

    assert "translationOfWork" not in open_story(client, story, "en").html


def test_article_waits_for_a_topic_to_be_named_in_its_language(client):
    story = factories.make_article()
    unnamed = factories.make_topic(name_ar="بلا اسم بالإنجليزية", name_en=None, slug_en=None)
    story.topics.add(unnamed)

    page = open_story(client, story)

    assert f"topic-{unnamed.pk}-en" in page.headers["Surrogate-Key"].split()
    assert 'class="topics"' not in page.html


def test_article_names_the_keys_of_all_it_shows(client):
    topic, photo, placed = factories.make_topic(), factories.make_photo(), factories.make_photo()
    story = factories.make_article(
        lead_photo=photo, body_en=f'<figure><img data-photo="{placed.pk}"></figure><p>Text.</p>'
    )
    story.topics.add(topic)
    byline, other = factories.make_byline(story), factories.make_article()
    factories.make_related(story, story=other)

    keys = open_story(client, story).headers["Surrogate-Key"].split()

    assert set(keys) == {
        f"article-{story.pk}",
        f"article-{other.pk}",
        f"photo-{photo.pk}",
        f"photo-{placed.pk}",
        f"person-{byline.contributor_id}-en",
        f"topic-{topic.pk}-en",
        "support",
        "menu-en",
    }


def test_article_is_kept_no_longer_than_until_its_other_version_appears(client):
    story = factories.make_article(published_at_ar=timezone.now() + timedelta(seconds=100))

    kept = open_story(client, story, "en").headers["Cache-Control"]

    assert 95 <= int(re.search(r"s-maxage=(\d+)", kept)[1]) <= 100


@pytest.mark.parametrize("rows", [1, 3])
def test_article_takes_three_queries_whatever_it_holds(client, rows, django_assert_num_queries):
    topic = factories.make_topic()
    figures = "".join(f'<figure><img data-photo="{factories.make_photo().pk}"></figure>' for _ in range(rows))
    story = factories.make_article(lead_photo=factories.make_photo(), body_en=f"{figures}<p>Text.</p>")
    for _ in range(rows):
        factories.make_byline(story)
        factories.make_related(story)
        story.topics.add(factories.make_topic(), topic)
        factories.make_article().topics.add(topic)
    client.get(story.address("en"))

    with django_assert_num_queries(3):
        client.get(story.address("en"))


def test_preview_shows_a_draft_to_its_caller_alone(rf):
    from django.contrib.auth.models import AnonymousUser

    from articles.views import reading

    story = factories.make_article(live="", title_ar="مسودة")
    request = rf.get("/admin/anything/")
    request.user = AnonymousUser()

    answer = reading.preview(request, story.pk, "ar")
    html = answer.content.decode()

    assert '<html lang="ar" dir="rtl">' in html
    assert "مسودة" in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'class="preview"' in html
    assert answer["Cache-Control"] == "private, no-store"
