"""Two editors at one story: each saves only what they changed themselves.

The form says, hidden, which revision its editor was shown. A part that still is as it was shown keeps what the
latest revision holds. Where both changed the same part, the form says so, shows the three texts and keeps the
editor's own; saving once more does what the editor chose: keep mine, which replaces, or take theirs.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.models import Article, Revision
from articles.snapshots import PARTS, Snapshot

SEEN = "seen"
CHOICE = "collision-"  # before the name of a part: "mine" or "theirs"


@dataclass(frozen=True)
class Collision:
    """One part that two editors changed: what both started from, what the other made of it, and mine."""

    part: str
    common: Any
    theirs: Any
    mine: Any


@dataclass
class Merge:
    """What an editor sends, beside what the desk holds by now."""

    theirs: Snapshot
    latest: int
    started_from: int | None = None
    shown_since: dict[str, int] = field(default_factory=dict)
    revisions: dict[int, Snapshot] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    chosen: list[Collision] = field(default_factory=list)  # shown before, and answered now
    merged: set[str] = field(default_factory=set)  # changed by others alone

    @classmethod
    def of(cls, article: Article, sent: Mapping[str, Any] | None) -> "Merge":
        """Begin a merge for a story that `desk_copy` loaded; `sent` is what the browser posted, if it did."""
        merge = cls(theirs=article.working, latest=article.latest_number or 0)
        if sent is not None:
            merge._read(sent.get(SEEN, ""))
            answers = {part: sent.get(f"{CHOICE}{part}", "") for part in merge.shown_since}
            merge.choices = {part: answer for part, answer in answers.items() if answer in ("mine", "theirs")}
        started = [] if merge.started_from is None else [merge.started_from]
        wanted = {max(number, 1) for number in (*started, *merge.shown_since.values()) if number != merge.latest}
        if article.pk and wanted:
            kept = Revision.objects.filter(article=article.pk, number__in=wanted)
            merge.revisions = {each.number: Snapshot.from_json(each.story) for each in kept}
        return merge

    def seen(self) -> str:
        """Say what the form has shown, for its hidden field."""
        start = self.latest if self.started_from is None else self.started_from
        return json.dumps({"revision": start, "parts": self.shown_since})

    def decide(self, part: str, mine: Any) -> tuple[Any, Collision | None]:
        """Choose between the two values of a part; where both changed it, mine comes back with the collision."""
        theirs = self.theirs.part(part)
        common = self._shown(part)
        if part in self.choices:
            self.chosen.append(Collision(part, self._first(part), theirs if common is None else common, mine))
            mine = common if self.choices[part] == "theirs" and common is not None else mine
        if mine == theirs or theirs == common:
            return mine, None
        if mine == common:
            self.merged.add(part)
            return theirs, None
        collision = Collision(part, common, theirs, mine)
        self.shown_since[part] = self.latest
        return mine, collision

    def _shown(self, part: str) -> Any:
        """Give a part as its editor was shown it, or None where that is not known."""
        number = self.shown_since.get(part, self.started_from)
        if number == self.latest:
            return self.theirs.part(part)
        story = self.revisions.get(max(number, 1)) if number is not None else None
        return story.part(part) if story else None

    def _first(self, part: str) -> Any:
        """Give a part as it was when its editor began."""
        story = (
            self.theirs if self.started_from == self.latest else self.revisions.get(max(self.started_from or 0, 1))
        )
        return story.part(part) if story else None

    def _read(self, sent: str) -> None:
        try:
            seen = json.loads(sent)
            self.started_from = int(seen["revision"])
            self.shown_since = {part: int(number) for part, number in seen["parts"].items() if part in PARTS}
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            self.started_from, self.shown_since = None, {}


def in_words(value: Any) -> str:
    """Write the value of a part for the form that tells of a collision."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
