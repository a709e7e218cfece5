"""Our pages read with what real readers and crawlers use: the facts of a story must come out right in both languages.

The libraries get the HTML that a browser would; none of them opens the network. Where one is wrong by itself, the
test says so and shows why.
"""

import re
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

import extruct
import feedparser
import newspaper
import pytest
import readability
import trafilatura

from articles import share_images
from articles.models import Article
from newsroom.arabic import bare
from newsroom.identity import LANGUAGES
from tests import factories

pytestmark = pytest.mark.django_db

ORIGIN = "https://post.example"
PUBLISHED = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
UPDATED = datetime(2026, 3, 7, 18, 0, tzinfo=UTC)
PARAGRAPHS = {
    "ar": [
        "قال المجلس البلدي إن الجسر القديم سيفتح أمام المشاة بعد سبعة أشهر من الإغلاق، ولن تعبره السيارات هذا العام.",
        "وأضاف المهندسون أن الدعامات الحجرية سليمة، لكن السطح يحتاج إلى عزل جديد قبل الشتاء، والكلفة لم تُحسب بعد.",
        "وينتظر أهالي الحي الشرقي نتائج الفحص منذ الربيع الماضي، ويمشون كل صباح نصف ساعة إلى السوق والمدرسة.",
        "ومن المقرر أن يعقد المجلس جلسة علنية يوم الأحد، وأن يعرض صور الفحص وجدول الأعمال على من يريد أن يراها.",
    ],
    "en": [
        "The old bridge will open to people on foot after seven months, the council said, and cars will stay out.",
        "The stone piers are sound, the engineers added, but the deck needs a new seal before winter comes.",
        "Families in the eastern quarter have waited since spring: they walk half an hour to the market.",
        "The council meets in public on Sunday, and will show the pictures of the survey to everybody.",
    ],
}
STANDFIRST = {
    "ar": "سيعود الناس إلى الجسر بعد سبعة أشهر، لكن السيارات ستبقى بعيدة عنه حتى تنتهي الأعمال كلها.",
    "en": "People on foot return after seven months, and cars stay out until all of the work is done.",
}
WRITER, TRANSLATOR = {"ar": "ليلى الحسن", "en": "Layla Hassan"}, {"ar": "نور سعيد", "en": "Noor Said"}
TITLES = {
    "translated": {"ar": "الجسر القديم يفتح أمام المشاة من جديد", "en": "Old bridge opens again to people on foot"},
    "mixed": {"ar": "شركة Sawsan Water ترفع الأسعار 20%", "en": "What “جسر الحجر” means to the river towns"},
    "photos": {"ar": "يوم واحد على ضفتي النهر في صور", "en": "One day on both banks of the river, in pictures"},
    "opinion": {"ar": "لماذا ننتظر الجسر كل هذا الوقت؟", "en": "Why do we wait so long for a bridge?"},
    "bare": {"ar": "الماء يعود إلى الحي الشرقي صباح الأحد", "en": "Water returns to the eastern quarter on Sunday"},
}
CASES = list(TITLES)


@dataclass
class Told:
    """A story, and what a machine must make of it."""

    case: str
    story: Article
    lead: str = ""  # the lead photo's address
    photos: list[str] = field(default_factory=list)

    def address(self, language: str) -> str:
        return ORIGIN + self.story.address(language)

    def share_image(self, language: str) -> str:
        return ORIGIN + share_images.address(self.story, language)

    def authors(self) -> dict[str, list[str]]:
        return {language: [WRITER[language]] for language in LANGUAGES}


