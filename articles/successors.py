"""Who a number in an old revision is now: merged topics and contributors have a row that stands for them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q
from django.db.models.functions import JSONObject

from articles.models import Merged
from articles.snapshots import Credit, Snapshot


def question() -> ArraySubquery:
    """Ask for every merge within another question; there are few, for merging is the exception."""
    row = JSONObject(kind="kind", old_pk="old_pk", new_pk="new_pk")
    return ArraySubquery(Merged.objects.order_by().values(row=row))


def merges_in(story: Snapshot) -> list[dict[str, Any]]:
    """Ask for the merges that concern one story."""
    people = {credit.contributor for credit in story.bylines}
    wanted = Q(kind=Merged.Kind.TOPIC, old_pk__in=story.topics)
    wanted |= Q(kind=Merged.Kind.CONTRIBUTOR, old_pk__in=people)
    rows = Merged.objects.filter(wanted).values("kind", "old_pk", "new_pk") if story.topics or people else ()
    return [dict(row) for row in rows]


def as_of_now(story: Snapshot, merges: Iterable[dict[str, Any]]) -> Snapshot:
    """Let a story name the rows that stand for merged ones, each once."""
    now = {(merge["kind"], merge["old_pk"]): merge["new_pk"] for merge in merges}
    topics = [now.get((Merged.Kind.TOPIC, pk), pk) for pk in story.topics]
    bylines = [
        Credit(now.get((Merged.Kind.CONTRIBUTOR, credit.contributor), credit.contributor), credit.role)
        for credit in story.bylines
    ]
    if topics != list(story.topics):
        story = replace(story, topics=tuple(sorted(set(topics))))
    return replace(story, bylines=tuple(dict.fromkeys(bylines)))
