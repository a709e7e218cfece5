"""What stands on the front page: the lead, the latest, then each section; never the same story twice."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from articles import cards
from articles.models import Article, Section
from articles.prepared import Prepared, moment
from newsroom.identity import LANGUAGES

LATEST = 9  # the lead is the first of them
PER_SECTION = 4


@dataclass(frozen=True)
class Block:
    """One section's part of the front page."""

    section: Section
    stories: list[Article]


@dataclass(frozen=True)
class Front:
    """The front page of one language, from top to bottom, and the moment at which a new story will join it."""

    lead: Article | None
    latest: list[Article]
    blocks: list[Block]
    menu: list[Section]
    next_publication: datetime | None

    def stories(self) -> list[Article]:
        """List every story on the page."""
        top = [self.lead] if self.lead else []
        return [*top, *self.latest, *(story for block in self.blocks for story in block.stories)]


def front_page(language: str) -> Front:
    """Lay out the front page in four queries, whatever the size of the archive."""
    now = timezone.now()
    newest = [row["id"] for row in _NEWEST[language].rows(now=now)]
    menu: list[Section] = _SECTIONS[language].objects(now=now)
    chosen = {section.pk: _without(newest, vars(section)["newest"])[:PER_SECTION] for section in menu}
    found = cards.load([*newest, *(pk for pks in chosen.values() for pk in pks)], language)
    _hand_out_sections(found, menu)
    top = [found[pk] for pk in newest if pk in found]
    blocks = [Block(section, [found[pk] for pk in chosen[section.pk] if pk in found]) for section in menu]
    return Front(
        lead=top[0] if top else None,
        latest=top[1:],
        blocks=[block for block in blocks if block.stories],
        menu=menu,
        next_publication=cards.next_publication(language),
    )


def _newest(language: str) -> QuerySet:
    return Article.objects.live(language, at=moment("now")).newest_first(language).values("id")[:LATEST]


def _sections(language: str) -> QuerySet:
    """The menu, each section with the numbers of enough of its newest stories to fill its block."""
    live = Article.objects.live(language, at=moment("now")).filter(section=OuterRef("pk"))
    enough = live.newest_first(language).values("pk")[: LATEST + PER_SECTION]
    return Section.objects.for_menu(language).annotate(newest=ArraySubquery(enough))


def _without(taken: list[int], pks: list[int]) -> list[int]:
    return [pk for pk in pks if pk not in taken]


def _hand_out_sections(found: dict[int, Article], menu: list[Section]) -> None:
    """Give each card its section from the menu, without a join; one that the menu lacks is not named."""
    by_number = {section.pk: section for section in menu}
    for story in found.values():
        story.section = by_number.get(story.section_id)  # type: ignore[assignment]


_NEWEST = {language: Prepared(partial(_newest, language)) for language in LANGUAGES}
_SECTIONS = {language: Prepared(partial(_sections, language)) for language in LANGUAGES}
