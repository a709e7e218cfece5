"""What every public page promises: no cookie, no outside host, few bytes, and an answer to odd input."""

import gzip
import random
import re
from urllib.parse import quote

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import publishing, reads
from articles.models import Article, ReadCount
from newsroom.identity import LANGUAGES
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db

MOST_BYTES = 14 * 1024
WORDS = {
    "en": """the council bridge water river market school engineers families winter opened closed repairs budget said
        after before between seven months public meeting residents prices teachers report district night morning
        volunteers pipeline harvest olive station shared decision neighbours promised measured crossing stone""",
    "ar": """قال المجلس البلدي إن الجسر القديم سيفتح أمام المشاة بعد أشهر من الإغلاق وأضاف المهندسون أن الدعامات
        الحجرية سليمة لكن السطح يحتاج إلى عزل جديد قبل الشتاء والأهالي ينتظرون نتائج الفحص منذ الربيع الماضي في
        السوق والمدرسة والحي الشرقي حيث المياه مقطوعة والأسعار مرتفعة والمحصول وفير هذا العام""",
}


def prose(language: str, words: int, seed: int) -> str:
    """Words in an order that a compressor cannot guess."""
    return " ".join(random.Random(seed).choices(WORDS[language].split(), k=words))


def make_rich_paper() -> Article:
    """Stories of 900 words with scaled pictures over six sections, enough to fill every list."""
    sections = [factories.make_section() for _ in range(6)]
    topic, person = factories.make_topic(slug_en="bread", slug_ar="خبز"), factories.make_contributor()
    made = {"widths": [320, 640, 960, 1280, 1600], "cards": [320, 640, 960], "share": [1200, 630], "focal": [50, 50]}
    stories = []
    for n in range(36):
        photo = factories.make_photo(renditions=made, file=f"photos/{n:032x}.jpg", alt_en="A bridge", alt_ar="جسر")
        words = {}
        for language in LANGUAGES:
            paragraphs = "".join(f"<p>{prose(language, 90, n * 100 + part)}</p>" for part in range(10))
            title = prose(language, 9, n)
            words |= {
                f"title_{language}": title,
                f"slug_{language}": title.replace(" ", "-")[:110],
                f"standfirst_{language}": prose(language, 22, n + 50),
                f"body_{language}": paragraphs,
            }
        story = factories.make_article(section=sections[n % 6], lead_photo=photo, **words)
        story.topics.add(topic)
        factories.make_byline(story, contributor=person)
        stories.append(story)
        factories.make_correction(story, text=prose("en", 60, n))
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        ReadCount.objects.bulk_create(
            ReadCount(article=story, language=code, hour=hour, reads=n) for code in LANGUAGES
        )
    reads.rank()
    return stories[0]


def public_paths(story: Article) -> list[str]:
    """One page of every kind that caches may keep, in both languages."""
    return [
        path
        for language in LANGUAGES
        for path in (
            f"/{language}/",
            story.address(language),
            story.section.address(language),
            story.topics.get().address(language),
            story.bylines.get().contributor.address(language),
            f"/{language}/corrections/",
            f"/{language}/archive/",
            f"/{language}/most-read/",
            f"/{language}/archive/",
            f"/{language}/archive/{story.published_at_en.year}/{story.published_at_en.month}/",
            f"/{language}/most-read/",
            f"/{language}/correct/{story.pk}/",
            f"/{language}/corrections/",
            f"/{language}/nothing/",
        )
    ]


def more_paths(client, story: Article) -> list[str]:
    """Pages that need rows of their own, or that follow from a question, in both languages."""
    others = list(Article.objects.exclude(pk=story.pk).order_by("pk"))
    place, flat = (
        factories.make_topic(kind="place"),
        factories.make_page(body_ar=story.body_ar, body_en=story.body_en),
    )
    series, withdrawn = factories.make_series(*others[:25]), others[-1]
    for other in others[:30]:
        other.topics.add(place)
    for language in LANGUAGES:
        for other in others[:25]:
            factories.make_correction(other, language=language, text=prose(language, 30, other.pk))
        publishing.withdraw(withdrawn, language=language, by=None, reason=prose(language, 30, 1))
    now = timezone.localtime()
    return [
        path
        for language in LANGUAGES
        for path in (
            next_page(client, place.address(language)),
            series.address(language),
            flat.address(language),
            withdrawn.address(language),
            f"/{language}/correct/{story.pk}/",
            f"/{language}/corrections/?page=2",
            f"/{language}/archive/{now.year}/{now.month}/",
            f"/{language}/search/?q={quote(WORDS[language].split()[2])}",
            f"/{language}/search/?q={'x' * 200}",
            f"/{language}/saved/",
        )
    ]


