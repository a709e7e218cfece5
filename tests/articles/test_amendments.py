"""What readers are told of corrections: in the story, in feeds, for machines, and on a page of their own."""

import json
import re
from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from articles.models import Article, Correction, CorrectionKind, Revision, State, Translation
from articles.views.frame import PER_PAGE
from tests import factories
from tests.pages import Page, read

pytestmark = pytest.mark.django_db

HOSTILE = '<script>alert(1)</script> & "q"\n\n<img src=x onerror=alert(2)>'


def facts_of(page: Page) -> dict:
    """What machines read of a story's page."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page.html)[1])


def follow(story: Article, *, days_ago: int) -> Revision:
    """Let the translation rest on a revision of some days ago, by an account that readers must not learn of."""
    made_at = timezone.now() - timedelta(days=days_ago)
    revision = Revision.objects.create(article=story, number=1, story={}, made_at=made_at)
    account = factories.make_editor(first_name="Realname", last_name="Secret")
    Translation.objects.create(article=story, language="en", rests_on=revision, translator=account)
    return revision


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", CorrectionKind.values)
def test_correction_stands_at_the_end_of_its_own_language(client, kind, language):
    story = factories.make_article()
    correction = factories.make_correction(story, language=language, kind=kind, text="One.\n\nTwo.")

    page = read(client, story.address(language))
    other = read(client, story.address("en" if language == "ar" else "ar"))

    block = page.one(f'.amendment[id="correction-{correction.pk}"]')
    assert block.attributes["class"] == f"amendment {kind}"
    assert page.texts(".amendment p")[1:] == ["One.", "Two."]
    assert page.one(".corrections").attributes["aria-labelledby"] == "corrections"
    assert other.all(".corrections") == []


def test_correction_names_its_kind_and_its_moment(client):
    story = factories.make_article()
    factories.make_correction(story, kind="clarification")

    page = read(client, story.address("en"))

    assert page.texts(".amendment h3") == ["Clarification"]
    assert len(page.all(".amendment .date time")) == 1


@pytest.mark.parametrize(
    ("kind", "says"),
    [("correction", "This story was corrected on"), ("retraction", "This story was retracted on")],
)
def test_correction_and_retraction_stand_at_the_top_too(client, kind, says):
    story = factories.make_article(body_en="<p>Still here.</p>")
    correction = factories.make_correction(story, kind=kind)

    page = read(client, story.address("en"))

    assert says in page.one(f"header .notice.{kind}").text()
    assert page.one(".notice a").attributes["href"] == f"#correction-{correction.pk}"
    assert page.html.index('class="notice') < page.html.index("<h1>")
    assert page.texts(".body p") == ["Still here."]


@pytest.mark.parametrize("kind", ["clarification", "update"])
def test_clarification_and_update_stand_at_the_end_only(client, kind):
    story = factories.make_article()
    factories.make_correction(story, kind=kind)

    assert read(client, story.address("en")).all(".notice") == []


def test_corrections_are_newest_first_and_the_top_names_the_newest(client):
    story = factories.make_article()
    newest = factories.make_correction(story, text="Second")
    factories.make_correction(story, text="First", corrected_at=timezone.now() - timedelta(hours=1))

    page = read(client, story.address("en"))

    assert [each.text()[-6:].strip() for each in page.all(".amendment")] == ["Second", "First"]
    assert [link.attributes["href"] for link in page.all(".notice a")] == [f"#correction-{newest.pk}"]


def test_correction_is_plain_text_everywhere(client):
    story = factories.make_article()
    factories.make_correction(story, text=HOSTILE)

    for path in (story.address("en"), "/en/corrections/"):
        page = read(client, path)
        assert "<script>alert" not in page.html
        assert page.all('img[src="x"]') == []
        assert page.texts(".amendment p")[-2:] == ['<script>alert(1)</script> & "q"', "<img src=x onerror=alert(2)>"]
    (entry,) = feedparser.parse(client.get("/en/atom.xml").content).entries
    assert "<script>" not in entry.content[0].value
    assert "<img" not in entry.content[0].value


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_corrections_cost_a_story_no_query(client, rows, language, django_assert_num_queries):
    story = factories.make_article()
    for code in ("ar", "en"):
        for _ in range(rows):
            factories.make_correction(story, language=code)
    follow(story, days_ago=3)
    client.get(story.address(language))

    with django_assert_num_queries(1):
        client.get(story.address(language))


@pytest.mark.parametrize("kind", ["rss.xml", "atom.xml"])
def test_feed_carries_the_correction_in_its_text(client, kind, django_assert_num_queries):
    story = factories.make_article(updated_at_en=timezone.now())
    factories.make_correction(story, kind="retraction", text="All of it was wrong.")
    client.get(f"/en/{kind}")

    with django_assert_num_queries(4):
        answer = client.get(f"/en/{kind}")

    (entry,) = feedparser.parse(answer.content).entries
    text = entry.content[0].value
    assert "<p>All of it was wrong.</p>" in text
    assert text.index("This story was retracted") < text.index("A short standfirst.")
    assert entry.updated_parsed[:5] == story.updated_at_en.utctimetuple()[:5]


def test_machines_read_corrections_and_retractions_as_such(client):
    story = factories.make_article(updated_at_en=timezone.now())
    for kind in CorrectionKind.values:
        factories.make_correction(story, kind=kind, text=f"</script> {kind}")

    facts = facts_of(read(client, story.address("en")))

    assert {each["name"] for each in facts["correction"]} == {"Correction", "Clarification", "Retraction"}
    assert {each["@type"] for each in facts["correction"]} == {"CorrectionComment"}
    assert {each["text"] for each in facts["comment"]} == {"</script> update"}
    assert all(each["datePublished"].endswith("+00:00") for each in facts["correction"])
    assert facts["dateModified"] == story.updated_at_en.isoformat()


def test_machines_read_nothing_of_corrections_where_there_are_none(client):
    facts = facts_of(read(client, factories.make_article().address("en")))

    assert facts.keys() & {"correction", "comment", "isBasedOn"} == set()


# --- A translation that has not answered ------------------------------------------------------------------


def test_translation_tells_that_its_original_was_corrected_and_which_text_it_follows(client):
    story = factories.make_article()
    revision = follow(story, days_ago=2)
    correction = factories.make_correction(story, language="ar", needs_answer=True)

    page = read(client, story.address("en"))
    facts = facts_of(page)

    said = page.texts(".lag")[0]
    assert said.startswith("The original was corrected on ")
    assert "This version follows the text of " in said
    assert page.one(".lag a").attributes["href"] == f"{story.address('ar')}#corrections"
    assert facts["translationOfWork"]["correction"]["datePublished"] == correction.corrected_at.isoformat()
    assert facts["isBasedOn"]["dateModified"] == revision.made_at.isoformat()
    assert not re.search("realname|secret|editor", page.html, re.IGNORECASE)


def test_translation_that_rests_on_no_known_text_tells_that_it_was_published_before(client):
    story = factories.make_article()
    factories.make_correction(story, language="ar", needs_answer=True)

    page = read(client, story.address("en"))

    assert "This version was published before that." in page.texts(".lag")[0]
    assert "isBasedOn" not in facts_of(page)


@pytest.mark.parametrize(
    ("kind", "says"),
    [("retraction", "retracted"), ("clarification", "clarified"), ("update", "updated"), ("correction", "corrected")],
)
def test_translation_names_what_happened_to_its_original(client, kind, says):
    story = factories.make_article()
    factories.make_correction(story, language="ar", kind=kind, needs_answer=True)

    assert read(client, story.address("en")).texts(".lag")[0].startswith(f"The original was {says} on ")


def test_translation_says_nothing_once_it_has_answered_or_follows_a_later_text(client):
    for answer, reason in (("corrected", ""), ("does_not_apply", "It said nine.")):
        story = factories.make_article()
        factories.make_correction(story, language="ar", needs_answer=True, answer=answer, answer_reason=reason)
        assert read(client, story.address("en")).all(".lag") == [], answer
    story = factories.make_article()
    follow(story, days_ago=0)
    factories.make_correction(story, language="ar", corrected_at=timezone.now() - timedelta(minutes=30))

    assert read(client, story.address("en")).all(".lag") == []


def test_translation_says_nothing_of_an_original_that_readers_cannot_open(client):
    story = factories.make_article(state_ar=State.WITHDRAWN)
    factories.make_correction(story, language="ar", needs_answer=True)

    assert read(client, story.address("en")).all(".lag") == []


def test_original_says_nothing_of_its_translations_corrections(client):
    story = factories.make_article(original_language="ar")
    factories.make_correction(story, language="en", needs_answer=True)

    assert read(client, story.address("ar")).all(".lag") == []


@pytest.mark.parametrize("live", ["ar en", "en"])
def test_translator_line_leads_to_the_original_where_it_is_live(client, live):
    story = factories.make_article(live=live)
    factories.make_byline(story, contributor=factories.make_contributor(name_en="<b>Noor</b>"), role="translator")

    page = read(client, story.address("en"))

    assert page.texts(".credits") == ["Translated from Arabic by <b>Noor</b>"]
    links = [link.attributes["href"] for link in page.all('.credits a[rel="alternate"]')]
    assert links == ([story.address("ar")] if "ar" in live else [])


# --- The page of corrections ------------------------------------------------------------------------------


def test_corrections_page_lists_what_readers_may_see_newest_first(client):
    story = factories.make_article(title_en="Boats")
    old = factories.make_correction(story, text="Old", corrected_at=timezone.now() - timedelta(days=1))
    new = factories.make_correction(factories.make_article(title_en="Bread"), text="New", kind="retraction")
    factories.make_correction(story, language="ar", text="بالعربية")
    for life in (
        {"state_en": State.WITHDRAWN},
        {"state_en": State.DRAFT},
        {"published_at_en": timezone.now() + timedelta(days=1)},
    ):
        factories.make_correction(factories.make_article(title_en="A secret", **life), text="A secret")

    page = read(client, "/en/corrections/")

    assert page.texts(".amendment h2") == ["Bread", "Boats"]
    assert page.texts(".amendment h3") == ["Retraction", "Correction"]
    assert [link.attributes["href"] for link in page.all(".amendment h2 a")] == [
        f"{new.article.address('en')}#correction-{new.pk}",
        f"{story.address('en')}#correction-{old.pk}",
    ]
    assert "secret" not in page.html
    assert read(client, "/ar/corrections/").texts(".amendment h2") == [story.title_ar]


def test_corrections_page_is_kept_under_its_own_key_and_linked_from_every_page(client):
    page = read(client, "/en/corrections/")

    assert page.headers["Surrogate-Key"].split() == ["corrections-en", "feeds", "menu-en"]
    assert "s-maxage=3600" in page.headers["Cache-Control"]
    assert page.texts(".empty") == ["Nothing has been corrected here yet."]
    assert page.one('.footer a[href="/en/corrections/"]').text() == "Corrections"
    assert page.one('.tools a[hreflang="ar"]').attributes["href"] == "/ar/corrections/"


def test_corrections_page_is_kept_until_a_story_with_corrections_comes_back_by_itself(client):
    story = factories.make_article(published_at_en=timezone.now() + timedelta(seconds=100))
    factories.make_correction(story)

    kept = read(client, "/en/corrections/").headers["Cache-Control"]

    assert 95 <= int(re.search(r"s-maxage=(\d+)", kept)[1]) <= 100


def test_corrections_page_turns(client):
    story = factories.make_article()
    Correction.objects.bulk_create(
        Correction(article=story, language="en", kind="update", text=f"No. {n}") for n in range(PER_PAGE + 1)
    )

    first, second = read(client, "/en/corrections/"), read(client, "/en/corrections/", page="2")

    assert (len(first.all(".amendment")), len(second.all(".amendment"))) == (PER_PAGE, 1)
    assert first.one('a[rel="next"]').attributes["href"] == "/en/corrections/?page=2"
    read(client, "/en/corrections/", status=404, page="3")


@pytest.mark.parametrize("rows", [1, 3])
def test_corrections_page_query_count_is_flat(client, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.make_correction(factories.make_article())
    client.get("/en/corrections/")

    with django_assert_num_queries(3):
        client.get("/en/corrections/")
