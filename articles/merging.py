"""Two rows for one person, or for one topic, become one.

Promise: a merge is one act. Every story that named one of the rows names the kept one, once; words that the kept one
lacks are taken from the others; every address of the others leads to the kept one; and after the commit the shared
caches drop every page that named any of them. Old revisions are left as they are: `Merged` says who a number is now.
"""

from collections.abc import Iterable
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from articles import places, redirects
from articles.models import Article, Byline, Contributor, Merged, Topic
from articles.models.addresses import words
from newsroom import audit, edge
from newsroom.identity import LANGUAGES
from newsroom.models import User

Mergeable = Contributor | Topic

KIND = {Contributor: Merged.Kind.CONTRIBUTOR, Topic: Merged.Kind.TOPIC}
ABOUT = {Contributor: "bio", Topic: "description"}
MOST_AT_ONCE = 20


def merge(model: type[Mergeable], *, keep: int, others: Iterable[int], by: User) -> Mergeable:
    """Make one row of several and give the kept one; the others are gone after commit.

    Raises ValidationError when there is nothing to merge, or when one of them has gone meanwhile.
    """
    wanted = {keep, *others}
    if len(wanted) < 2:
        raise ValidationError(_("Choose at least two different rows to merge."))
    with transaction.atomic():
        rows = {row.pk: row for row in _held(model, wanted)}
        if rows.keys() != wanted:
            raise ValidationError(_("One of them was merged or deleted meanwhile. Nothing was changed."))
        keys = set[str]().union(*(places.page_keys(row) for row in rows.values()))
        kept = rows.pop(keep)
        gone_names = " · ".join(f"{gone} (#{gone.pk})" for gone in rows.values())
        stood = [places.paths_of(row) for row in (kept, *rows.values())]
        for gone in rows.values():
            _take_over(kept, gone)
        kept.save()
        for paths in stood:
            redirects.follow(paths, places.paths_of(kept))
        audit.record("merge", by=by, on=kept, merged=gone_names)
        edge.purge(keys)
    return kept


def differing(rows: list[Mergeable]) -> set[str]:
    """Name the columns in which the words of these rows differ, so that those of only one of them can stay."""
    columns = [f"{field}_{code}" for field in ("name", "slug", ABOUT[type(rows[0])]) for code in LANGUAGES]
    return {name for name in columns if len({getattr(row, name) for row in rows if getattr(row, name)}) > 1}


def _held(model: type[Mergeable], pks: set[int]) -> list[Mergeable]:
    """Lock the rows, always in the same order, so that two merges wait for each other instead of both failing."""
    rows = model._default_manager.select_for_update(of=("self",)).order_by("pk")
    return list(rows.filter(pk__in=pks))


def _take_over(kept: Mergeable, gone: Mergeable) -> None:
    kind, old_pk = KIND[type(kept)], gone.pk
    if isinstance(kept, Contributor):
        _move_bylines(old_pk, kept.pk)
    else:
        _move_topics(old_pk, kept.pk)
    _fill(kept, gone)
    Merged.objects.filter(kind=kind, new_pk=old_pk).update(new_pk=kept.pk)
    Merged.objects.create(kind=kind, old_pk=old_pk, new_pk=kept.pk)
    gone.delete()


def _move_bylines(old: int, new: int) -> None:
    """Credit the kept contributor; one who already has the role in a story keeps that one line."""
    same = Byline.objects.filter(article=OuterRef("article"), role=OuterRef("role"), contributor=new)
    lines = Byline.objects.filter(contributor=old)
    lines.filter(Exists(same)).delete()
    lines.update(contributor=new)


def _move_topics(old: int, new: int) -> None:
    """File the stories under the kept topic, each once."""
    tags = Article.topics.through.objects
    tags.filter(Exists(tags.filter(article=OuterRef("article"), topic=new)), topic=old).delete()
    tags.filter(topic=old).update(topic=new)


def _fill(kept: Mergeable, gone: Mergeable) -> None:
    """Give the kept row what it lacks; a name and its address come together."""
    of_kept, of_gone = partial(words, kept), partial(words, gone)
    for language in LANGUAGES:
        if not of_kept("name", language) and of_gone("name", language):
            for field in ("name", "slug"):
                setattr(kept, f"{field}_{language}", getattr(gone, f"{field}_{language}"))
        about = ABOUT[type(kept)]
        if not of_kept(about, language):
            setattr(kept, f"{about}_{language}", getattr(gone, f"{about}_{language}"))
    if isinstance(kept, Contributor) and isinstance(gone, Contributor) and kept.portrait_id is None:
        kept.portrait_id = gone.portrait_id
