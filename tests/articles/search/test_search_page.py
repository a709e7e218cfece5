"""The search page at the door: what a reader gets for anything that may be typed."""

import gzip
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Name
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db

MOST_BYTES = 14 * 1024


def titles(page) -> list[str]:
    return page.texts("article h2")


def test_search_page_begins_with_an_empty_form(client):
    page = read(client, "/en/search/")

    assert page.one("h1").text() == "Search"
    box = page.one('input[name="q"]')
    assert page.one(f'label[for="{box.attributes["id"]}"]').text() == "Search our stories"
    assert page.all("article") == []
    assert page.all('[role="status"]') == []


def test_search_marks_what_it_found_in_the_original_text(client):
    factories.make_article(
        title_ar="مكتبةٌ جديدة", body_ar="<p>فتحت المَكتبة &lt;أبوابها&gt; أمس.</p>", standfirst_ar=""
    )

    page = read(client, "/ar/search/", q="المكتبه")

    assert titles(page) == ["مكتبةٌ جديدة"]
    assert page.texts("article mark") == ["مكتبةٌ", "المَكتبة"]
    assert "&lt;أبوابها&gt;" in page.html
    assert page.one("html").attributes["lang"] == "ar"


def test_search_puts_exact_spelling_first(client):
    for title in ("مدرسة الضفة", "مدرسه الضفة"):
        factories.make_article(title_ar=title, standfirst_ar="", body_ar="")

    assert titles(read(client, "/ar/search/", q="مدرسة"))[0] == "مدرسة الضفة"
    assert titles(read(client, "/ar/search/", q="مدرسه"))[0] == "مدرسه الضفة"


def test_headline_comes_before_body(client):
    now = timezone.now()
    factories.make_article(title_en="Other", body_en="<p>A heron.</p>", published_at_en=now - timedelta(hours=1))
    factories.make_article(title_en="The heron", published_at_en=now - timedelta(days=20))

    assert titles(read(client, "/en/search/", q="heron")) == ["The heron", "Other"]


def test_phrases_and_minus_words(client):
    factories.make_article(title_en="The old stone bridge")
    factories.make_article(title_en="A bridge, old and stone")
    factories.make_article(title_en="Bridge of Sighs")

    assert titles(read(client, "/en/search/", q='"old stone bridge"')) == ["The old stone bridge"]
    assert titles(read(client, "/en/search/", q="bridge -stone")) == ["Bridge of Sighs"]
    assert titles(read(client, "/en/search/", q='bridge -"bridge of sighs" -"stone bridge"')) == [
        "A bridge, old and stone"
    ]
    assert titles(read(client, "/en/search/", q="“bridge of sighs”")) == ["Bridge of Sighs"]


def test_phrase_does_not_run_from_headline_into_standfirst(client):
    factories.make_article(title_en="A bridge", standfirst_en="Heron seen")

    assert titles(read(client, "/en/search/", q='"bridge heron"')) == []


def test_a_name_is_found_in_either_language_by_any_spelling(client):
    Name.objects.create(
        kind="place", spelling_ar="دير الزور", spelling_en="Deir Ezzor", variants="Deir ez-Zor\nDayr al-Zawr"
    )
    factories.make_article(title_ar="جسر جديد في دير الزور", title_en="A bridge for Deir Ezzor")

    for typed in ("دير الزور", "ديرالزور دير الزور"[9:], "deir ez-zor", "Dayr al-Zawr", "bridge Dayr al-Zawr"):
        assert titles(read(client, "/en/search/", q=typed)) == ["A bridge for Deir Ezzor"], typed
    for typed in ("deir ezzor", "Dayr al-Zawr", "دير الزور جسر"):
        assert titles(read(client, "/ar/search/", q=typed)) == ["جسر جديد في دير الزور"], typed
    assert titles(read(client, "/en/search/", q='"Dayr al-Zawr"')) == []  # as it is written, and only so


def test_filters_are_plain_links_that_lead_back(client):
    water, bread = factories.make_topic(name_en="Water"), factories.make_topic(name_en="Bread")
    for n, topic in enumerate((water, water, bread)):
        factories.make_article(title_en=f"Heron {n}").topics.add(topic)

    page = read(client, "/en/search/", q="heron")
    (link,) = [each for each in page.all(".narrow a") if each.text().startswith("Water")]
    narrowed = read(client, link.attributes["href"])
    (back,) = [each for each in narrowed.all(".narrow a") if "aria-current" in each.attributes]

    assert link.text() == "Water 2"
    assert sorted(titles(narrowed)) == ["Heron 0", "Heron 1"]
    assert len(titles(read(client, back.attributes["href"]))) == 3


def test_dates_narrow_down(client):
    now = timezone.now()
    factories.make_article(title_en="Heron today", published_at_en=now - timedelta(hours=2))
    factories.make_article(title_en="Heron of May", published_at_en=now - timedelta(days=200))

    assert titles(read(client, "/en/search/", q="heron", when="week")) == ["Heron today"]
    assert len(titles(read(client, "/en/search/", q="heron", when="year"))) == 2
    assert len(titles(read(client, "/en/search/", q="heron", when="nonsense"))) == 2


def test_pages_turn_and_end(client):
    for n in range(23):
        factories.make_article(title_en=f"Heron {n}")

    first = read(client, "/en/search/", q="heron")
    second = read(client, first.one('a[rel="next"]').attributes["href"])

    assert first.texts('[role="status"]') == ["23 stories found"]
    assert (len(titles(first)), len(titles(second))) == (20, 3)
    assert set(titles(first)) & set(titles(second)) == set()
    read(client, "/en/search/", status=404, q="heron", page="3")
    read(client, "/en/search/", status=404, q="heron", page="0")


