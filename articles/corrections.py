"""Every act on a correction: it is published, answered for the other version, reworded or taken out.

Promise: an act runs in one transaction with the story it is about, dates the update of the version that readers see
differently now, and after its commit the shared caches drop the story, the page of corrections and the feeds. What a
correction asks of the other version stays with the story until somebody answers it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import parity, plaintext, publishing
from articles.feeds import hub
from articles.models import Answer, Article, Correction, State
from newsroom import audit, edge
from newsroom.identity import OTHER
from newsroom.models import User


def publish_correction(
    article: Article, *, language: str, kind: str, text: str, by: User | None, at: datetime | None = None
) -> Correction:
    """Tell readers of one language what was wrong, and ask the other version for an answer where it has one to give.

    Raises ValidationError when the version is not live, when nothing is said, or when the date cannot be true.
    """
    with _correcting(article, language, by=by) as row:
        refuse_untrue(row, language, at)
        correction = Correction(
            article=article,
            language=language,
            kind=kind,
            text=_said(text),
            corrected_at=at or timezone.now(),
            by=by,
            needs_answer=owes_answer(row, OTHER[language]),
            asks_on_return=owes_answer_on_return(row, OTHER[language]),
        )
        correction.clean_fields(exclude=["article", "by", "answered_by"])
        correction.save()
        _date_update(row, language, correction.corrected_at)
        audit.record("correct", by=by, on=row, change="published", language=language, kind=kind)
    return correction


def answer(
    correction: Correction, *, answer: str, by: User | None, reason: str = "", text: str = ""
) -> Correction | None:
    """Answer for the other version; give the correction that was published in it, if one was.

    "Corrected too" publishes `text` as a correction of the other version where readers have that version; one that
    they do not have yet is simply put right, and so is one that has said it in a correction of its own before. Raises
    ValidationError for an answer that does not hold.
    """
    language = correction.other_language()
    with _correcting(correction.article, language, by=by) as row:
        asked = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
        if not asked.is_unanswered():
            raise ValidationError(_("This correction was answered before."))
        if answer == Answer.DOES_NOT_APPLY and not plaintext.paragraphs(reason):
            raise ValidationError({"reason": _("Say why the correction does not apply to this version.")})
        has_said = not text.strip() and Correction.objects.filter(article=row, language=language).exists()
        said_too = answer == Answer.CORRECTED and row.is_live(language) and not has_said
        asked.answer, asked.answered_by, asked.answered_at = answer, by, timezone.now()
        asked.answer_reason = plaintext.paragraphs(reason) if answer == Answer.DOES_NOT_APPLY else ""
        asked.clean_fields(exclude=["article", "by", "answered_by"])
        asked.save(update_fields=["answer", "answer_reason", "answered_by", "answered_at"])
        audit.record("correct", by=by, on=row, change="answered", language=language, answer=answer)
        return _say_too(asked, row, text, by=by) if said_too else None


def reword(correction: Correction, *, kind: str, text: str, by: User | None) -> Correction:
    """Change what a published correction says; its date stays."""
    with _correcting(correction.article, correction.language, by=by) as row:
        audit.record("correct", by=by, on=row, change="reworded", **_as_it_was(correction))
        correction.kind, correction.text = kind, _said(text)
        correction.clean_fields(exclude=["article", "by", "answered_by"])
        correction.save(update_fields=["kind", "text"])
        _date_update(row, correction.language, timezone.now())
    return correction


def remove(correction: Correction, *, by: User | None) -> None:
    """Take a correction out, with what it asks of the other version."""
    with _correcting(correction.article, correction.language, by=by) as row:
        audit.record("correct", by=by, on=row, change="removed", **_as_it_was(correction))
        correction.delete()
        _date_update(row, correction.language, timezone.now())


def owes_answer(article: Article, language: str) -> bool:
    """Say whether a version has words that a correction of the other may be true of.

    A draft counts: readers will have it one day, and nobody would remember. A version that was taken back is asked
    when it comes back, and one that is not begun will be translated from the corrected text.
    """
    return _is_begun(article, language) and article.state(language) != State.WITHDRAWN


def owes_answer_on_return(article: Article, language: str) -> bool:
    """Say whether a correction of the other version must wait with its question: nobody works on this one now."""
    return _is_begun(article, language) and article.state(language) == State.WITHDRAWN


def _is_begun(article: Article, language: str) -> bool:
    return bool(article.words("title", language) or article.words("body", language))


def refuse_untrue(article: Article, language: str, at: datetime | None) -> None:
    """Raise ValidationError where readers do not have the version, or could not have been told at this moment."""
    published = article.published_at(language)
    if published is None or not article.is_live(language):
        raise ValidationError({"language": _("Only a version that readers can see can be corrected.")})
    if at and at > timezone.now():
        raise ValidationError({"corrected_at": _("This moment has not come yet.")})
    if at and at < published:
        raise ValidationError({"corrected_at": _("The version was not published yet at this moment.")})


@contextmanager
def _correcting(article: Article, language: str, *, by: User | None) -> Iterator[Article]:
    """Hold the story, as it is stored, while its corrections change, and renew the pages that tell of them."""
    with publishing.editing(article, by=by):
        row = Article.objects.with_bodies().get(pk=article.pk)
        yield row
        parity.refresh(row)
        edge.purge({f"corrections-{language}", f"article-{article.pk}", "feeds"})
        hub.announce(row, language=language)


def _say_too(asked: Correction, row: Article, text: str, *, by: User | None) -> Correction:
    """Publish the answer as a correction of its own; it asks nothing back."""
    language = asked.other_language()
    said = Correction.objects.create(
        article=asked.article, language=language, kind=asked.kind, text=_said(text), by=by
    )
    _date_update(row, language, said.corrected_at)
    return said


def _as_it_was(correction: Correction) -> dict[str, str]:
    """Keep what readers were told until now, for the list of the staff's acts."""
    stored = Correction.objects.get(pk=correction.pk)
    return {"language": stored.language, "kind": stored.kind, "text": stored.text}


def _said(text: str) -> str:
    """Clean the words of a correction; raise ValidationError where none are left."""
    words = plaintext.paragraphs(text)
    if not words:
        raise ValidationError({"text": _("Write what was wrong and what is right.")})
    return words


def _date_update(row: Article, language: str, moment: datetime) -> None:
    """Move the date of the version's last change on; it never goes back."""
    before = row.updated_at(language)
    if row.is_live(language) and (before is None or before < moment):
        setattr(row, f"updated_at_{language}", moment)
        row.save(update_fields=[f"updated_at_{language}"])
