"""What somebody typed into a story's form and has not saved: kept as it came, given back, forgotten.

Promise: a draft touches no story and no page of readers, and belongs to one person: every act here asks whose it is.
A patch names the version it follows, so one that is late, or sent twice over a bad line, never covers newer text.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone

from articles.models import Draft, NewForm, Presence
from articles.page_keys import hold
from articles.snapshots import PARTS
from newsroom.models import User

LARGEST = 4_000_000  # bytes of one patch, and letters of one draft
MOST_ROWS = 200
KEPT_FOR = timedelta(days=30)
# The lists around a story, as the form names them, and the parts that they are.
ROWS = {"bylines": "bylines", "related_links": "links"}
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class OutOfTurn(Exception):
    """A patch does not follow the version that is kept; `draft` is that version, or None."""

    def __init__(self, draft: Draft | None) -> None:
        super().__init__("another patch came first")
        self.draft = draft


class TooLong(Exception):
    """A draft would grow beyond what is kept."""


def keep(
    place: Mapping[str, Any],
    *,
    user: User,
    patch: Mapping[str, Any],
    after: int,
    page: str,
    seen: Mapping[str, Any] | None = None,
) -> Draft:
    """Lay changed fields on the draft of a form; None takes a field out, for it is as the form showed it again.

    `place` is {"article_id": …} or {"key": …}; `after` is the version that the page knows, 0 for none. Raises
    OutOfTurn and TooLong, and PermissionDenied where the story has been deleted.
    """
    with transaction.atomic():
        if "article_id" in place and hold(place["article_id"]) is None:  # who deletes it now waits, or was first
            raise PermissionDenied
        draft = _of(user, place).select_for_update().first()
        if (draft.version if draft else 0) != after or _is_spent(place):
            raise OutOfTurn(draft)
        if draft is None:
            draft, made = Draft.objects.get_or_create(user=user, **place)
            if not made:  # two first patches at once
                raise OutOfTurn(draft)
        draft.typed = {name: value for name, value in {**draft.typed, **patch}.items() if value is not None}
        if len(json.dumps(draft.typed, ensure_ascii=False)) > LARGEST:
            raise TooLong
        draft.seen |= {part: _shown_since(part, seen or {}) for part in map(part_of, patch)}
        draft.version, draft.page, draft.saved_at = after + 1, page, timezone.now()
        draft.save()
    return draft


def of_story(article_id: int, *, user: User) -> Draft | None:
    """Give what somebody typed into a story and has not saved."""
    return _of(user, {"article_id": article_id}).exclude(typed={}).first()


def of_new_form(key: UUID, *, user: User) -> Draft | None:
    """Give what somebody typed into a form for a new story."""
    return _of(user, {"key": key}).exclude(typed={}).first()


def of_new_forms(user: User) -> QuerySet[Draft]:
    """List what somebody typed into forms for new stories, newest first."""
    return Draft.objects.filter(user=user, article=None).exclude(typed={})


def version_of(place: Mapping[str, Any], *, user: User) -> int:
    """Give the version that the next patch follows."""
    return _of(user, place).values_list("version", flat=True).first() or 0


def discard(place: Mapping[str, Any], *, user: User) -> None:
    """Forget a draft, because it was saved or is not wanted."""
    _of(user, place).delete()


def note_save(place: Mapping[str, Any], *, user: User, written: Iterable[str] | None = None) -> None:
    """Forget what a save has written; `written` names the fields when an older draft still waits for its answer."""
    draft = _of(user, place).select_for_update().first() if written is not None else None
    rest = {name: value for name, value in draft.typed.items() if name not in set(written or ())} if draft else {}
    if draft and rest:
        Draft.objects.filter(pk=draft.pk).update(typed=rest, version=draft.version + 1)
    else:
        discard(place, user=user)


def seen_by(draft: Draft, latest: int) -> str:
    """Say, for the form's hidden field, which revision each part of a restored text rests on."""
    older = {part: number for part, number in draft.seen.items() if part in PARTS and number != latest}
    return json.dumps({"revision": latest, "parts": older})


def part_of(field: str) -> str:
    """Name the part of a story that a field of its form writes."""
    return ROWS.get(field, field)


def sent(key: UUID, *, by: User) -> NewForm:
    """Hold a form for a new story that is being sent, until the transaction ends; a second sender waits here."""
    form, _ = NewForm.objects.select_for_update().get_or_create(key=key, defaults={"user": by})
    if form.user_id != by.pk:
        raise PermissionDenied
    return form


def storable(text: str) -> str:
    """Give typed text without what Postgres cannot keep."""
    return _UNSTORABLE.sub("", text)


@task
def forget_old() -> None:
    """Remove what nobody came back for, and pages that were closed without a word."""
    oldest = timezone.now() - KEPT_FOR
    Draft.objects.filter(saved_at__lt=oldest).delete()
    NewForm.objects.filter(sent_at__lt=oldest).delete()
    Presence.objects.filter(beat_at__lt=timezone.now() - timedelta(days=1)).delete()


def _of(user: User, place: Mapping[str, Any]) -> QuerySet[Draft]:
    return Draft.objects.filter(user=user, **place)


def _is_spent(place: Mapping[str, Any]) -> bool:
    """Say whether a form for a new story has made its story already."""
    return "key" in place and NewForm.objects.filter(key=place["key"], article__isnull=False).exists()


def _shown_since(part: str, seen: Mapping[str, Any]) -> int:
    number = seen.get("parts", {}).get(part, seen.get("revision", 0))
    return number if isinstance(number, int) else 0
