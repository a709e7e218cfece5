"""All that one story's page shows in one language, gathered in few queries whatever the story holds.

One query brings the story with its credits, corrections, topics and picked links, and the site's menu; one the
stories related by topic; one the photos in its text. The page's own template and the feeds read the result; nothing
here decides who may see it.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from articles import amendments, cards, credits, richtext, series_part
from articles.amendments import Amendment, Lag
from articles.credits import Credit
from articles.models import Article, Photo, RelatedLink, Role, Section, State, Topic
from articles.prepared import Among, Given, Prepared, loaded, moment, number
from articles.querysets import ArticleQuerySet, Moment
from articles.series_part import SeriesPart
from newsroom.arabic import pace
from newsroom.identity import LANGUAGES, OTHER

RELATED = 4

_NUMBERS = ArrayField(BigIntegerField())

_WORDS = (
    "title",
    "slug",
    "standfirst",
    "body",
    "search_title",
    "search_description",
    "share_title",
    "share_description",
    "lead_caption",
)


@dataclass(frozen=True)
class RelatedItem:
    """One line of the related list: a story of ours (`pk`) or an outside address."""

    title: str
    pk: int | None
    slug: str
    url: str


@dataclass
class StoryPage:
    """One language of one story with everything around it."""

    story: Article
    language: str
    credits: list[Credit]
    topics: list[Topic]
    part: SeriesPart | None = None
    menu: list[Section] = field(default_factory=list)
    related: list[RelatedItem] = field(default_factory=list)
    photos: dict[int, Photo] = field(default_factory=dict)

    @cached_property
    def other_language(self) -> str | None:
        """Name the other language when readers may open that version now."""
        other = OTHER[self.language]
        return other if self.story.is_live(other) else None

    @cached_property
    def embed_hosts(self) -> list[str]:
        """Name the sites whose films and posts stand in the text."""
        return richtext.embed_hosts(self.story.words("body", self.language))

    @cached_property
    def amendments(self) -> list[Amendment]:
        """List what was corrected, clarified, updated or retracted, newest first."""
        return amendments_of(self.story)

    @cached_property
    def notices(self) -> list[Amendment]:
        """List what must be said before the story begins."""
        return amendments.at_the_top(self.amendments)

    @cached_property
    def lag(self) -> Lag | None:
        """Name the correction of the original that this translation has not answered, or None."""
        return amendments.lag_of(self.story, _around(self.story), self.language)

    @property
    def standing(self) -> list[Credit]:
        """List the authors of an opinion of whom there is something to say, so that readers know who speaks."""
        if self.story.kind != Article.Kind.OPINION:
            return []
        return [credit for credit in self.credits if credit.role == Role.AUTHOR and credit.standing]

    @property
    def is_photo_story(self) -> bool:
        """Say whether the pictures tell the story."""
        return self.story.kind == Article.Kind.PHOTO_STORY

    def caption(self) -> str:
        """Give the lead photo's caption."""
        return caption_of(self.story, self.language)

    def minutes(self) -> int:
        """Say how many minutes the text takes to read; none where there is no text."""
        return pace.minutes(richtext.plain_text(self.story.words("body", self.language)))

    def updated_at(self) -> datetime | None:
        """Say when the words changed after readers first saw them, or None."""
        published, updated = self.story.published_at(self.language), self.story.updated_at(self.language)
        return updated if published and updated and updated > published else None

    def keys(self) -> list[str]:
        """Name every key under which shared caches hold this page."""
        numbers = [item.pk for item in self.related if item.pk]
        lead = self.story.lead_photo
        photos = {*([lead.pk] if lead else []), *self.photos}
        return [
            f"article-{self.story.pk}",
            *(f"article-{pk}" for pk in numbers),
            *(f"photo-{pk}" for pk in sorted(photos)),
            *(f"person-{credit.pk}-{self.language}" for credit in self.credits),
            # Those without a name in this language too: the page shows them once they get one.
            *(f"topic-{topic['id']}-{self.language}" for topic in _around(self.story)["topics"]),
            *(f"series-{series['id']}-{self.language}" for series in _around(self.story)["series"]),
            "support",
        ]

    def changes_at(self) -> datetime | None:
        """Say when something on the page will next appear by itself: the other version or a related story."""
        moments = [vars(self.story)["next_publication"], self.story.published_at(OTHER[self.language])]
        return min((moment for moment in moments if moment and moment > timezone.now()), default=None)


