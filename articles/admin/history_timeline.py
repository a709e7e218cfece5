"""A story's revisions and moves on one line of time, page by page, in few questions however long it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.admin.lives import OWN_NAME
from articles.models import Article, Move, Revision
from newsroom.identity import LANGUAGES

PER_PAGE = 25
MOST_MOVES = 100  # on one page


@dataclass(frozen=True)
class Entry:
    """One line: a save or a move."""

    at: datetime
    revision: Revision | None = None
    move: Move | None = None

    @property
    def changed(self) -> list[str]:
        """Name what a save changed."""
        if self.revision is None:
            return []
        named = [OWN_NAME[language] for language in LANGUAGES if self.revision.changed(language)]
        return [*named, _("what both languages share")] if self.revision.changed_shared else named

    @property
    def previous(self) -> int:
        """Give the number of the save before this one."""
        return self.revision.number - 1 if self.revision else 0

    @property
    def own_name(self) -> str:
        """Name the language of a move in itself."""
        return OWN_NAME[self.move.language] if self.move else ""


@dataclass(frozen=True)
class Sheet:
    """One page of the line, newest first."""

    entries: list[Entry]
    page: Any
    language: str

    @property
    def default_to(self) -> int:
        """Offer the newest save of the page for comparing."""
        return next((entry.revision.number for entry in self.entries if entry.revision), 0)

    @property
    def default_from(self) -> int:
        """Offer the save before it."""
        numbers = [entry.revision.number for entry in self.entries if entry.revision]
        return numbers[1] if len(numbers) > 1 else self.default_to


def timeline(story: Article, *, language: str, page: str) -> Sheet:
    """Load one page, of all languages or of one; a page that is not there is the nearest one."""
    language = language if language in LANGUAGES else ""
    sheet = Paginator(_revisions(story, language), PER_PAGE).get_page(page)
    saves = list(sheet.object_list)
    moves = Move.objects.filter(article=story.pk).select_related("by")
    if language:
        moves = moves.filter(language=language)
    if sheet.has_next() and saves:
        moves = moves.filter(at__gte=saves[-1].made_at)
    if sheet.has_previous() and saves:
        moves = moves.filter(at__lt=_newer(story, language, saves[0]).made_at)
    entries = [Entry(save.made_at, revision=save) for save in saves]
    entries += [Entry(move.at, move=move) for move in moves[:MOST_MOVES]]
    return Sheet(sorted(entries, key=lambda entry: entry.at, reverse=True), sheet, language)


def _revisions(story: Article, language: str) -> QuerySet[Revision]:
    saves = Revision.objects.filter(article=story.pk).select_related("by").defer("story").order_by("-number")
    return saves.filter(**{f"changed_{language}": True}) if language else saves


def _newer(story: Article, language: str, save: Revision) -> Revision:
    """Give the save that ends the page before."""
    newer = _revisions(story, language).filter(number__gt=save.number).order_by("number").first()
    return newer or save