def next_page(client, path: str) -> str:
    """The page of a list after its first."""
    return read(client, path).one('nav a[rel="next"]').attributes["href"]


def test_public_pages_weigh_at_most_fourteen_kilobytes(client):
    story = make_rich_paper()
    paths = [*public_paths(story), *more_paths(client, story)]

    weights = {path: len(gzip.compress(client.get(path).content, 6)) for path in paths}

    assert {path: weight for path, weight in weights.items() if weight > MOST_BYTES} == {}


def test_pages_that_no_cache_keeps_set_no_cookie_either(client):
    for path in more_paths(client, make_rich_paper()):
        answer = client.get(path)

        assert answer.status_code in (200, 410), path
        assert not answer.cookies, path
        assert "Cookie" not in answer.get("Vary", ""), path


def test_public_pages_set_no_cookie_and_vary_by_none(client):
    for path in [*public_paths(make_rich_paper()), "/", "/robots.txt", "/sitemap.xml", "/en/rss.xml", "/ar/atom.xml"]:
        answer = client.get(path)

        assert not answer.cookies, path
        assert "Cookie" not in answer.get("Vary", ""), path
        assert "public" in answer["Cache-Control"], path
        assert answer["Surrogate-Key"], path


def test_public_pages_load_nothing_from_other_hosts_and_need_no_handlers(client):
    for path in public_paths(make_rich_paper()):
        page = read(client, path, status=404 if path.endswith("/nothing/") else 200)
        loaded = [
            element.attributes[name]
            for element in page.elements
            for name in ("src", "srcset", "poster", "data")
            if element.tag != "a" and name in element.attributes
        ]
        loaded += [
            element.attributes["href"]
            for element in page.all("link")
            if element.attributes["rel"] not in ("canonical", "alternate", "prev", "next")
        ]

        assert all(re.match(r"/(?!/)", address) for address in loaded), path
        assert not [e.tag for e in page.elements if any(a.startswith("on") or a == "style" for a in e.attributes)]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_public_pages_answer_304_to_who_has_them(client, encoding):
    for path in public_paths(make_rich_paper())[:5]:
        first = client.get(path, headers={"accept-encoding": encoding})
        again = client.get(path, headers={"accept-encoding": encoding, "if-none-match": first["ETag"]})

        assert again.status_code == 304, path


def test_public_pages_refuse_to_be_posted_to(client):
    story = factories.make_article()

    assert [client.post(path).status_code for path in ("/en/", story.address("en"))] == [405, 405]


@pytest.mark.parametrize("kind", ["article/1", "section", "topic", "place", "by", "page"])
@pytest.mark.parametrize(
    "odd", ["\0", "a" * 10_000, "..", "%", "\u202e", "\ufeff", "e\u0301", "'\"><script>", "\n", " "]
)
def test_odd_addresses_are_not_found(client, kind, odd):
    for language in LANGUAGES:
        assert client.get(f"/{language}/{kind}/{quote(odd, safe='')}/").status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 5000, "-1", "١", "1e3"])
def test_odd_numbers_are_not_found(client, number):
    for path in (f"/en/article/{number}/x/", f"/en/article/{number}", f"/a/{number}/"):
        assert client.get(path).status_code == 404


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=40),
    page=st.text(max_size=8),
    kind=st.sampled_from(["", "section/", "topic/", "by/", "article/"]),
)
def test_no_address_breaks_the_site(client, text, page, kind):
    encoded = quote(text.encode("utf-8", "surrogatepass"), safe="/")

    answer = client.get(f"/ar/{kind}{encoded}", {"page": page.encode("utf-8", "replace")})

    assert answer.status_code in {200, 301, 302, 404}


def test_scheduled_story_appears_by_itself(client, time_machine):
    story = factories.make_article(published_at_en=timezone.now() + timezone.timedelta(minutes=1))
    read(client, story.address("en"), status=404)

    time_machine.move_to(timezone.now() + timezone.timedelta(minutes=2))

    read(client, story.address("en"))
    assert read(client, "/en/").texts("article h2") == [story.title_en]
