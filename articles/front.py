"""What stands on the front page: the lead, the latest, then each section; never the same story twice.

Pinned stories lead, in the order that editors gave them; the newest fill the rest.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, OuterRef, QuerySet
from django.utils import timezone

from articles import cards, pinned
from articles.models import Article, Section
from articles.pinned import Pinned, Strip
from articles.prepared import Among, Given, Prepared, moment
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
    """The front page of one language, from top to bottom, and the moment at which it will change by itself."""

    strip: Strip | None
    lead: Article | None
    latest: list[Article]
    blocks: list[Block]
    menu: list[Section]
    changes_at: datetime | None

    def stories(self) -> list[Article]:
        """List every story on the page."""
        top = [self.lead] if self.lead else []
        return [*top, *self.latest, *(story for block in self.blocks for story in block.stories)]


def front_page(language: str) -> Front:
    """Lay out the front page in four queries, whatever the size of the archive."""
    return laid_out(language, pinned.on_page(language))


def laid_out(language: str, by_hand: Pinned) -> Front:
    """Lay out the front page around these pinned stories."""
    now = timezone.now()
    led = by_hand.stories[:LATEST]
    newest = [row["id"] for row in _NEWEST[language].rows(now=now, led=led)]
    top = [*led, *newest][:LATEST]
    menu: list[Section] = _SECTIONS[language].objects(now=now)
    chosen = {section.pk: _without(top, vars(section)["newest"])[:PER_SECTION] for section in menu}
    found = cards.load([*top, *(pk for pks in chosen.values() for pk in pks)], language)
    _hand_out_sections(found, menu)
    shown = [found[pk] for pk in top if pk in found]
    blocks = [Block(section, [found[pk] for pk in chosen[section.pk] if pk in found]) for section in menu]
    return Front(
        strip=by_hand.strip,
        lead=shown[0] if shown else None,
        latest=shown[1:],
        blocks=[block for block in blocks if block.stories],
        menu=menu,
        changes_at=by_hand.changes_at,
    )


def _newest(language: str) -> QuerySet:
    led = Among(F("pk"), Given("led", ArrayField(BigIntegerField())))
    return Article.objects.live(language, at=moment("now")).exclude(led).newest_first(language).values("id")[:LATEST]


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
