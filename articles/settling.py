"""What of the working copy goes to the row, and so to readers.

A save lays the working copy on the row, but for what readers see already: the words of a live version, and, while
any version is live, what both share. That part waits until somebody publishes the change.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from articles import rows
from articles.checklist import reasons_against
from articles.models import Article, State
from articles.snapshots import SHARED, Snapshot, changed_parts, parts_of
from newsroom.identity import LANGUAGES
from newsroom.models import User


def held_back(row: Article, *, by: User | None, changed: Iterable[str]) -> set[str]:
    """Name the parts that readers see already, so that a save keeps them from the row.

    A version that is scheduled takes what somebody who may publish has `changed` in this very act. What others
    proposed stays back: nobody would look at it before it appears.
    """
    trusted = by is None or by.has_perm("articles.publish_article")
    taken = set(changed) if trusted else set()
    held: set[str] = set()
    for language in LANGUAGES:
        parts = {*parts_of(language), *SHARED}
        if row.is_live(language):
            held |= parts
        elif row.is_scheduled(language):
            held |= parts - taken
    return held


def settle(
    row: Article,
    story: Snapshot,
    *,
    by: User | None,
    let_out: Iterable[str] = (),
    going_out: str = "",
    changed: Iterable[str] = (),
) -> None:
    """Lay a story on its row, but for what is held back; `let_out` goes there all the same.

    `changed` are the parts that the act itself changed in the working copy.
    """
    public = rows.of_row(row)
    laid = changed_parts(public, story) - (held_back(row, by=by, changed=changed) - set(let_out))
    rows.lay(row, story, laid, dated=[each for each in LANGUAGES if row.is_live(each)])
    for language in LANGUAGES:
        touched = row.state(language) == State.PUBLISHED and laid & set(parts_of(language))
        if (language == going_out or touched) and (reasons := reasons_against(row, language)):
            raise ValidationError(reasons)
    shown = public.with_parts(laid, story)
    for language in LANGUAGES:
        differs = changed_parts(shown, story) & {*parts_of(language), *SHARED}
        setattr(row, f"pending_{language}", row.state(language) == State.PUBLISHED and bool(differs))
    rows.write(row, story, laid)
    rows.place_photos(row, story, {*changed, *laid})
