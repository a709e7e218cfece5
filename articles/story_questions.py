"""What a story's page asks of Postgres, each question prepared once; `stories_in_full` serves the feeds too."""

from functools import partial

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from articles import amendments, cards, credits, series_part
from articles.models import Article, Photo, RelatedLink, Section, State, Topic
from articles.prepared import Among, Given, Prepared, moment, number
from articles.querysets import ArticleQuerySet, Moment
from articles.translation import ArticleWords
from newsroom.identity import LANGUAGES

RELATED = 4

_NUMBERS = ArrayField(BigIntegerField())


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
            *(f"{word}_{language}" for word in ArticleWords.fields),
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


PHOTOS = Prepared(_photos)
LIVE_STORY = {language: Prepared(partial(_live_story, language)) for language in LANGUAGES}
ANY_STORY = {language: Prepared(partial(_any_story, language)) for language in LANGUAGES}
SHARING = {language: Prepared(partial(_sharing, language)) for language in LANGUAGES}