def load(pk: int, language: str, *, live: bool = True) -> StoryPage | None:
    """Gather one story's page, or None where there is none; `live=False` shows staff what readers cannot see."""
    if pk > BigIntegerField.MAX_BIGINT:  # Postgres would refuse the question
        return None
    question = _LIVE_STORY if live else _ANY_STORY
    found = question[language].objects(pk=pk, now=timezone.now())
    if not found:
        return None
    return gathered(completed(found[0]), language)


def gathered(story: Article, language: str) -> StoryPage:
    """Make the page of a completed story."""
    page = StoryPage(
        story=story, language=language, credits=credits_of(story, language), topics=topics_of(story, language)
    )
    page.part = series_part.read(_around(story)["series"])
    page.menu = [loaded(Section, section) for section in _around(story)["menu"]]
    page.related = _related(page)
    page.photos = photos_in(story.words("body", language))
    return page


def completed(story: Any) -> Article:
    """Put what `stories_in_full` gathered around a story in its places."""
    story.around = around = json.loads(story.around) if isinstance(story.around, str) else story.around
    story.section = loaded(Section, around["section"])
    photo = around["photo"]
    story.lead_photo = loaded(Photo, photo) if photo["id"] else None
    return story


def topics_of(story: Article, language: str) -> list[Topic]:
    """List the topics that have a page in this language."""
    topics = _around(story)["topics"]
    return [loaded(Topic, topic) for topic in topics if topic[f"name_{language}"] and topic[f"slug_{language}"]]


def credits_of(story: Article, language: str) -> list[Credit]:
    """List the people in the order of print."""
    return credits.credited(story, _around(story)["people"], language)


def amendments_of(story: Article) -> list[Amendment]:
    """List the corrections of the language that was loaded, newest first."""
    return amendments.amendments_of(_around(story))


def caption_of(story: Article, language: str) -> str:
    """Give the lead photo's caption: the one written for this story, else its own."""
    photo = story.lead_photo
    return story.words("lead_caption", language) or (photo.words("caption", language) if photo else "")


def photos_in(*bodies: str) -> dict[int, Photo]:
    """Load the photos that these texts place; no query when they place none."""
    wanted = set().union(*(richtext.photo_ids(body) for body in bodies))
    return {photo.pk: photo for photo in _PHOTOS.objects(pks=[*wanted])} if wanted else {}


def stories_in_full(
    stories: ArticleQuerySet, language: str, *, now: Moment, **beside: ArraySubquery
) -> ArticleQuerySet:
    """Load one language's words and, in the same query, the section, lead photo, people, topics and picked links.

    What else is named in `beside` comes along under its name.
    """
    section = {f"{name}_{code}": F(f"section__{name}_{code}") for name in ("name", "slug") for code in LANGUAGES}
    return (
        stories.with_bodies()
        .only(
            "section_id",
            "kind",
            "original_language",
            *(f"{word}_{language}" for word in _WORDS),
            *(f"{name}_{code}" for name in ("title", "slug", "state", "published_at") for code in LANGUAGES),
            f"updated_at_{language}",
        )
        .annotate(
            around=JSONObject(
                section=JSONObject(id=F("section_id"), **section),
                photo=cards.picture_columns(f"alt_{language}", f"caption_{language}"),
                people=credits.gathered(),
                topics=ArraySubquery(_topics(language)),
                picked=ArraySubquery(_picked(language, now)),
                **amendments.gathered(language),
                **beside,
            ),
            next_publication=Subquery(
                Article.objects.scheduled(language, at=now)
                .order_by(f"published_at_{language}")
                .values(f"published_at_{language}")[:1]
            ),
        )
    )


