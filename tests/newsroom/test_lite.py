"""The lite edition: the same words, no picture and no script, kept by every link."""

import gzip
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from articles.models import State, Topic
from donations import ledger, sealed
from newsroom import lite
from newsroom.identity import LANGUAGES
from tests import factories
from tests.articles.test_public_pages import WORDS, make_rich_paper
from tests.donations import gifts
from tests.pages import Page, read

MOST_BYTES = 50 * 1024
SAME_PAGE = {"story_by_number"}
# A story's page, for who holds a link; a pretend page; a way on; and the one page that cannot be without a script.
NO_PAGE_OF_ITS_OWN = {"shared_preview", "sandbox_card", "pay", "card", "elsewhere"}
# The pages of a donor's visit are walked in tests/donations/views/manage/test_pages.py.
ON_A_VISIT = {
    f"manage_{name}"
    for name in ("about", "amount", "card", "data", "end", "erase", "file", "leave", "pause", "resume")
} | {"statement"}


def second_page(topic: Topic, language: str) -> str:
    """The address of the second page of a long list."""
    first = read(Client(), topic.address(language))
    return first.one('a[rel="next"]').attributes["href"]


@pytest.fixture
def paths(client) -> dict[str, dict[str, str]]:
    """One page of every kind, by the name of its address, in each language."""
    story = make_rich_paper()
    factories.make_related(story)
    others = {
        "place": factories.make_topic(kind=Topic.Kind.PLACE),
        "series": factories.make_series(story),
        "contributor": story.bylines.get().contributor,
        "page": factories.make_page(),
        "section": story.section,
        "topic": story.topics.get(),
        "article": story,
    }
    gift, paid = gifts.make_gift(), gifts.make_gift()
    ledger.apply(gifts.paid(paid))
    today = timezone.localdate()
    return {
        language: {name: row.address(language) for name, row in others.items()}
        | {
            "home": f"/{language}/",
            "topic, page 2": second_page(others["topic"], language),
            "corrections": f"/{language}/corrections/",
            "archive": f"/{language}/archive/",
            "archive_month": f"/{language}/archive/{today.year}/{today.month:02}/",
            "search": f"/{language}/search/?q={WORDS[language].split()[0]}",
            "most_read": f"/{language}/most-read/",
            "report": f"/{language}/correct/{story.pk}/",
            "report_thanks": f"/{language}/correct/{story.pk}/thanks/",
            "saved": f"/{language}/saved/",
            "support": f"/{language}/support/?slot=header",
            "thanks": gift.thanks_path(language),
            "sandbox": f"/{language}/support/sandbox/{gift.uuid}/",
            "asked": f"/{language}/support/asked/",
            "confirm": sealed.path(gift, "confirm", language),
            "receipt": sealed.path(paid, "receipt", language),
            "manage": f"/{language}/support/manage/",
            "manage_sent": f"/{language}/support/manage/sent/",
            "manage_open": f"/{language}/support/manage/open/x/",
            "manage_back": f"/{language}/support/manage/back/",
            "manage_left": f"/{language}/support/manage/left/",
            "manage_erased": f"/{language}/support/manage/erased/",
            "nothing": f"/{language}/nothing/",
        }
        for language in LANGUAGES
    }


def kinds_of_pages() -> set[str]:
    """The names of all addresses of readers' pages, as the site's table of contents has them."""
    rows = [row for part in get_resolver().url_patterns for row in getattr(part, "url_patterns", [part])]
    ours = [row for row in rows if str(row.pattern).startswith("<language:") and str(row.pattern).endswith("/")]
    named = {row.name for part in ours for row in getattr(part, "url_patterns", [part]) if row.name}
    return named - SAME_PAGE - NO_PAGE_OF_ITS_OWN - ON_A_VISIT


def in_lite(path: str) -> str:
    return f"{path}&lite" if "?" in path else f"{path}?lite"


def read_lite(client: Client, path: str) -> Page:
    return read(client, in_lite(path), status=404 if path.endswith("/nothing/") else 200)