def make_told(case: str) -> Told:
    """Make a story: corrected, with both scripts in its headline, in photos, an opinion, or without a lead."""
    lead = factories.make_photo(credit="Rami Q.", alt_ar="الجسر", alt_en="The bridge") if case != "bare" else None
    many = 8 if case == "photos" else 1
    placed = [factories.make_photo(credit="Huda A.", alt_ar="سوق", alt_en="A market") for _ in range(many)]
    words = {}
    for language, paragraphs in PARAGRAPHS.items():
        figures = "".join(f'<figure><img data-photo="{photo.pk}"></figure>' for photo in placed)
        film = '<p><a href="https://www.youtube.com/watch?v=abcdefghij1" rel="noopener">The bridge in 1961</a></p>'
        text = [f"<p>{paragraph}</p>" for paragraph in paragraphs]
        words |= {
            f"title_{language}": TITLES[case][language],
            f"standfirst_{language}": STANDFIRST[language],
            f"body_{language}": text[0] + figures + film + "".join(text[1:]),
            f"published_at_{language}": PUBLISHED,
        }
    kind = {"opinion": "opinion", "photos": "photo_story"}.get(case, "news")
    story = factories.make_article(lead_photo=lead, kind=kind, original_language="ar", **words)
    factories.make_byline(story, contributor=person(WRITER))
    factories.make_byline(story, contributor=person(TRANSLATOR), role="translator", position=1)
    factories.make_byline(story, contributor=person({"ar": "رامي قاسم", "en": "Rami Qasem"}), role="photographer")
    if case == "translated":
        correct(story)
    return Told(case, story, ORIGIN + lead.file.url if lead else "", [ORIGIN + photo.file.url for photo in placed])


def person(names: dict[str, str]):
    return factories.make_contributor(name_ar=names["ar"], name_en=names["en"])


def correct(story: Article) -> None:
    for language, text in {"ar": "كتبنا ستة أشهر، والصواب سبعة.", "en": "We wrote six months; it was seven."}.items():
        factories.make_correction(story, language=language, text=text, corrected_at=UPDATED)
        Article.objects.filter(pk=story.pk).update(**{f"updated_at_{language}": UPDATED})


@pytest.fixture(params=CASES)
def told(request, settings) -> Told:
    settings.SITE_URL = ORIGIN
    return make_told(request.param)


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return request.param


@pytest.fixture(autouse=True)
def _no_network_and_no_stemmer(monkeypatch):
    """Refuse every connection, and give newspaper4k's Arabic the two functions that it wants of nltk.

    It splits a text into words and stems them to count stop words; whole words are counted as well.
    """

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a library opened the network")

    monkeypatch.setattr("socket.create_connection", refuse)
    stemmer = SimpleNamespace(ISRIStemmer=lambda: SimpleNamespace(stem=lambda word: word))
    words = SimpleNamespace(wordpunct_tokenize=lambda text: re.findall(r"\w+|[^\w\s]+", text))
    monkeypatch.setitem(sys.modules, "nltk", SimpleNamespace(stem=SimpleNamespace(isri=stemmer), tokenize=words))


def page(client, told: Told, language: str) -> str:
    answer = client.get(told.story.address(language))
    assert answer.status_code == 200
    return answer.content.decode()


def squeezed(text: str) -> str:
    return " ".join(bare(text).split())


def assert_whole_text(text: str, language: str) -> None:
    """Hold a text to all of the story's paragraphs in order, and to none of the page around it."""
    found = squeezed(text)
    places = [found.find(paragraph) for paragraph in PARAGRAPHS[language]]
    assert -1 not in places, found
    assert places == sorted(places)
    around = [
        "Skip to",
        "Share this",
        "Related",
        "Send a correction",
        "minute to read",
        "Saved stories",
        "Support us",
    ]
    around += ["مشاركة", "مقالات ذات صلة", "مدة القراءة"]
    assert [words for words in around if words in found] == []


def test_trafilatura_reads_the_story(client, told, language):
    read = trafilatura.bare_extraction(
        page(client, told, language), url=told.address(language), with_metadata=True, include_comments=False
    )

    assert bare(read.title) == TITLES[told.case][language]
    assert read.author == WRITER[language]
    assert read.date == "2026-03-05"
    assert squeezed(read.description) == STANDFIRST[language]
    # Open Graph's picture is the one drawn for shared links; the photo itself is what extruct reads.
    assert read.image == told.share_image(language)
    assert read.categories == [getattr(told.story.section, f"name_{language}")]
    assert read.sitename == {"ar": "جريدة النهر", "en": "The River Post"}[language]
    assert_whole_text(read.text, language)