def test_where_no_story_has_all_words_some_are_offered(client):
    factories.make_article(title_en="The heron")

    page = read(client, "/en/search/", q="heron xylophone")

    assert titles(page) == ["The heron"]
    assert page.texts('[role="status"]') == ["No story has all these words. These have some of them:"]


def test_an_empty_result_suggests_words_of_live_headlines_only(client):
    factories.make_article(title_en="The famous heron")
    factories.make_article(title_en="The herons", published_at_en=timezone.now() + timedelta(days=1))

    page = read(client, "/en/search/", q="heronn")

    assert titles(page) == []
    assert page.texts(".close a") == ["heron"]
    assert titles(read(client, page.one(".close a").attributes["href"])) == ["The famous heron"]


def test_several_misspelled_words_are_put_right_together(client):
    factories.make_article(title_en="The famous heron")

    page = read(client, "/en/search/", q="famouss heronn")

    assert page.texts(".close a")[0] == "famous heron"
    assert sorted(page.texts(".close a")[1:]) == ["famous heronn", "famouss heron"]


@pytest.mark.parametrize("name", ["section", "topic", "by"])
def test_a_choice_that_leaves_nothing_is_named_and_no_other_words_are_offered(client, name):
    story = factories.make_article(title_en="The famous heron")
    choices = {
        "section": factories.make_section(name_en="Water"),
        "topic": factories.make_topic(name_en="Water"),
        "by": factories.make_contributor(name_en="Water"),
    }
    other = factories.make_article(section=choices["section"])
    other.topics.add(choices["topic"])
    factories.make_byline(other, contributor=choices["by"])

    page = read(client, "/en/search/", q="heron", **{name: str(choices[name].pk)})
    again = read(client, page.one(".hints a").attributes["href"])

    assert [each.text() for each in page.all(".narrow [aria-current]")] == ["Water Remove"]
    assert page.all(".close") == []
    assert titles(again) == [story.words("title", "en")]


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 10_000,
        "word " * 2_000,
        '"' * 500,
        '"unbalanced',
        "\0\0",
        "a\0b",
        "\u202eabc\u202c \u2066",
        "\x1b[31m",
        "-only -minus",
        "- - -",
        "في من على",
        "the of and",
        "' & | ! ( ) <-> :* \\",
        "';DROP TABLE articles_article;--",
        "%s %(x)s {0} {{ 7|add:7 }}",
        "<script>alert(1)</script>",
        "😀 🏳️‍🌈",
        "ﷺ ﷽",
        "\ud800",
        "漢字 かな",
        "1/0 ½ ²",
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_anything_typed_gets_an_answer(client, language, typed):
    factories.make_article(title_en="A heron", title_ar="مالك الحزين")

    answer = client.get(f"/{language}/search/?q={quote(typed, errors='surrogatepass')}")

    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
    assert answer.content.decode().count("\u202e") == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("\"«»“”-−' \t\n\0\u202eابتيىةوالfghe'&|!():*<>\\%{}_٣3"), max_size=60))
def test_any_mixture_gets_an_answer(client, typed):
    assert client.get("/ar/search/", {"q": typed}).status_code == 200


@pytest.mark.parametrize("name", ["section", "topic", "by"])
@pytest.mark.parametrize("value", ["x", "-1", "9" * 18, "9" * 40, "٣", "\0", ""])
def test_odd_choices_get_an_answer(client, name, value):
    factories.make_article(title_en="A heron")

    assert client.get("/en/search/", {"q": "heron", name: value}).status_code == 200


def test_search_is_kept_shortly_and_listed_nowhere(client):
    story = factories.make_article(title_en="A heron")

    answer = client.get("/en/search/", {"q": "heron"})

    assert answer.headers["Cache-Control"].startswith("public, max-age=60, s-maxage=60")
    assert {"search-en", "feeds", f"article-{story.pk}", "menu-en"} == set(answer.headers["Surrogate-Key"].split())
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert not answer.cookies


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("typed", "queries"), [("heron", 6), ("", 1), ("heronn", 5)])
def test_search_query_count_is_flat(client, rows, typed, queries, django_assert_num_queries):
    topic = factories.make_topic()
    for n in range(rows):
        story = factories.make_article(title_en=f"Heron {n}", body_en="<p>A heron.</p>")
        story.topics.add(topic)
        factories.make_byline(story)
    client.get("/en/search/", {"q": typed})

    with django_assert_num_queries(queries):
        client.get("/en/search/", {"q": typed})


@pytest.mark.parametrize("language", ["ar", "en"])
def test_full_search_page_is_light(client, language):
    words = {"ar": "جسر النهر القديم في المدينة", "en": "the old river bridge in town"}[language]
    for n in range(25):
        story = factories.make_article(
            **{
                f"title_{language}": f"{words} {n}",
                f"body_{language}": f"<p>{' '.join(f'{words} {k}' for k in range(60))}</p>",
            }
        )
        story.topics.add(factories.make_topic())
        factories.make_byline(story)

    answer = client.get(f"/{language}/search/", {"q": words.split()[1]})

    assert len(gzip.compress(answer.content, 6)) <= MOST_BYTES


@pytest.mark.parametrize("choice", ["topic", "by"])
def test_choice_of_what_has_no_live_story_is_not_named(client, choice):
    story = factories.make_article(live="")
    rows = {"topic": factories.make_topic(name_en="Kept back"), "by": factories.make_contributor(name_en="Kept back")}
    story.topics.add(rows["topic"])
    factories.make_byline(story, contributor=rows["by"])

    page = read(client, "/en/search/", q="heron", **{choice: str(rows[choice].pk)})

    assert [each.text() for each in page.all(".narrow [aria-current]")] == ["… Remove"]
