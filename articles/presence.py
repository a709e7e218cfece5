"""Who is in the form of a story now, and who writes in which column.

The rule: whoever types first into a column holds it until they leave, are silent for a while, or somebody takes it
over; the other column, and what both share, stay free for others. Nobody is ever in their own way.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Presence
from articles.page_keys import hold
from newsroom.identity import LANGUAGES
from newsroom.models import User

# Three missed heartbeats on a bad line are no farewell.
SILENCE = timedelta(seconds=90)
AREAS = (*LANGUAGES, "shared")


@dataclass
class Person:
    """Somebody else in the form: since when, and since when they write in which area."""

    name: str
    since: datetime
    areas: dict[str, datetime] = field(default_factory=dict)


def beat(
    article_id: int, *, user: User, page: str, typing: Collection[str] = (), take: Collection[str] = ()
) -> Presence | None:
    """Say that a page is open; `typing` names areas somebody has typed in, `take` those to take from others.

    None when the page's name belongs to somebody else, or the story is gone.
    """
    with transaction.atomic():
        if hold(article_id) is None:  # of two who want a column at once, one asks first
            return None
        now = timezone.now()
        mine, _ = Presence.objects.get_or_create(article_id=article_id, page=page, defaults={"user": user})
        if mine.user_id != user.pk:
            return None
        others = _others(article_id, user)
        if take:
            others.update(**{f"{area}_since": None for area in take})
        held = {area for person in people(article_id, besides=user) for area in person.areas}
        for area in AREAS:
            since = f"{area}_since"
            if area in held:  # somebody took it while this page was silent
                setattr(mine, since, None)
            elif (area in typing or area in take) and not getattr(mine, since):
                setattr(mine, since, now)
        mine.beat_at = now
        mine.save()
    return mine


def leave(article_id: int, *, user: User, page: str) -> None:
    """Close a page and free what it held."""
    Presence.objects.filter(article_id=article_id, user=user, page=page).delete()


def people(article_id: int, *, besides: User) -> list[Person]:
    """List the others who are in the form, whoever came first on top; each once, however many pages they have."""
    found: dict[int, Person] = {}
    for row in _others(article_id, besides).select_related("user"):
        person = found.setdefault(row.user_id, Person(row.user.get_full_name() or row.user.username, row.since))
        for area in AREAS:
            if since := getattr(row, f"{area}_since"):
                person.areas[area] = min(since, person.areas.get(area, since))
    return list(found.values())


def is_open_elsewhere(article_id: int, *, user: User, page: str) -> bool:
    """Say whether the same person has the same story open on another page."""
    return _alive(article_id).filter(user=user).exclude(page=page).exists()


def _others(article_id: int, user: User) -> QuerySet[Presence]:
    return _alive(article_id).exclude(user=user)


def _alive(article_id: int) -> QuerySet[Presence]:
    return Presence.objects.filter(article_id=article_id, beat_at__gt=timezone.now() - SILENCE)