def test_newspaper_reads_the_story(client, told, language):
    read = newspaper.Article(told.address(language), fetch_images=False)
    read.download(input_html=page(client, told, language))
    read.parse()

    assert bare(read.title) == TITLES[told.case][language]
    assert read.authors == [WRITER[language]]
    assert read.publish_date == PUBLISHED
    assert read.meta_lang == language
    assert read.canonical_link == told.address(language)
    assert read.top_image == told.share_image(language)
    assert set([told.lead] if told.lead else []) | set(told.photos) <= set(read.images)
    assert_whole_text(read.text, language)


def test_readability_reads_the_story(client, told, language):
    html = page(client, told, language)
    if told.case == "photos":
        # It throws a text away that has more than 1.3 pictures to a paragraph and fewer than ten Latin commas
        # (`sanitize` in readability.py). The pictures alone make the difference.
        assert PARAGRAPHS[language][0] not in readability.Document(html).summary()
        html = re.sub("<picture>.*?</picture>", "", html)

    read = readability.Document(html, url=told.address(language))

    assert bare(read.short_title()) == TITLES[told.case][language]
    assert_whole_text(re.sub("<[^>]+>", " ", read.summary()), language)


def test_extruct_reads_the_facts(client, told, language):
    read = extruct.extract(
        page(client, told, language), base_url=told.address(language), syntaxes=["json-ld", "opengraph"]
    )

    story, way = read["json-ld"]
    other = {"ar": "en", "en": "ar"}[language]
    assert story["@type"] == ("OpinionNewsArticle" if told.case == "opinion" else "NewsArticle")
    assert story["headline"] == TITLES[told.case][language]
    assert [author["name"] for author in story["author"]] == [WRITER[language]]
    assert [each["name"] for each in story.get("translator", [])] == ([TRANSLATOR["en"]] if language == "en" else [])
    assert story["datePublished"] == PUBLISHED.isoformat()
    assert story["dateModified"] == (UPDATED if told.case == "translated" else PUBLISHED).isoformat()
    assert (story["inLanguage"], story["isAccessibleForFree"]) == (language, True)
    wanted = [*([told.lead] if told.lead else []), *told.photos]
    assert [image["url"] for image in story.get("image", [])] == wanted
    assert {image["creditText"] for image in story["image"]} <= {"Rami Q.", "Huda A."}
    version = story["translationOfWork" if language == "en" else "workTranslation"]
    assert (version["inLanguage"], version["url"]) == (other, told.address(other))
    assert bool(story.get("correction")) == (told.case == "translated")
    assert [step["name"] for step in way["itemListElement"]][1:] == [
        getattr(told.story.section, f"name_{language}"),
        TITLES[told.case][language],
    ]
    assert way["itemListElement"][-1]["item"] == told.address(language)


@pytest.mark.parametrize("kind", ["rss.xml", "atom.xml"])
def test_feedparser_reads_the_story(client, told, language, kind):
    feed = feedparser.parse(client.get(f"/{language}/{kind}").content)

    (entry,) = feed.entries
    content = entry.content[0]
    assert not feed.bozo
    assert feed.feed.language == language
    label = {"ar": "رأي: ", "en": "Opinion: "}[language] if told.case == "opinion" else ""
    assert bare(entry.title) == label + TITLES[told.case][language]
    assert entry.link == told.address(language)
    assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == PUBLISHED
    assert datetime(*entry.updated_parsed[:6], tzinfo=UTC) == (UPDATED if told.case == "translated" else PUBLISHED)
    assert entry.authors[0]["name"] == WRITER[language]
    assert [author["name"].startswith(TRANSLATOR["en"]) for author in entry.authors[1:]] == [True] * (
        language == "en"
    )
    assert [each["url"] for each in entry.get("media_content", [])] == ([told.lead] if told.lead else [])
    assert [each["content"] for each in entry.get("media_credit", [])] == (["Rami Q."] if told.lead else [])
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in content.value
    assert all(f'src="{photo}"' in content.value for photo in told.photos)
    assert content.value.count("Huda A.") == len(told.photos)
    text = re.sub("<[^>]+>", " ", content.value)
    assert_whole_text(text, language)
    if told.case == "translated":
        correction = {"ar": "والصواب سبعة", "en": "it was seven"}[language]
        assert correction in text
