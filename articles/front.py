"""What stands on the front page: the lead, the latest, then each section; never the same story twice."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from articles.models import Article, Section

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
    live = Article.objects.live(language).newest_first(language)
    newest = list(live.values_list("pk", flat=True)[:LATEST])
    menu = _sections_with_newest(language)
    chosen = {section.pk: _without(newest, section.newest)[:PER_SECTION] for section in menu}
    wanted = [*newest, *(pk for pks in chosen.values() for pk in pks)]
    cards = {story.pk: story for story in Article.objects.filter(pk__in=wanted).for_cards(language)}
    _hand_out_sections(cards, menu)
    top = [cards[pk] for pk in newest if pk in cards]
    return Front(
        lead=top[0] if top else None,
        latest=top[1:],
        blocks=[
            Block(section, [cards[pk] for pk in chosen[section.pk] if pk in cards])
            for section in menu
            if chosen[section.pk]
        ],
        menu=menu,
        next_publication=Article.objects.next_publication(language),
    )


def _sections_with_newest(language: str) -> list[Section]:
    """Load the menu, each section with the numbers of enough of its newest stories to fill its block."""
    newest = Article.objects.live(language).filter(section=OuterRef("pk")).newest_first(language)
    enough = newest.values("pk")[: LATEST + PER_SECTION]
    return list(Section.objects.for_menu(language).annotate(newest=ArraySubquery(enough)))


def _without(taken: list[int], pks: list[int]) -> list[int]:
    return [pk for pk in pks if pk not in taken]


def _hand_out_sections(cards: dict[int, Article], menu: list[Section]) -> None:
    """Give each card its section from the menu, without a join; one that the menu lacks is not named."""
    by_number = {section.pk: section for section in menu}
    for story in cards.values():
        story.section = by_number.get(story.section_id)
