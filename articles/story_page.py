"""All that one story's page shows in one language, gathered in few queries whatever the story holds.

One query brings the story with its credits, topics and picked links, one the stories related by topic, one the
photos in its text. The page's own template and the feeds read the result; nothing here decides who may see it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from articles import richtext
from articles.models import Article, Byline, Photo, RelatedLink, Role, Topic
from articles.querysets import PICTURE_FIELDS
from newsroom.identity import LANGUAGES, OTHER

RELATED = 4

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
class Credit:
    """Somebody's part in the story; `language` is the one the name is written in."""

    pk: int
    role: str
    name: str
    language: str
    slug: str


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
    related: list[RelatedItem]
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

    def caption(self) -> str:
        """Give the lead photo's caption: the one written for this story, else its own."""
        own = self.story.words("lead_caption", self.language)
        photo = self.story.lead_photo
        return own or (getattr(photo, f"caption_{self.language}") if photo else "") or ""

    def updated_at(self) -> datetime | None:
        """Say when the words changed after readers first saw them, or None."""
        published, updated = self.story.published_at(self.language), self.story.updated_at(self.language)
        return updated if published and updated and updated > published else None

    def keys(self) -> list[str]:
        """Name every key under which shared caches hold this page."""
        numbers = [item.pk for item in self.related if item.pk]
        photos = {self.story.lead_photo_id, *self.photos} - {None}
        return [
            f"article-{self.story.pk}",
            *(f"article-{pk}" for pk in numbers),
            *(f"photo-{pk}" for pk in sorted(photos)),
            *(f"person-{credit.pk}-{self.language}" for credit in self.credits),
            *(f"topic-{topic.pk}-{self.language}" for topic in self.topics),
            "support",
        ]

    def changes_at(self) -> datetime | None:
        """Say when something on the page will next appear by itself: the other version or a related story."""
        moments = [self.story.next_publication, self.story.published_at(OTHER[self.language])]
        return min((moment for moment in moments if moment and moment > timezone.now()), default=None)


def load(stories: QuerySet[Article], pk: int, language: str) -> StoryPage | None:
    """Gather one story's page, or None when the story is not among these stories."""
    story = stories_in_full(stories, language).filter(pk=pk).first()
    return gather(story, language) if story else None


def gather(story: Article, language: str) -> StoryPage:
    """Build the page of a story that `stories_in_full` loaded."""
    page = StoryPage(story=story, language=language, credits=credits_of(story, language), topics=[], related=[])
    page.topics = [Topic(**topic) for topic in story.topics_shown]
    page.related = _related(story, language, page.topics)
    page.photos = photos_in(story.words("body", language))
    return page


def credits_of(story: Article, language: str) -> list[Credit]:
    """List the people in the order of print; a translator has no part in the original."""
    credited = []
    for row in story.people:
        if row["role"] == Role.TRANSLATOR and not story.is_translation(language):
            continue
        written_in = language if row[f"name_{language}"] else OTHER[language]
        slug = (row[f"slug_{language}"] or "") if written_in == language else ""
        credited.append(Credit(row["pk"], row["role"], row[f"name_{written_in}"] or "", written_in, slug))
    return [credit for credit in credited if credit.name]


def photos_in(*bodies: str) -> dict[int, Photo]:
    """Load the photos that these texts place; no query when they place none."""
    wanted = set().union(*(richtext.photo_ids(body) for body in bodies))
    return {photo.pk: photo for photo in Photo.objects.filter(pk__in=wanted)} if wanted else {}


def stories_in_full(stories: QuerySet[Article], language: str) -> QuerySet[Article]:
    """Load one language's words and, in the same query, the section, lead photo, people, topics and picked links."""
    return (
        stories.with_bodies()
        .select_related("section", "lead_photo")
        .only(
            "original_language",
            *(f"{word}_{language}" for word in _WORDS),
            *(f"{name}_{code}" for name in ("title", "slug", "state", "published_at") for code in LANGUAGES),
            f"updated_at_{language}",
            *(f"section__{name}_{code}" for name in ("name", "slug") for code in LANGUAGES),
            *(f"lead_photo__{name}" for name in PICTURE_FIELDS),
            f"lead_photo__alt_{language}",
            f"lead_photo__caption_{language}",
        )
        .annotate(
            people=ArraySubquery(_people()),
            topics_shown=ArraySubquery(_topics(language)),
            picked=ArraySubquery(_picked(language)),
            next_publication=Subquery(
                Article.objects.scheduled(language)
                .order_by(f"published_at_{language}")
                .values(f"published_at_{language}")[:1]
            ),
        )
    )


def _people() -> QuerySet:
    names = {f"{name}_{code}": F(f"contributor__{name}_{code}") for name in ("name", "slug") for code in LANGUAGES}
    rows = Byline.objects.filter(article=OuterRef("pk")).order_by("position", "pk")
    return rows.annotate(row=JSONObject(pk=F("contributor_id"), role=F("role"), **names)).values("row")


def _topics(language: str) -> QuerySet:
    rows = Topic.objects.named(language).filter(articles=OuterRef("pk")).order_by("pk")
    names = {f"{name}_{language}": F(f"{name}_{language}") for name in ("name", "slug")}
    # modeltranslation adds every column to a bare `values(row=...)`.
    return rows.annotate(row=JSONObject(id=F("pk"), **names)).values("row")


def _picked(language: str) -> QuerySet:
    live_story = Q(
        **{f"story__state_{language}": "published", f"story__published_at_{language}__lte": timezone.now()}
    )
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


def _related(story: Article, language: str, topics: list[Topic]) -> list[RelatedItem]:
    """List what an editor picked, in order, filled up to four by the newest stories of a shared topic."""
    picked = {
        row["pk"] or row["url"]: RelatedItem(
            row["story_title"] or row["title"], row["pk"], row["slug"] or "", row["url"]
        )
        for row in story.picked
    }
    return [*picked.values(), *_sharing_a_topic(story, language, topics, beside=list(picked.values()))]


def _sharing_a_topic(
    story: Article, language: str, topics: list[Topic], *, beside: list[RelatedItem]
) -> list[RelatedItem]:
    missing = RELATED - len(beside)
    if missing <= 0 or not topics:
        return []
    shown = [story.pk, *(item.pk for item in beside if item.pk)]
    sharing = Article.topics.through.objects.filter(topic__in=topics).values("article")
    rows = Article.objects.live(language).filter(pk__in=sharing).exclude(pk__in=shown).newest_first(language)
    words = rows.values_list(f"title_{language}", "pk", f"slug_{language}")[:missing]
    return [RelatedItem(title, pk, slug, "") for title, pk, slug in words]
