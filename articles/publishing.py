"""Every act that changes a story. The desk, commands and imports all take this road.

Promise: an act runs in one transaction, and after its commit the shared caches drop every page that showed the story
before or shows it now. Words are cleaned on the way in. Nothing else writes `state_*` or `published_at_*`.

The latest revision is the working copy; the row is what readers may see. `settling` says what of the one goes to the
other.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import parity, plaintext, revisions, rows, share_images
from articles.cleaning import cleaned
from articles.feeds import hub
from articles.models import Article, Correction, Move, Revision, State, Withdrawal
from articles.page_keys import page_keys
from articles.settling import settle
from articles.snapshots import PARTS, SHARED, Snapshot, changed_parts, parts_of
from articles.translation import ArticleWords
from articles.workflow import MOVES
from newsroom import audit, edge
from newsroom.identity import LANGUAGES, OTHER
from newsroom.models import User

BASE_COLUMNS = ArticleWords.fields  # modeltranslation's own, which are nobody's
TELL_READERS = gettext_lazy("Tell readers why, or lead them to another page of ours.")


@contextmanager
def editing(article: Article, *, by: User | None) -> Iterator[Article]:
    """Change a story and the rows around it as one act: `with editing(story, by=user): links.save()`.

    The story's row is locked until the transaction ends. `by` is who acts; None is the system itself. An act on the
    same story inside is a part of this one.
    """
    if article.in_hand:
        yield article
        return
    with transaction.atomic():
        before = page_keys(article)
        article.in_hand = True
        try:
            yield article
        finally:
            article.in_hand = False
        shown = before | page_keys(article)
        edge.purge(shown)
        share_images.forget_outlived([article.pk] if shown else [])


def begin(story: Snapshot, *, by: User | None, note: str = "") -> Article:
    """Write a new story and its first revision; it belongs to who wrote it."""
    with transaction.atomic():
        story = cleaned(story)
        article = Article(owner=by, section_id=story.section or 0, original_language=story.original_language)
        article.save()
        row = revisions.stored(article.pk)
        settle(row, story, by=by)
        _remember(row, story, set(PARTS), by=by, is_minor=False, note=note)
    return _brought_up_to_date(article, row)


def save(
    article: Article,
    story: Snapshot,
    *,
    by: User | None,
    is_minor: bool = False,
    note: str = "",
    let_out: Iterable[str] = (),
) -> Revision | None:
    """Keep a story as the new working copy and give its revision; a save that changes nothing keeps none.

    Readers see nothing of what belongs to a live version until `publish` is called for it, but for the parts that
    `let_out` names: those they see at once. Raises ValidationError when a version that is scheduled would lose what
    it needs.
    """
    with editing(article, by=by):
        row = revisions.stored(article.pk)
        before, story = revisions.working_copy(row), cleaned(story)
        changed = changed_parts(before, story)
        if not changed:
            return None
        _remember_the_first(row)
        settle(row, story, by=by, changed=changed, let_out=let_out)
        revision = _remember(row, story, changed, by=by, is_minor=is_minor, note=note)
    _brought_up_to_date(article, row)
    return revision


def publish(
    article: Article, *, language: str, by: User | None, at: datetime | None = None, comment: str = ""
) -> Article:
    """Make one language of the working copy public, now or at a later time; readers see it after commit.

    For a version that is live this publishes its changes. A version that was public before keeps its first date
    unless `at` says otherwise. What both languages share goes out with either of them. Raises ValidationError with
    the reasons, in the active language, when the version is not ready or under embargo.
    """
    with editing(article, by=by):
        row = revisions.stored(article.pk)
        story = revisions.working_copy(row)
        _remember_the_first(row)
        was_live, moment = row.is_live(language), at or _first_date(row, language) or timezone.now()
        _refuse_under_embargo(row, max(moment, timezone.now()))
        if was_live and moment > timezone.now():
            raise ValidationError(_("Readers see this version already. Withdraw it before you schedule it."))
        settle(row, story, by=by, let_out=(*parts_of(language), *SHARED), going_out=language)
        _move(row, language, State.PUBLISHED, moment, by=by, comment=comment)
        Withdrawal.objects.filter(article=row.pk, language=language).delete()
        parity.note_life(row, story)
        hub.announce(row, language=language)
        act = "publish_changes" if was_live else ("publish" if row.is_live(language) else "schedule")
        audit.record(act, by=by, on=row, language=language)
    return _brought_up_to_date(article, row)


def withdraw(article: Article, *, language: str, by: User | None, reason: str = "", leads_to: str = "") -> Article:
    """Take one language away from readers; its words and its date stay on the desk.

    Readers are told the reason, or led to another path of the site. A version that readers never saw, because its
    moment is still to come, is a draft again. Raises ValidationError when the version is not published, when readers
    would be told nothing, and for a path that is not one of ours.
    """
    with editing(article, by=by):
        row = revisions.stored(article.pk)
        if row.state(language) != State.PUBLISHED:
            raise ValidationError(_("Only a published version can be withdrawn."))
        if row.is_live(language):
            told = plaintext.paragraphs(reason)
            if not (told or leads_to):
                raise ValidationError(TELL_READERS)
            _move(row, language, State.WITHDRAWN, row.published_at(language), by=by, comment=reason)
            _tell_readers(row, language, reason=told, leads_to=leads_to)
            edge.purge([f"article-{row.pk}"], is_gone=True)
        else:
            _move(row, language, State.DRAFT, None, by=by, comment=reason)
        story = revisions.working_copy(row)
        settle(row, story, by=by)
        parity.note_life(row, story)
        audit.record("withdraw", by=by, on=row, language=language)
    return _brought_up_to_date(article, row)


def move(article: Article, *, language: str, to: State, by: User | None, comment: str = "") -> Article:
    """Take one language from one state of the desk to another; `workflow` says which moves there are.

    Raises ValidationError for a move that is not in its table, for one to or from the public, which are acts of
    their own, and for one that asks for a comment and has none.
    """
    with editing(article, by=by):
        row = revisions.stored(article.pk)
        _refuse_move(State(row.state(language)), to, comment)
        _move(row, language, to, row.published_at(language), by=by, comment=comment)
        parity.note_life(row, revisions.working_copy(row))
    return _brought_up_to_date(article, row)


def embargo(article: Article, *, until: datetime | None, by: User | None) -> Article:
    """Let nobody publish a story before a moment; None lifts the embargo. A version that is public stays so.

    Raises ValidationError for a moment that has passed, and where a version is scheduled for an earlier one.
    """
    with editing(article, by=by):
        row = revisions.stored(article.pk)
        if until is not None and until <= timezone.now():
            raise ValidationError(_("This moment has passed. An embargo ends at a moment to come."))
        scheduled = [row.published_at(each) for each in LANGUAGES if row.is_scheduled(each)]
        if until is not None and any(moment and moment < until for moment in scheduled):
            raise ValidationError(_("A version is scheduled for an earlier moment. Change its schedule first."))
        row.embargo_until = until
        row.save(update_fields=["embargo_until", "saved_at"])
        audit.record("embargo" if until else "lift_embargo", by=by, on=row, until=until.isoformat() if until else "")
    return _brought_up_to_date(article, row)


def discard(article: Article, *, by: User | None, language: str | None = None) -> Revision | None:
    """Go back to what readers see, as a new revision: in one language, or the whole story."""
    with editing(article, by=by):
        row = revisions.stored(article.pk)
        names = PARTS if language is None else parts_of(language)
        story = revisions.working_copy(row).with_parts(names, rows.of_row(row))
        audit.record("discard", by=by, on=row, language=language or "")
        return save(article, story, by=by, note=_("Back to the public text"))


def restore(
    article: Article,
    revision: Revision,
    *,
    by: User | None,
    language: str | None = None,
    leaving: Collection[str] = (),
) -> tuple[Revision | None, list[str]]:
    """Bring a revision back as a new one, whole or in one language, and name what has been deleted since.

    A section that is gone is replaced by the one the story is in; parts that `leaving` names stay as they are.
    """
    with editing(article, by=by):
        now = revisions.working_copy(revisions.stored(article.pk))
        old, lost = revisions.without_the_lost(Snapshot.from_json(revision.story))
        names = set(PARTS if language is None else parts_of(language)) - set(leaving)
        if old.section is None:
            names -= {"section"}
        audit.record("restore", by=by, on=article, language=language or "", number=str(revision.number))
        note = _("Restored from revision %(number)s") % {"number": revision.number}
        return save(article, now.with_parts(names, old), by=by, note=note), lost


def delete(article: Article, *, by: User | None) -> None:
    """Remove a story for good, with its bylines, links and revisions."""
    with editing(Article(pk=article.pk), by=by):
        audit.record("delete", by=by, on=article)
        edge.purge([f"article-{article.pk}"], is_gone=True)
        article.delete()


def _remember(
    row: Article, story: Snapshot, changed: set[str], *, by: User | None, is_minor: bool, note: str
) -> Revision:
    revision = revisions.keep(row, story, changed, by=by, is_minor=is_minor, note=note)
    parity.note_save(row, story, changed, is_minor=is_minor)
    return revision


def _remember_the_first(row: Article) -> None:
    """Give a story that is older than its history a first revision to compare with."""
    if not row.latest_number:
        revisions.keep(row, rows.of_row(row), PARTS, by=None, is_minor=True, note="")
        row.latest_number = 1


def _refuse_under_embargo(row: Article, moment: datetime) -> None:
    if row.embargo_until and moment < row.embargo_until:
        raise ValidationError(_("It is under embargo. Lift the embargo, or schedule it for a moment after it ends."))


def _refuse_move(start: State, to: State, comment: str) -> None:
    rule = MOVES.get((start, to))
    if rule is None or State.PUBLISHED in (start, to):
        told = _("A version that is “%(start)s” cannot become “%(to)s” like this.")
        raise ValidationError(told, params={"start": start.label, "to": to.label})
    if rule.asks_for_comment and not comment.strip():
        raise ValidationError(_("Say what should change."))


def _tell_readers(row: Article, language: str, *, reason: str, leads_to: str) -> None:
    """Keep what readers of a withdrawn version are told, or where they are led."""
    told = {"reason": reason, "leads_to": leads_to, "at": timezone.now()}
    withdrawal, _is_new = Withdrawal.objects.update_or_create(article_id=row.pk, language=language, defaults=told)
    withdrawal.clean_fields(exclude=["article", "language", "at", "reason"])


def _first_date(row: Article, language: str) -> datetime | None:
    """Give the date at which readers first saw this version, if they ever did."""
    moment = row.published_at(language)
    seen = row.is_live(language) or (row.state(language) == State.WITHDRAWN and moment and moment <= timezone.now())
    return moment if seen else None


def _move(
    row: Article, language: str, state: State, moment: datetime | None, *, by: User | None, comment: str
) -> None:
    """Write where a version stands, and how it came there."""
    Move.objects.create(
        article_id=row.pk,
        language=language,
        from_state=row.state(language),
        to_state=state,
        goes_public_at=moment if state == State.PUBLISHED else None,
        comment=comment,
        by=by,
    )
    if row.state(language) == State.WITHDRAWN:
        Correction.objects.filter(article=row.pk, language=OTHER[language]).ask_what_waited()
    setattr(row, f"state_{language}", state)
    setattr(row, f"published_at_{language}", moment)
    row.save(update_fields=[f"state_{language}", f"published_at_{language}", "saved_at"])


def _brought_up_to_date(article: Article, row: Article) -> Article:
    """Let the story that a caller holds say what is stored by now."""
    for field in Article._meta.concrete_fields:
        if field.attname not in BASE_COLUMNS:
            setattr(article, field.attname, getattr(row, field.attname))
    return article
