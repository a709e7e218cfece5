"""Old addresses lead to new ones, in one step.

Promise: a redirect never leads to another redirect, never in a circle, never off our own pages, and never hides a
page that exists. Paths are written plainly ("/ar/topic/نهر/"). Every change throws the kept answers out of the shared
caches, the cached "not found" of either address among them.
"""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import Resolver404, is_valid_path, resolve
from django.utils.translation import gettext as _

from articles.models import Article, Contributor, Page, Redirect, Section, Series, Topic
from articles.models.redirect import LONGEST_PATH
from newsroom import edge

MISSING = "not-found"  # the key of every kept "not found"

_FEED = re.compile(r"(?<=/)(rss\.xml|atom\.xml|feed\.json)$")
# No address of ours holds these: they would end the path, hide in it, or be read as another host by a browser.
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff?#\\<>\"%]|//|/\.{1,2}(/|$)")
_OURS = re.compile(r"/(ar|en)/")
_NAMED_BY_SLUG: dict[str, type[Section | Topic | Series | Contributor | Page]] = {
    "section": Section,
    "topic": Topic,
    "place": Topic,  # whichever of the two it is not leads to the other by itself
    "series": Series,
    "contributor": Contributor,
    "page": Page,
}


def target_of(path: str) -> tuple[str, int] | None:
    """Say where an address leads now and by which redirect, in one query; None where it leads nowhere.

    The feeds below a page move with it, and a missing slash at the end does not matter.
    """
    if not _OURS.match(path) or len(path) > LONGEST_PATH or "\0" in path:
        return None
    feed = _FEED.search(path)
    page = path[: feed.start()] if feed else path if path.endswith("/") else f"{path}/"
    found = Redirect.objects.filter(old_path=page).first()
    if found is None or (feed and not is_valid_path(f"{found.new_path}{feed[0]}")):
        return None
    return f"{found.new_path}{feed[0] if feed else ''}", found.pk


def follow(before: dict[str, str], after: dict[str, str]) -> None:
    """Send readers from where a page stood to where it stands, in each language; call it in the act that moves it.

    Both name the page's path by language. What led to a page that is gone leads nowhere and is dropped.
    """
    if before == after:
        return
    with transaction.atomic():
        _one_at_a_time()
        _drop(Redirect.objects.filter(old_path__in=after.values()))
        for language, old in before.items():
            new = after.get(language)
            if new is None:
                _drop(Redirect.objects.filter(new_path=old))
            elif new != old:
                _retarget(old, new)
                _put(old, new)
        edge.purge([MISSING])


def save(redirect: Redirect) -> Redirect:
    """Write a redirect that an editor asked for; raises ValidationError as `check` does."""
    with transaction.atomic():
        _one_at_a_time()
        check(redirect)
        stored = Redirect.objects.filter(pk=redirect.pk)
        edge.purge([MISSING, *_keys(stored)])
        redirect.save()
        _retarget(redirect.old_path, redirect.new_path)
        edge.purge(_keys([redirect]))
    return redirect


def check(redirect: Redirect) -> None:
    """Tidy both paths, and lead on where the goal has moved itself.

    Raises ValidationError for a path that is not ours, a page that exists, or a circle.
    """
    redirect.old_path, redirect.new_path = tidy(redirect.old_path), tidy(redirect.new_path)
    if page_at(redirect.old_path):
        raise ValidationError({"old_path": _("A page has this address, so the redirect would never be followed.")})
    if not is_valid_path(redirect.new_path):
        raise ValidationError({"new_path": _("The site has no pages with such an address.")})
    onward = Redirect.objects.exclude(pk=redirect.pk).filter(old_path=redirect.new_path).first()
    if onward is not None:
        redirect.new_path = onward.new_path
    if redirect.new_path == redirect.old_path:
        raise ValidationError({"new_path": _("These two addresses would lead to each other.")})


def delete(redirect: Redirect) -> None:
    """Take a redirect away; its old address is not found again."""
    with transaction.atomic():
        _drop(Redirect.objects.filter(pk=redirect.pk))


def tidy(typed: str) -> str:
    """Make the plain path of one of our pages out of what an editor typed or pasted, whole addresses included.

    Raises ValidationError for what does not lead to our own Arabic or English pages.
    """
    path = typed.strip().removeprefix(settings.SITE_URL)
    path = unicodedata.normalize("NFC", unquote(path))
    path = path if path.endswith("/") else f"{path}/"
    if not _OURS.match(path) or _UNSAFE.search(path):
        raise ValidationError(_("Give an address of our own pages that begins with /ar/ or /en/."))
    if len(path) > LONGEST_PATH:
        raise ValidationError(_("This address is too long."))
    return path


def page_at(path: str) -> bool:
    """Say whether readers find a page at this address, so that no redirect from it would ever be followed."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    language, model = match.kwargs.get("language", ""), _NAMED_BY_SLUG.get(match.url_name or "")
    if model is not None:
        return model.objects.named(language).filter(**{f"slug_{language}": match.kwargs["slug"]}).exists()
    if "pk" in match.kwargs and language:
        return Article.objects.live(language).filter(pk=match.kwargs["pk"]).exists()
    return True


def key_of(pk: int) -> str:
    """Name the key under which caches hold the answer of a redirect."""
    return f"redirect-{pk}"


def _put(old: str, new: str) -> None:
    row, _made = Redirect.objects.update_or_create(old_path=old, defaults={"new_path": new})
    edge.purge(_keys([row]))


def _retarget(old: str, new: str) -> None:
    """Lead whatever led to `old` straight to `new`."""
    rows = Redirect.objects.filter(new_path=old)
    _drop(rows.filter(old_path=new))
    edge.purge(_keys(rows))
    rows.update(new_path=new)


def _drop(rows: QuerySet[Redirect]) -> None:
    edge.purge(_keys(rows))
    rows.delete()


def _keys(rows: Iterable[Redirect]) -> list[str]:
    return [key_of(row.pk) for row in rows]


def _one_at_a_time() -> None:
    """Let no two acts change redirects at once: together they could close a circle. Readers are not held up."""
    with connection.cursor() as cursor:
        cursor.execute(f'LOCK TABLE "{Redirect._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
