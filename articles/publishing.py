"""Every act that changes a story. The desk, commands and imports all take this road.

Promise: an act runs in one transaction, and after its commit the shared caches drop every page that showed the story
before or shows it now. Words are cleaned on the way in. Nothing else writes `state_*` or `published_at_*`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import richtext
from articles.models import Article, State
from articles.models.addresses import words
from newsroom import edge
from newsroom.identity import LANGUAGES
from newsroom.models import User

PUBLIC_WORDS = ("title", "standfirst", "body")


@contextmanager
def editing(article: Article, *, by: User | None) -> Iterator[Article]:
    """Change a story and the rows around it as one act: `with editing(story, by=user): story.save(); links.save()`.

    Bodies assigned inside are cleaned on `save`; see there. `by` is who acts; None is the system itself.
    """
    with transaction.atomic():
        before = page_keys(article)
        yield article
        edge.purge({*before, *page_keys(article)})


def save(article: Article, *, by: User | None, changed: Iterable[str] | None = None) -> Article:
    """Write a story's own columns, cleaned. `changed` names the fields to write; None writes them all.

    Only what changed is written, so that two editors in two languages keep both their texts. A change to the words
    of a live version dates its update.
    """
    with editing(article, by=by):
        stored = Article.objects.with_bodies().filter(pk=article.pk).first()
        fields = None if changed is None or stored is None else set(changed)
        for language in LANGUAGES:
            _clean_words(article, language)
            if fields is not None and f"title_{language}" in fields:
                fields.add(f"slug_{language}")
            if (
                stored
                and stored.is_live(language)
                and _public_words(stored, language) != _public_words(article, language)
            ):
                setattr(article, f"updated_at_{language}", timezone.now())
                if fields is not None:
                    fields.add(f"updated_at_{language}")
        article.save(update_fields=None if fields is None else {*fields, "saved_at"})
        article.body_photos.set(richtext.photo_ids(article.body_ar or "") | richtext.photo_ids(article.body_en or ""))
    return article


def publish(article: Article, *, language: str, by: User | None, at: datetime | None = None) -> Article:
    """Make one language of the story public, now or at a later time; readers see it after commit.

    A version that was public before keeps its first date unless `at` says otherwise.
    Raises ValidationError with the reasons, in the active language, when the version is not ready.
    """
    with transaction.atomic(), editing(_locked(article), by=by) as row:
        reasons = reasons_against(row, language)
        if reasons:
            raise ValidationError(reasons)
        moment = at or (row.published_at(language) if row.is_live(language) else None) or timezone.now()
        _move(row, language, State.PUBLISHED, moment)
    return _same_life(article, row, language)


def withdraw(article: Article, *, language: str, by: User | None) -> Article:
    """Take one language away from readers; its words and its date stay on the desk."""
    with transaction.atomic(), editing(_locked(article), by=by) as row:
        if row.state(language) != State.PUBLISHED:
            raise ValidationError(_("Only a published version can be withdrawn."))
        _move(
            row,
            language,
            State.WITHDRAWN if row.is_live(language) else State.DRAFT,
            row.published_at(language),
        )
    return _same_life(article, row, language)


def delete(article: Article, *, by: User | None) -> None:
    """Remove a story for good, with its bylines and links."""
    with editing(article, by=by):
        article.delete()


def reasons_against(article: Article, language: str) -> list[str]:
    """List what keeps one language of a story from going public; an empty list means it may."""
    wanted = {
        "title": _("It has no headline."),
        "slug": _("It has no address."),
        "standfirst": _("It has no standfirst."),
        "body": _("It has no body."),
    }
    reasons = [reason for field, reason in wanted.items() if not article.words(field, language).strip()]
    if not words(article.section, "slug", language):
        reasons.append(_("Its section has no name in this language."))
    return reasons


def page_keys(article: Article) -> set[str]:
    """Name every page that may show this story: its own, its lists', and those of the people and pictures in it."""
    if article.pk is None:
        return set()
    lists = ["home", f"section-{article.section_id}"]
    lists += [f"topic-{pk}" for pk in article.topics.values_list("pk", flat=True)]
    lists += [f"person-{pk}" for pk in article.bylines.values_list("contributor_id", flat=True)]
    return {f"article-{article.pk}", "feeds"} | {f"{name}-{language}" for name in lists for language in LANGUAGES}


def _locked(article: Article) -> Article:
    return Article.objects.with_bodies().select_related("section").select_for_update(of=["self"]).get(pk=article.pk)


def _public_words(article: Article, language: str) -> list[str]:
    return [article.words(field, language) for field in PUBLIC_WORDS]


def _clean_words(article: Article, language: str) -> None:
    """Clean the body and give the version an address when it has a headline and none."""
    body, title = article.words("body", language), article.words("title", language)
    setattr(article, f"body_{language}", richtext.clean(body))
    if title and not article.words("slug", language):
        setattr(article, f"slug_{language}", slugify(title, allow_unicode=True)[:120].strip("-") or "-")


def _move(row: Article, language: str, state: State, moment: datetime | None) -> None:
    setattr(row, f"state_{language}", state)
    setattr(row, f"published_at_{language}", moment)
    row.save(update_fields=[f"state_{language}", f"published_at_{language}", "saved_at"])


def _same_life(article: Article, row: Article, language: str) -> Article:
    for field in (f"state_{language}", f"published_at_{language}"):
        setattr(article, field, getattr(row, field))
    return article
