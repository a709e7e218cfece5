"""Both scripts in one line: what a page, its share card and its feeds say where markup can and cannot help."""

import pytest
from django.utils.html import escape

from newsroom import arabic
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db

HEADLINE = "NATO: 3 قتلى في C++"
ISOLATED = "\u2067NATO: 3 قتلى في C++\u2069"


@pytest.fixture
def story():
    """A story whose Arabic words hold Latin ones, and the other way round."""
    return factories.make_article(
        title_ar=HEADLINE,
        title_en="Old bridge «الجسر»",
        standfirst_ar="وصل U.S. اليوم",
        standfirst_en="From حلب, حمص",
        body_ar="<p>اتصل على +963 11 123 4567</p>",
    )


def test_title_and_share_card_isolate_a_mixed_headline(client, story):
    page = client.get(story.address("ar")).content.decode()

    assert f"<title>{ISOLATED} – جريدة النهر</title>" in page
    assert f'<meta property="og:title" content="{ISOLATED}">' in page
    assert '<meta name="description" content="\u2067وصل U.S. اليوم\u2069">' in page


def test_a_headline_of_one_script_stays_as_it_is(client):
    plain = factories.make_article(title_en="The old bridge opens", title_ar="فُتح الجسر")

    english, arabic_page = (client.get(plain.address(code)).content.decode() for code in ("en", "ar"))

    assert "<title>The old bridge opens – The River Post</title>" in english
    assert "<title>فُتح الجسر – جريدة النهر</title>" in arabic_page
    assert arabic.bare(english) == english


def test_page_isolates_runs_in_headline_standfirst_and_text(client, story):
    page = client.get(story.address("ar")).content.decode()

    assert "<h1><bdi>NATO</bdi>: 3 قتلى في <bdi>C++</bdi></h1>" in page
    assert "وصل <bdi>U.S.</bdi> اليوم</p>" in page
    assert '<p>اتصل على <bdi dir="ltr">+963 11 123 4567</bdi></p>' in page


def test_lists_isolate_runs_too(client, story):
    front = client.get("/en/").content.decode()

    assert "Old bridge «<bdi>الجسر</bdi>»</a>" in front
    assert "From <bdi>حلب</bdi>, <bdi>حمص</bdi></p>" in front


def test_feeds_isolate_titles_and_runs(client, story):
    feed = client.get("/ar/rss.xml").content.decode()

    assert f"<title>{ISOLATED}</title>" in feed
    assert escape("<p>وصل <bdi>U.S.</bdi> اليوم</p>") in feed


@pytest.mark.parametrize(
    ("words", "language", "told"),
    [
        (10, "en", "1 minute to read"),
        (480, "en", "2 minutes to read"),
        (360, "ar", "مدة القراءة: دقيقتان"),
        (540, "ar", "مدة القراءة: 3 دقائق"),
        (1980, "ar", "مدة القراءة: 11 دقيقة"),
    ],
)
def test_story_says_how_long_it_takes(client, words, language, told):
    word = {"ar": "كلمة ", "en": "word "}[language]
    story = factories.make_article(**{f"body_{language}": f"<p>{word * words}</p>"})

    page = client.get(story.address(language)).content.decode()

    assert f'<p class="length">{told}</p>' in page


def test_story_without_a_text_says_nothing_of_time(client):
    story = factories.make_article(body_en="")

    assert 'class="length"' not in client.get(story.address("en")).content.decode()


@pytest.mark.parametrize(("language", "numerals"), [("ar", ["arabic"]), ("en", [])])
def test_page_tells_its_styles_in_which_digits_lists_are_counted(client, settings, language, numerals):
    settings.NEWSROOM_DIGITS = "arabic"

    page = read(client, f"/{language}/")

    assert [html.attributes["data-numerals"] for html in page.all("html[data-numerals]")] == numerals


def test_reading_time_has_the_digits_of_the_house(client, settings):
    settings.NEWSROOM_DIGITS = "arabic"
    story = factories.make_article(body_ar=f"<p>{'كلمة ' * 540}</p>")

    assert "مدة القراءة: ٣ دقائق" in client.get(story.address("ar")).content.decode()