def _live_story(language: str) -> QuerySet:
    return _with_menu(Article.objects.live(language, at=moment("now")).filter(pk=number("pk")), language)


def _any_story(language: str) -> QuerySet:
    return _with_menu(Article.objects.filter(pk=number("pk")), language)


def _with_menu(stories: ArticleQuerySet, language: str) -> ArticleQuerySet:
    """Bring the series and the site's menu along: fewer questions to Postgres for every reader of a story."""
    columns = {
        name: F(name) for name in ("id", *(f"{part}_{code}" for part in ("name", "slug") for code in LANGUAGES))
    }
    sections = Section.objects.named(language).annotate(row=JSONObject(**columns)).values("row")
    series = series_part.question(language, moment("now"))
    return stories_in_full(stories, language, now=moment("now"), menu=ArraySubquery(sections), series=series)


def _topics(language: str) -> QuerySet:
    rows = Topic.objects.filter(articles=OuterRef("pk")).order_by("pk")
    names = {name: F(name) for name in ("kind", f"name_{language}", f"slug_{language}")}
    # modeltranslation adds every column to a bare `values(row=...)`.
    return rows.annotate(row=JSONObject(id=F("pk"), **names)).values("row")


def _picked(language: str, now: Moment) -> QuerySet:
    live_story = Q(**{f"story__state_{language}": State.PUBLISHED, f"story__published_at_{language}__lte": now})
    outside = Q(story__isnull=True, **{f"title_{language}__gt": ""})
    rows = RelatedLink.objects.filter(live_story | outside, article=OuterRef("pk")).order_by("position", "pk")
    return rows.annotate(
        row=JSONObject(
            pk=F("story_id"),
            story_title=F(f"story__title_{language}"),
            slug=F(f"story__slug_{language}"),
            url=F("url"),
            title=F(f"title_{language}"),
        )
    ).values("row")


def _related(page: StoryPage) -> list[RelatedItem]:
    """List what an editor picked, in order, filled up to four by the newest stories of a shared topic."""
    picked: dict[int | str, RelatedItem] = {}
    for row in _around(page.story)["picked"]:
        item = RelatedItem(row["story_title"] or row["title"], row["pk"], row["slug"] or "", row["url"])
        picked.setdefault(item.pk or item.url, item)
    missing = RELATED - len(picked)
    if missing <= 0 or not page.topics:
        return list(picked.values())
    rows = _SHARING[page.language].rows(
        topics=[topic.pk for topic in page.topics],
        shown=[page.story.pk, *(item.pk for item in picked.values() if item.pk)],
        now=timezone.now(),
    )
    return [*picked.values(), *(_our_own(row, page.language) for row in rows[:missing])]


def _our_own(row: dict[str, Any], language: str) -> RelatedItem:
    return RelatedItem(row[f"title_{language}"], row["id"], row[f"slug_{language}"], "")


def _photos() -> QuerySet:
    return Photo.objects.filter(Among(F("pk"), Given("pks", _NUMBERS)))


def _sharing(language: str) -> QuerySet:
    """The newest stories of any of the `topics`, without those that are `shown` already."""
    tagged = Article.topics.through.objects.filter(
        Among(F("topic_id"), Given("topics", _NUMBERS)), article=OuterRef("pk")
    )
    rows = Article.objects.live(language, at=moment("now")).filter(Exists(tagged))
    rows = rows.exclude(Among(F("pk"), Given("shown", _NUMBERS)))
    return rows.newest_first(language).values("id", f"title_{language}", f"slug_{language}")[:RELATED]


def _around(story: Article) -> dict[str, Any]:
    return vars(story)["around"]


_PHOTOS = Prepared(_photos)
_LIVE_STORY = {language: Prepared(partial(_live_story, language)) for language in LANGUAGES}
_ANY_STORY = {language: Prepared(partial(_any_story, language)) for language in LANGUAGES}
_SHARING = {language: Prepared(partial(_sharing, language)) for language in LANGUAGES}
