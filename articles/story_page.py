"""All that one story's page shows in one language, gathered in few queries whatever the story holds.

One query brings the story with its credits, corrections, topics and picked links, and the site's menu; one the
stories related by topic; one the photos in its text (`articles/story_questions.py`). The page's own template and the
feeds read the result; nothing here decides who may see it.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField
from django.utils import timezone

from articles import amendments, credits, richtext, series_part, story_questions
from articles.amendments import Amendment, Lag
from articles.credits import Credit
from articles.models import Article, Photo, Role, Section, Topic
from articles.prepared import loaded
from articles.series_part import SeriesPart
from newsroom.arabic import pace
from newsroom.identity import OTHER


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
    question = story_questions.LIVE_STORY if live else story_questions.ANY_STORY
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
    return {photo.pk: photo for photo in story_questions.PHOTOS.objects(pks=[*wanted])} if wanted else {}


def _related(page: StoryPage) -> list[RelatedItem]:
    """List what an editor picked, in order, filled up to four by the newest stories of a shared topic."""
    picked: dict[int | str, RelatedItem] = {}
    for row in _around(page.story)["picked"]:
        item = RelatedItem(row["story_title"] or row["title"], row["pk"], row["slug"] or "", row["url"])
        picked.setdefault(item.pk or item.url, item)
    missing = story_questions.RELATED - len(picked)
    if missing <= 0 or not page.topics:
        return list(picked.values())
    rows = story_questions.SHARING[page.language].rows(
        topics=[topic.pk for topic in page.topics],
        shown=[page.story.pk, *(item.pk for item in picked.values() if item.pk)],
        now=timezone.now(),
    )
    return [*picked.values(), *(_our_own(row, page.language) for row in rows[:missing])]


def _our_own(row: dict[str, Any], language: str) -> RelatedItem:
    return RelatedItem(row[f"title_{language}"], row["id"], row[f"slug_{language}"], "")


def _around(story: Article) -> dict[str, Any]:
    return vars(story)["around"]
