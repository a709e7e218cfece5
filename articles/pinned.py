"""What editors have put on a page for now: the stories pinned to its top and the breaking strip.

Promise: one query for a page, which also says when the page next changes by itself: at the next publication, when a
pinned story's time is up, or when a strip begins or ends.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.utils import timezone

from articles.models import Article, BreakingNews, FrontSlot, Section, State
from articles.models.addresses import path_of
from articles.prepared import Prepared, moment, number
from newsroom.identity import LANGUAGES

MOST = 9  # as many as the top of the home page shows

# The columns of every row, as they read where a row has nothing to say there.
_COLUMNS: dict[str, Value] = {
    "what": Value("", TextField()),
    "row": Value(0, BigIntegerField()),
    "place": Value(0, BigIntegerField()),
    "begins": Value(None, DateTimeField()),
    "ends": Value(None, DateTimeField()),
    "words": Value("", TextField()),
    "leads_to": Value("", TextField()),
    "about": Value(None, BigIntegerField()),
    "slug_of_it": Value("", TextField()),
    "appears": Value(None, DateTimeField()),
}


@dataclass(frozen=True)
class Strip:
    """The breaking line, the path it leads to, if any, and the number of the story it is about, if it is."""

    text: str
    path: str
    story: int | None

    def keys(self) -> list[str]:
        """Name what renews the pages above which it stands: the story, which it leads to while readers see that."""
        return [f"article-{self.story}"] if self.story else []


@dataclass(frozen=True)
class Pinned:
    """One page as editors left it: the live stories that lead it, in order, and the strip above it."""

    stories: list[int]
    strip: Strip | None
    changes_at: datetime | None


def on_page(language: str, section: Section | None = None) -> Pinned:
    """Ask what stands on a section's page, or on the home page, at this moment."""
    now = timezone.now()
    given = {"now": now} if section is None else {"now": now, "section": section.pk}
    found = _ON_PAGE[language, section is not None].rows(**given)
    rows = [row for row in found if row["what"] != "slot" or row["about"]]
    slots = sorted((row for row in rows if row["what"] == "slot"), key=lambda row: row["place"])
    moments = (row[name] for row in rows for name in ("begins", "ends", "appears"))
    return Pinned(
        [row["about"] for row in slots],
        _strip([row for row in rows if row["what"] == "strip"], language, now),
        min((each for each in moments if each and each > now), default=None),
    )


def _strip(rows: list[dict[str, Any]], language: str, now: datetime) -> Strip | None:
    """Choose the strip that began last; one that overlaps it waits underneath."""
    begun = [row for row in rows if row["begins"] <= now]
    if not begun:
        return None
    last = max(begun, key=lambda row: (row["begins"], row["row"]))
    path = last["leads_to"]
    if last["appears"] and last["appears"] <= now:
        path = path_of("article", language, last["slug_of_it"], pk=last["about"])
    return Strip(last["words"], path, last["about"])


def _on_page(language: str, of_section: bool) -> QuerySet:
    slots, strips, following = _slots(language, of_section), _strips(language), _next(language, of_section)
    return slots.order_by().union(strips.order_by(), following, all=True).order_by()


def _slots(language: str, of_section: bool) -> QuerySet:
    """The slots that are in time; `about` is NULL where readers do not see the story on this page.

    Each story is looked up by its number: given a join, Postgres may walk the whole archive to find nine of them.
    """
    slots = FrontSlot.objects.filter(Q(expires_at=None) | Q(expires_at__gt=moment("now")), page__language=language)
    story = Article.objects.live(language, at=moment("now")).filter(pk=OuterRef("story"))
    if of_section:
        slots = slots.filter(page__section=number("section"))
        story = story.filter(section=number("section"))
    else:
        slots = slots.filter(page__section=None)
    shown = Subquery(story.values("pk")[:1], output_field=BigIntegerField())
    return _as_rows(slots, what=Value("slot"), place=F("position"), ends=F("expires_at"), about=shown)


def _strips(language: str) -> QuerySet:
    """The strips that are to be seen now or later; one about a story says when readers can see that."""
    strips = BreakingNews.objects.filter(language=language, ends_at__gt=moment("now"))
    is_out = Q(**{f"story__state_{language}": State.PUBLISHED})
    return _as_rows(
        strips,
        what=Value("strip"),
        row=F("id"),
        begins=F("starts_at"),
        ends=F("ends_at"),
        words=F("text"),
        leads_to=F("path"),
        about=F("story_id"),
        slug_of_it=F(f"story__slug_{language}"),
        appears=Case(When(is_out, then=F(f"story__published_at_{language}"))),
    )


def _next(language: str, of_section: bool) -> QuerySet:
    """The story that will appear next."""
    column = f"published_at_{language}"
    stories = Article.objects.scheduled(language, at=moment("now"))
    if of_section:
        stories = stories.filter(section=number("section"))
    # modeltranslation's own values_list() would shuffle the columns.
    stories = stories.rewrite(False).order_by(column)
    return _as_rows(stories, what=Value("next"), appears=F(column))[:1]


def _as_rows(queryset: QuerySet, **columns: Any) -> QuerySet:
    return queryset.annotate(**_COLUMNS | columns).values_list(*_COLUMNS)


_ON_PAGE = {
    (language, of_section): Prepared(partial(_on_page, language, of_section))
    for language in LANGUAGES
    for of_section in (False, True)
}
