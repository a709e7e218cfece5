"""Parity: how true the second version of a story is to the version it was translated from.

A translation rests on one revision of its source. What changed in the source since then, in saves that were not
minor, it owes. `publishing` calls this for every act, inside the act's transaction.
"""

from datetime import datetime

from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from articles import revisions
from articles.changes import count_changed_words
from articles.models import Article, Correction, Parity, Revision, State, Translation
from articles.snapshots import Snapshot, parts_of
from newsroom import audit
from newsroom.identity import OTHER
from newsroom.models import User

NOT_YET_OUT = (State.DRAFT, State.IN_REVIEW, State.READY)
COLUMNS = ("language", "state", "translator_id", "rests_on_id", "words_behind", "behind_since", "owed_since")


def note_save(row: Article, story: Snapshot, changed: set[str], *, is_minor: bool) -> None:
    """Say what a save left the translation owing."""
    translation = _of(row)
    before = _values(translation)
    if translation.language != OTHER[story.original_language]:
        translation.language, translation.rests_on = OTHER[story.original_language], None
    if translation.rests_on is None:
        translation.state = _begun(translation, story)
        translation.words_behind, translation.behind_since = 0, None
    elif changed & set(parts_of(story.original_language)):
        _compare(translation, story, is_minor=is_minor)
    _write(translation, row, before)


def note_life(row: Article, story: Snapshot) -> None:
    """Say what publishing or withdrawing a version changed; a first publication says that it follows its source."""
    translation = _of(row)
    before = _values(translation)
    if translation.rests_on is None and row.state(translation.language) == State.PUBLISHED:
        _pin(translation)
    elif translation.rests_on is None:
        translation.state = _begun(translation, story)
    _write(translation, row, before)


def refresh(row: Article) -> None:
    """Work out anew since when something is owed, after a correction or its answer."""
    translation = _of(row)
    before = _values(translation)
    if translation.pk is None:  # a story that nobody has saved since parity is kept
        begun = row.words("title", translation.language)
        translation.state = Parity.IN_TRANSLATION if begun else Parity.MISSING
        unanswered = Correction.objects.filter(article=row.pk).unanswered()
        translation.unanswered_since = unanswered.aggregate(oldest=Min("corrected_at"))["oldest"]
    _write(translation, row, before)


def follow(row: Article, *, seen: int | None = None) -> bool:
    """Say that the translation now follows its source as the latest revision has it.

    With `seen` as that revision has it, and False if the source has changed since: that is owed then.
    """
    translation = _of(row)
    before = _values(translation)
    _pin(translation, seen)
    if seen is not None and translation.rests_on:
        since = Revision.objects.filter(article=row.pk, number__gt=translation.rests_on.number)
        source = f"changed_{OTHER[translation.language]}"
        is_minor = not since.filter(is_minor=False, **{source: True}).exists()
        _compare(translation, revisions.working_copy(row), is_minor=is_minor)
    _write(translation, row, before)
    return translation.state == Parity.UP_TO_DATE


def assign(row: Article, story: Snapshot, translator: User | None, *, by: User | None) -> None:
    """Give the translation to somebody, or to nobody, and write that down."""
    translation = _of(row)
    before = _values(translation)
    if translation.translator_id != (translator.pk if translator else None):
        hands = {"from_person": audit.name_of(translation.translator), "to_person": audit.name_of(translator)}
        audit.record("assign", by=by, on=row, **hands)
    translation.translator = translator
    if translation.rests_on is None:
        translation.state = _begun(translation, story)
    _write(translation, row, before)


def _of(row: Article) -> Translation:
    """Load a story's translation with the date of its oldest unanswered correction, or make a new one."""
    owing = Correction.objects.filter(article=OuterRef("article"), needs_answer=True, answer="")
    oldest = owing.order_by().values("article").annotate(oldest=Min("corrected_at")).values("oldest")
    found = Translation.objects.filter(article=row.pk).annotate(unanswered_since=Subquery(oldest)).first()
    return found or Translation(article_id=row.pk, language=OTHER[row.original_language])


def _begun(translation: Translation, story: Snapshot) -> Parity:
    written = any(story.text(name, translation.language) for name in ("title", "body"))
    return Parity.IN_TRANSLATION if written or translation.translator_id else Parity.MISSING


def _compare(translation: Translation, story: Snapshot, *, is_minor: bool) -> None:
    """Count how far the source has gone since the revision that the translation rests on."""
    pinned = Snapshot.from_json(translation.rests_on.story if translation.rests_on else {})
    translation.words_behind = count_changed_words(pinned, story, story.original_language)
    if not translation.words_behind:
        translation.state, translation.behind_since = Parity.UP_TO_DATE, None
    elif is_minor and translation.state != Parity.SOURCE_CHANGED:
        translation.state = Parity.MINOR_CHANGES
    else:
        translation.state = Parity.SOURCE_CHANGED
        translation.behind_since = translation.behind_since or timezone.now()


def _pin(translation: Translation, seen: int | None = None) -> None:
    saves = Revision.objects.filter(article=translation.article_id).order_by("-number")
    if seen is not None:  # what a story without revisions showed became the first of them
        saves = saves.filter(number__lte=max(seen, 1))
    translation.rests_on = saves.first()
    translation.state = Parity.UP_TO_DATE
    translation.words_behind, translation.behind_since = 0, None


def _write(translation: Translation, row: Article, before: dict[str, object]) -> None:
    translation.owed_since = _owed_since(translation, row)
    changed = [name for name, value in _values(translation).items() if before[name] != value]
    if translation.pk is None:
        translation.save(force_insert=True)
    elif changed:
        translation.save(update_fields=changed)


def _owed_since(translation: Translation, row: Article) -> datetime | None:
    """Find the oldest debt: a source that changed, a version that only one side has, an unanswered correction."""
    source = OTHER[translation.language]
    debts = [translation.behind_since, getattr(translation, "unanswered_since", None)]
    if row.state(source) == State.PUBLISHED and row.state(translation.language) in NOT_YET_OUT:
        debts.append(row.published_at(source))
    return min((moment for moment in debts if moment), default=None)


def _values(translation: Translation) -> dict[str, object]:
    return {name: getattr(translation, name) for name in COLUMNS}
