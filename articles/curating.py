"""Every act that changes what leads a page by hand: arranging its pinned stories, and the breaking strip.

Promise: one act is one transaction, and after its commit the shared caches drop the pages that it changed, once.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import plaintext
from articles.models import Article, BreakingNews, FrontPage, FrontSlot, Section
from articles.pinned import MOST
from newsroom import audit, edge
from newsroom.identity import LANGUAGES
from newsroom.models import User


@dataclass(frozen=True)
class Wish:
    """A story that an editor wants pinned, and until when; None is until somebody changes it."""

    story: int
    expires_at: datetime | None = None


class Overtaken(Exception):
    """Somebody else arranged the page after this editor looked at it; `page` is how it stands now."""

    def __init__(self, page: FrontPage) -> None:
        super().__init__(page)
        self.page = page


def page_of(language: str, section: Section | None) -> FrontPage:
    """Give a page as it was last arranged; one that nobody arranged is not stored yet."""
    pages = FrontPage.objects.select_related("arranged_by").filter(language=language, section=section)
    return pages.first() or FrontPage(language=language, section=section)


@transaction.atomic
def arrange(page: FrontPage, wishes: Sequence[Wish], *, seen: int, by: User) -> FrontPage:
    """Pin these stories to the top of a page, in this order, instead of those that stand there.

    `seen` is the number of the arrangement that the editor looked at. Raises Overtaken when there is a newer one, and
    ValidationError for stories that are named twice, too many, or new here and not to be seen on the page.
    """
    held = _hold(page)
    if held.number != seen:
        raise Overtaken(held)
    standing = {slot.story_id: slot for slot in held.slots.all()}
    _check(held, wishes, standing)
    if [(slot.story_id, slot.expires_at) for slot in standing.values()] == [(w.story, w.expires_at) for w in wishes]:
        return held
    held.slots.all().delete()
    FrontSlot.objects.bulk_create(
        _slot(held, place, wish, standing.get(wish.story), by) for place, wish in enumerate(wishes)
    )
    held.number, held.arranged_by, held.arranged_at = held.number + 1, by, timezone.now()
    held.save()
    audit.record("front", by=by, on=held, stories=", ".join(f"#{wish.story}" for wish in wishes))
    edge.purge([held.key()])
    return held


@transaction.atomic
def announce(strip: BreakingNews, *, by: User) -> BreakingNews:
    """Put a breaking line above the pages of its language, or change it.

    Raises ValidationError when it has no words, ends before it starts, or leads to two places.
    """
    strip.text = plaintext.one_line(strip.text)
    strip.written_by = by
    strip.full_clean()
    before = list(BreakingNews.objects.select_for_update().filter(pk=strip.pk).values_list("language", flat=True))
    strip.save()
    audit.record("breaking", by=by, on=strip, language=strip.language)
    edge.purge(_pages_under({strip.language, *before}))
    return strip


@transaction.atomic
def take_down(strip: BreakingNews, *, by: User) -> None:
    """Remove a breaking line for good."""
    audit.record("breaking", by=by, on=strip, language=strip.language, done="removed")
    edge.purge(_pages_under({strip.language}))
    strip.delete()


def _hold(page: FrontPage) -> FrontPage:
    """Lock the page's row, made where there is none, until the transaction ends."""
    FrontPage.objects.get_or_create(language=page.language, section=page.section)
    return FrontPage.objects.select_for_update().get(language=page.language, section=page.section)


def _check(page: FrontPage, wishes: Sequence[Wish], standing: Container[int]) -> None:
    numbers = [wish.story for wish in wishes]
    if len(set(numbers)) != len(numbers):
        raise ValidationError(_("A story can be pinned only once to a page."))
    if len(numbers) > MOST:
        told = ngettext(
            "At most %(most)s story can be pinned to a page.",
            "At most %(most)s stories can be pinned to a page.",
            MOST,
        )
        raise ValidationError(told, params={"most": MOST})
    # The lock keeps a story from being deleted before it is pinned.
    stories = Article.objects.filter(pk__in=numbers).select_for_update(no_key=True).order_by("pk")
    if len(stories.values_list("pk", flat=True)) != len(numbers):
        raise ValidationError(_("One of these stories was deleted meanwhile. Take it out of the list."))
    fresh = [pk for pk in numbers if pk not in standing]
    fitting = Article.objects.live(page.language).filter(pk__in=fresh)
    if page.section_id:
        fitting = fitting.filter(section=page.section_id)
    if fitting.count() != len(fresh):
        raise ValidationError(_("Only stories that readers can see on this page can be pinned to it."))


def _slot(page: FrontPage, place: int, wish: Wish, before: FrontSlot | None, by: User) -> FrontSlot:
    """Make the slot of one story; who pinned it first stays named while it stands."""
    slot = FrontSlot(page=page, story_id=wish.story, position=place, expires_at=wish.expires_at, pinned_by=by)
    if before is not None:
        slot.pinned_by_id, slot.pinned_at = before.pinned_by_id, before.pinned_at
    return slot


def _pages_under(languages: set[str]) -> set[str]:
    """Name the pages that show a strip of these languages."""
    sections = Section.objects.values_list("pk", flat=True)
    names = ["home", *(f"section-{pk}" for pk in sections)]
    return {f"{name}-{language}" for name in names for language in LANGUAGES if language in languages}
