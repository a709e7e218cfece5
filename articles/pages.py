"""Every act that changes a flat page, and the links to them at the foot of every reader page.

Promise: an act runs in one transaction; after its commit the shared caches drop the page, and every page of ours when
the foot has changed. Whoever asks for an address that a page has left is sent to the one it has.
"""

from typing import NamedTuple
from urllib.parse import unquote

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import plaintext, redirects, richtext
from articles.cleaning import slug_from
from articles.models import Page
from articles.models.addresses import words
from newsroom import edge
from newsroom.identity import LANGUAGES

KEPT_SECONDS = 300  # bounds how long a process with a cache of its own may show an old foot


class FooterLink(NamedTuple):
    """One link at the foot."""

    title: str
    path: str


def save(page: Page) -> Page:
    """Write a page, with an address wherever it has a title.

    Raises ValidationError for a language that would be public without a title or a text.
    """
    for language in LANGUAGES:
        title = plaintext.one_line(words(page, "title", language))
        setattr(page, f"title_{language}", title or None)
        if title and not words(page, "slug", language):
            setattr(page, f"slug_{language}", slug_from(title))
        setattr(page, f"body_{language}", richtext.clean(words(page, "body", language)) or None)
        if page.is_public(language) and not (title and words(page, "body", language)):
            raise ValidationError({f"is_public_{language}": _("A public page needs a title and a text.")})
    page.changed_at = timezone.now()
    with transaction.atomic():
        stored = _hold(page.pk)
        page.save()
        _renew(stored, page)
    return page


def delete(page: Page) -> None:
    """Remove a page."""
    with transaction.atomic():
        stored = _hold(page.pk)
        page.delete()
        _renew(stored, None)


def footer(language: str) -> list[FooterLink]:
    """List what the foot of every page links to; the database is asked while the cache is cold alone."""
    kept = cache.get(_cache_key(language))
    if kept is None:
        rows = Page.objects.for_footer(language)
        kept = [FooterLink(words(row, "title", language), row.address(language)) for row in rows]
        cache.set(_cache_key(language), kept, KEPT_SECONDS)
    return kept


def paths_of(page: Page | None) -> dict[str, str]:
    """Give the plain path of each language that readers find."""
    if page is None:
        return {}
    return {code: unquote(page.address(code)) for code in LANGUAGES if page.is_public(code)}


def _renew(before: Page | None, after: Page | None) -> None:
    """Lead old addresses on, and let the caches drop what shows the page."""
    redirects.follow(paths_of(before), paths_of(after))
    here = before or after
    keys = {f"page-{here.pk}-{language}" for language in LANGUAGES} if here else set()
    for language in LANGUAGES:
        if _foot_of(before, language) != _foot_of(after, language):
            keys.add(f"menu-{language}")  # the key of whatever stands on every page
    edge.purge(keys | {"feeds"})
    transaction.on_commit(_forget_the_foot)


def _foot_of(page: Page | None, language: str) -> tuple[str, str, int] | None:
    if page is None or not page.in_footer or not page.is_public(language):
        return None
    return words(page, "title", language), words(page, "slug", language), page.position


def _hold(pk: int | None) -> Page | None:
    """Lock a page as it is stored until the transaction ends."""
    return Page.objects.select_for_update().filter(pk=pk).first() if pk is not None else None


def _forget_the_foot() -> None:
    cache.delete_many([_cache_key(language) for language in LANGUAGES])


def _cache_key(language: str) -> str:
    return f"foot-{language}"
