"""One act for many stories: first it is looked at, then it is done.

Promise: `look` says for each story whether the act would be done or why not, and changes nothing. `do` does exactly
what was looked at, in one transaction: where a story has changed since, or an act is refused after all, nothing at
all is done and the new outcomes are told. Each story is changed by the road that one alone would take.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import access, revisions
from articles.models import Article
from articles.snapshots import Snapshot
from newsroom.models import User

MOST_AT_ONCE = 500


class Act(Protocol):
    """What is done to each story, which comes with its working copy."""

    def reason_against(self, user: User, story: Article, copy: Snapshot) -> str:
        """Say why this story is refused, or nothing."""

    def do(self, user: User, story: Article, copy: Snapshot) -> None:
        """Change one story; may raise ValidationError."""


@dataclass(frozen=True)
class Outcome:
    """What an act would do with one story: it is done, unless there is a reason against it."""

    story: Article
    copy: Snapshot
    reason: str = ""

    @property
    def stamp(self) -> str:
        """Mark the state of the story that was looked at."""
        return self.story.saved_at.isoformat()


class Changed(Exception):
    """Nothing was done, because something is not as it was looked at; `outcomes` says how it is now."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        super().__init__()
        self.outcomes = outcomes


def look(user: User, act: Act, pks: Iterable[int]) -> list[Outcome]:
    """Say for each story that somebody may see what the act would do, the one saved last first."""
    stories = revisions.with_latest(access.visible_to(user)).filter(pk__in=[*pks])
    outcomes: list[Outcome] = []
    for story in stories.order_by("-saved_at", "-pk"):
        copy = revisions.working_copy(story)
        outcomes.append(Outcome(story, copy, act.reason_against(user, story, copy)))
    return outcomes


def do(user: User, act: Act, seen: Mapping[int, str]) -> list[Article]:
    """Do the act to the stories that were looked at, given with their stamps; raises Changed and does nothing."""
    with transaction.atomic():
        # In one order, so that two such acts wait for each other instead of both failing.
        list(Article.objects.select_for_update(no_key=True).order_by("pk").filter(pk__in=seen).values_list("pk"))
        outcomes = look(user, act, seen)
        as_seen = all(not each.reason and each.stamp == seen[each.story.pk] for each in outcomes)
        if not as_seen or len(outcomes) != len(seen):
            raise Changed(outcomes)
        tried = [_tried(user, act, outcome) for outcome in outcomes]
        if any(outcome.reason for outcome in tried):
            raise Changed(tried)
    return [outcome.story for outcome in tried]


def _tried(user: User, act: Act, outcome: Outcome) -> Outcome:
    try:
        act.do(user, outcome.story, outcome.copy)
    except ValidationError as refused:
        return replace(outcome, reason=" ".join(refused.messages))
    return outcome


def not_yours() -> str:
    """Say why somebody is refused who lacks the right."""
    return _("You may not do this with this story.")
