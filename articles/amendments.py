"""What was said of a story after it was published, as readers see it.

Two things: the corrections of the version they read, and, on a translation, the correction of its original that
nobody has answered yet. Both come along in the story's own query. Nothing here names a member of staff.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from articles.models import Article, Correction, CorrectionKind, Translation
from newsroom.identity import OTHER

# These stand at the top of a story too: whoever reads no further must know.
AT_THE_TOP = (CorrectionKind.RETRACTION, CorrectionKind.CORRECTION)


@dataclass(frozen=True)
class Amendment:
    """One correction, clarification, update or retraction of the version that is read."""

    pk: int
    kind: str
    text: str
    at: datetime

    @property
    def word(self) -> str:
        """Name the kind in the language of the page."""
        return str(CorrectionKind(self.kind).label)


@dataclass(frozen=True)
class Lag:
    """The newest correction of the original that a translation has not answered.

    `follows` is the moment of the text that the translation follows, where the desk knows it.
    """

    kind: str
    at: datetime
    follows: datetime | None


def gathered(language: str) -> dict[str, ArraySubquery | Subquery]:
    """Name what to bring along in the query of a story that is read in this language."""
    own = JSONObject(pk=F("pk"), kind=F("kind"), text=F("text"), at=F("corrected_at"))
    of_the_other = JSONObject(kind=F("kind"), at=F("corrected_at"))
    unanswered = _newest_first(OTHER[language]).filter(answer="")
    follows = Translation.objects.filter(article=OuterRef("pk"), language=language)
    return {
        "amendments": ArraySubquery(_newest_first(language).values(row=own)),
        "unanswered": ArraySubquery(unanswered.values(row=of_the_other)[:1]),
        "follows": Subquery(follows.values("rests_on__made_at")[:1]),
    }


def amendments_of(around: dict[str, Any]) -> list[Amendment]:
    """List what was said of the version, newest first."""
    return [Amendment(row["pk"], row["kind"], row["text"], _moment(row["at"])) for row in around["amendments"]]


def lag_of(story: Article, around: dict[str, Any], language: str) -> Lag | None:
    """Find what the original says and this translation does not; only what readers of both can see counts."""
    if not around["unanswered"] or not story.is_translation(language) or not story.is_live(OTHER[language]):
        return None
    newest = around["unanswered"][0]
    corrected = _moment(newest["at"])
    follows = _moment(around["follows"]) if around["follows"] else None
    since = follows or story.published_at(language)
    if since is None or since >= corrected:
        return None
    return Lag(newest["kind"], corrected, follows)


def at_the_top(amendments: Iterable[Amendment]) -> list[Amendment]:
    """Keep the newest of each kind that readers are told of before they begin."""
    newest = [next((each for each in amendments if each.kind == kind), None) for kind in AT_THE_TOP]
    return [each for each in newest if each]


def _newest_first(language: str) -> QuerySet[Correction]:
    rows = Correction.objects.filter(article=OuterRef("pk"), language=language)
    return rows.order_by("-corrected_at", "-pk")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
