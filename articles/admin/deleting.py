"""Deleting stories at the desk: what belongs to a story goes with it, and the question names what that is."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import publishing
from articles.models import Article, Correction, Draft, Revision
from newsroom.staff import acting


class Deleting:
    """For the admin class of stories."""

    def get_deleted_objects(self, objs: Iterable[Article], request: HttpRequest) -> tuple[list, dict, set, list]:
        """Name the stories that would go, and count what goes with them; the right to delete a story is enough.

        Django would ask for a right to each kind of row around a story, most of which nobody deletes by themselves.
        """
        stories = list(objs)
        forbidden = any(not self.has_delete_permission(request, story) for story in stories)  # type: ignore[attr-defined]
        counted = {
            capfirst(kind._meta.verbose_name_plural): kind._default_manager.filter(article__in=stories).count()
            for kind in (Revision, Correction, Draft)
        }
        opts = self.opts  # type: ignore[attr-defined]
        counts = {capfirst(opts.verbose_name_plural): len(stories)} | {k: n for k, n in counted.items() if n}
        lacking = {opts.verbose_name} if forbidden else set()
        return [_named(story) for story in stories], counts, lacking, []

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        """Remove one story."""
        publishing.delete(obj, by=acting(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Remove the chosen stories, each with its own purge, all or none."""
        with transaction.atomic():
            for story in queryset:
                publishing.delete(story, by=acting(request))


def _named(story: Article) -> SafeString:
    """Give a story's headline, and say whether readers would miss it."""
    if not story.live_languages():
        return format_html("<bdi>{}</bdi>", story)
    return format_html("<bdi>{}</bdi> — <strong>{}</strong>", story, _("readers can see it"))