def words_of(page: Page) -> str:
    """All that a page says, without its pictures' placeholders and the words about its edition."""
    body = page.html[page.html.index("<body>") :]
    for left_out in (
        r"<script.*?</script>",
        r'<a class="tap".*?</a>',
        r'<aside class="edition">.*?</aside>',
        r"<a data-edition.*?</a>",
        r'<div class="embed.*?</div>',
    ):
        body = re.sub(left_out, "", body, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.django_db
def test_every_kind_of_page_is_walked_here(paths):
    """A new kind of page gets a line in `paths`."""
    assert kinds_of_pages() - paths["en"].keys() == set()


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_lite_pages_say_the_same_in_under_fifty_kilobytes_without_pictures_and_scripts(client, paths, language):
    for kind, path in paths[language].items():
        page, full = read_lite(client, path), read(client, path, status=404 if kind == "nothing" else 200)

        assert words_of(page) == words_of(full), kind
        assert not [e.tag for e in page.elements if e.tag in ("script", "img", "picture", "source", "iframe")]
        assert len(page.html.encode()) < MOST_BYTES, kind
        assert len(gzip.compress(page.html.encode(), 6)) < 14 * 1024, kind
        assert bool(page.all("a.tap")) == bool(full.all("img")), kind


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_lite_edition_is_kept_by_every_link_and_form_that_stays_with_us(client, paths, language):
    for kind, path in paths[language].items():
        page = read_lite(client, path)
        lost = [
            link.attributes["href"]
            for link in page.all("a")
            if link.attributes["href"].startswith(("/", "?"))
            and not link.attributes["href"].startswith("/media/")
            and not link.attributes["href"].endswith(".xml")
            and "data-edition" not in link.attributes
            and "lite" not in parse_qs(urlsplit(link.attributes["href"]).query, keep_blank_values=True)
        ]

        assert lost == [], kind
        assert len(page.all("a")) > 5
        for form in page.all("form"):
            if form.attributes.get("method") == "post":
                assert form.attributes["action"].endswith("lite"), kind
            else:
                assert next(i.attributes["name"] for i in page.all("form input")) == "lite", kind


@pytest.mark.django_db
def test_lite_page_names_the_full_one_as_its_true_address_and_leads_back_to_it(client, paths):
    for kind, path in paths["en"].items():
        page = read_lite(client, path)

        assert page.one("aside.edition a").attributes["href"] == path, kind
        assert [a.attributes["href"] for a in page.all("footer a") if "data-edition" in a.attributes] == [path]
        for link in page.all("link"):
            assert "lite" not in link.attributes["href"], kind


@pytest.mark.django_db
def test_lite_edition_is_kept_after_a_form_is_sent(client):
    story = factories.make_article()

    answer = client.post(f"/en/correct/{story.pk}/?lite", {"text": "The bridge is older."})

    assert answer["Location"] == f"/en/correct/{story.pk}/thanks/?lite"


@pytest.mark.django_db
def test_full_page_leads_to_its_lite_edition(client):
    path = second_page(make_rich_paper().topics.get(), "en")

    page = read(client, path)

    (link,) = [a for a in page.all("footer a") if "data-edition" in a.attributes]
    assert link.attributes["href"] == f"{path}&lite"


@pytest.mark.django_db
def test_lite_picture_says_what_it_shows_and_weighs(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = {"widths": [320, 640, 1280], "cards": [320], "share": [1200, 630], "focal": [50, 50]}
    photo = factories.make_photo(renditions=made, file="photos/weighed.jpg", alt_en='A "bridge" & boats')
    default_storage.save("photos/weighed-640.webp", ContentFile(b"x" * 40_000))
    story = factories.make_article(lead_photo=photo)

    link = read_lite(client, story.address("en")).one("figure a.tap")

    assert link.attributes["href"] == "/media/photos/weighed-640.webp"
    assert link.text() == 'Picture (39 KB): A "bridge" & boats'


@pytest.mark.django_db
def test_lite_picture_whose_file_is_lost_is_still_named(client):
    story = factories.make_article(lead_photo=factories.make_photo(file="photos/lost.jpg", alt_en="A bridge"))

    assert read_lite(client, story.address("en")).texts("figure a.tap") == ["Picture: A bridge"]


@pytest.mark.django_db
def test_lite_edition_survives_redirects_and_stands_under_the_same_keys(client):
    story = factories.make_article(slug_en="bridge")

    moved = client.get(f"/en/article/{story.pk}/mangled/?lite")
    short = client.get(f"/a/{story.pk}/?lite", headers={"accept-language": "en"})
    front = client.get("/?lite", headers={"accept-language": "ar"})

    assert moved["Location"] == f"{story.address('en')}?lite"
    assert short["Location"] == f"{story.address('en')}?lite"
    assert front["Location"] == "/ar/?lite"
    lite_page, full_page = client.get(in_lite(story.address("en"))), client.get(story.address("en"))
    assert lite_page["Surrogate-Key"] == full_page["Surrogate-Key"]
    assert lite_page["ETag"] != full_page["ETag"]


@pytest.mark.django_db
def test_withdrawn_story_is_gone_from_the_lite_edition_too(client):
    story = factories.make_article(state_en=State.WITHDRAWN)

    page = read(client, f"/en/article/{story.pk}/?lite", status=410)

    assert page.texts("h1") == ["This story was withdrawn"]
    assert page.all("aside.edition")


@pytest.mark.django_db
def test_feeds_and_the_desk_have_no_lite_edition(client):
    assert client.get("/en/rss.xml?lite").content == client.get("/en/rss.xml").content
    assert client.get("/admin/?lite")["Location"] == "/admin/login/?next=/admin/%3Flite"


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("/en/", "/en/?lite"),
        ("/en/topic/bread/?page=2#top", "/en/topic/bread/?page=2&lite#top"),
        ("?page=2", "?page=2&lite"),
        ("/en/search/?q=lite", "/en/search/?q=lite&lite"),
        ("/en/?lite", "/en/?lite"),
        ("/ar/topic/%D8%AE%D8%A8%D8%B2/", "/ar/topic/%D8%AE%D8%A8%D8%B2/?lite"),
        ("https://post.example/en/", "https://post.example/en/?lite"),
        ("#content", "#content"),
        ("/en/rss.xml", "/en/rss.xml"),
        ("/media/photos/a.webp", "/media/photos/a.webp"),
        ("/static/img/logo.png", "/static/img/logo.png"),
        ("/admin/", "/admin/"),
        ("https://other.example/en/", "https://other.example/en/"),
        ("https://post.example.evil.example/en/", "https://post.example.evil.example/en/"),
        ("//other.example/en/", "//other.example/en/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("http://[:::]/", "http://[:::]/"),
    ],
)
def test_lite_address_knows_pages_of_ours_only(settings, href, kept):
    settings.SITE_URL = "https://post.example"

    assert lite.address(href) == kept


TAP = '<a class="tap" href="/media/p.jpg"><span>Picture</span></a>'


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ('<a href="/en/x/"><picture><img src="/media/p.jpg" alt=""></picture></a>', TAP),
        ('<a href="/en/x/"><img src="/media/p.jpg" alt=""> more</a>', f'{TAP}<a href="/en/x/?lite"> more</a>'),
        ("<article><p>a</p></article><script>1</script>", "<article><p>a</p></article>"),
        ('<form action="/en/search/">', '<form action="/en/search/"><input type="hidden" name="lite">'),
        ('<form method="post" action="/en/support/">', '<form method="post" action="/en/support/?lite">'),
        ('<a href="/en/?a=1&amp;b=2">x</a>', '<a href="/en/?a=1&amp;b=2&amp;lite">x</a>'),
    ],
)
def test_lite_markup(full, expected):
    assert lite.rewritten(full, full="/en/") == expected


@pytest.mark.parametrize("query", ["lite", "lite=", "lite=%00", "lite&lite", "lite=<script>", "a=%FF&lite"])
@pytest.mark.django_db
def test_lite_page_answers_any_query(client, query):
    page = client.get(f"/en/?{query}")

    assert page.status_code == 200
    assert b"<script" not in page.content
