"""The way of a version from the first draft to the readers: one table of the moves there are, and who may make them.

`publishing` makes the moves and keeps each with who, when and why; the desk offers what this table allows.
"""

from typing import Literal, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import access
from articles.models import Article, State
from newsroom.models import User


class Rule(NamedTuple):
    """Who may make a move ("change": whoever may write this version), its words on a button, and what it asks for."""

    who: Literal["change", "publish"]
    word: str | Promise
    asks_for_comment: bool = False


MOVES: dict[tuple[State, State], Rule] = {
    (State.DRAFT, State.IN_REVIEW): Rule("change", _("Send to review")),
    (State.DRAFT, State.READY): Rule("publish", _("Mark as ready")),
    (State.IN_REVIEW, State.READY): Rule("publish", _("Approve: ready")),
    (State.IN_REVIEW, State.DRAFT): Rule("publish", _("Ask for a change"), asks_for_comment=True),
    (State.READY, State.DRAFT): Rule("publish", _("Ask for a change"), asks_for_comment=True),
    (State.READY, State.IN_REVIEW): Rule("publish", _("Back to review")),
    (State.WITHDRAWN, State.DRAFT): Rule("publish", _("Rework as a draft")),
    (State.DRAFT, State.PUBLISHED): Rule("publish", _("Publish")),
    (State.IN_REVIEW, State.PUBLISHED): Rule("publish", _("Publish")),
    (State.READY, State.PUBLISHED): Rule("publish", _("Publish")),
    (State.WITHDRAWN, State.PUBLISHED): Rule("publish", _("Publish again")),
    (State.PUBLISHED, State.WITHDRAWN): Rule("publish", _("Withdraw")),
}


def desk_moves(user: User, article: Article, language: str) -> list[tuple[State, Rule]]:
    """List the moves within the desk that somebody may make now; publishing and withdrawing are acts of their own."""
    here = State(article.state(language))
    return [
        (to, rule)
        for (start, to), rule in MOVES.items()
        if start == here and State.PUBLISHED not in (start, to) and may_move(user, article, language, to)
    ]


def may_move(user: User, article: Article, language: str, to: State) -> bool:
    """Say whether somebody may take one language of a story from where it stands to another state."""
    rule = MOVES.get((State(article.state(language)), to))
    return rule is not None and access.may(user, rule.who, article, language)
