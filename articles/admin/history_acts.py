"""Going back: bringing an earlier state of a story back, and giving changes up that were never published.

Promise: each act is asked for with a page that shows what it would change, is done by POST, and asks again who may
change which language. Nothing is lost by it: what stood there before stays in the history.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles import access, publishing, revisions, rows
from articles.admin import history_words
from articles.admin.gone import not_found_if_deleted
from articles.admin.lives import OWN_NAME
from articles.models import Article, Revision
from articles.snapshots import PARTS, Snapshot, parts_of
from newsroom.identity import LANGUAGES
from newsroom.models import User
from newsroom.row_numbers import row_number
from newsroom.staff import acting


@dataclass(frozen=True)
class Return:
    """A way back: to which state, in which language, and what of it is gone by now."""

    story: Snapshot
    lost: list[str]
    language: str | None
    leaving: frozenset[str] = frozenset()  # parts that stay, for they are not this person's to bring back


class HistoryActs:
    """For the admin class of stories: restoring and discarding, each with its page that asks."""

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that ask."""
        guard = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("<int:pk>/history/<int:number>/restore/", guard(self.restore_view), name="articles_article_restore"),
            path("<int:pk>/history/discard/", guard(self.discard_view), name="articles_article_discard"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    @not_found_if_deleted()
    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Ask whether a revision shall be brought back, then bring it back as a new one."""
        story, language = self._may_return(request, pk)
        if number > 2**31 - 1:
            raise Http404
        revision = get_object_or_404(Revision.objects.select_related("by"), article=story.pk, number=number)
        way = _way_to(revision, story, language, acting(request))
        if request.method == "POST":
            return _restored(request, story, revision, way)
        title = _("Restore revision %(number)s") % {"number": number}
        return self._ask(request, story, way, title=title, revision=revision)

    @not_found_if_deleted()
    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask whether unpublished changes shall be given up, then go back to the public text as a new revision."""
        story, language = self._may_return(request, pk)
        parts = PARTS if language is None else parts_of(language)
        now = revisions.working_copy(story)
        way = Return(now.with_parts(parts, rows.of_row(story)), [], language)
        if request.method == "POST":
            return _discarded(request, story, way)
        return self._ask(request, story, way, title=_("Discard unpublished changes"), revision=None)

    def _may_return(self, request: HttpRequest, pk: int) -> tuple[Article, str | None]:
        """Load the story and read the language; raise PermissionDenied for one that is not theirs to change."""
        story = self.story_seen(request, pk)  # type: ignore[attr-defined]
        language = request.POST.get("language") or request.GET.get("language") or None
        if language not in (None, *LANGUAGES):
            raise Http404
        if not _may_change(acting(request), story, language):
            raise PermissionDenied
        return story, language

    def _ask(
        self, request: HttpRequest, story: Article, way: Return, *, title: str, revision: Revision | None
    ) -> HttpResponse:
        context: dict[str, Any] = self.history_context(request, story, title) | {  # type: ignore[attr-defined]
            "comparison": history_words.compare(revisions.working_copy(story), way.story),
            "lost": way.lost,
            "chosen": way.language or "",
            "chosen_name": OWN_NAME.get(way.language or "", ""),
            "revision": revision,
            "latest": story.latest_number or 0,
            "is_public": bool(story.live_languages()),
        }
        return TemplateResponse(request, "admin/articles/history/confirm.html", context)


def _may_change(user: User, story: Article, language: str | None) -> bool:
    return access.may_change_shared(user, story) if language is None else access.may(user, "change", story, language)


def _way_to(revision: Revision, story: Article, language: str | None, user: User) -> Return:
    """Work out what the story would be; only what is lost in the chosen language counts.

    Somebody with section limits moves no story out of them, not by way of its past either.
    """
    now, parts = revisions.working_copy(story), set(PARTS if language is None else parts_of(language))
    wanted = Snapshot.from_json(revision.story)
    if language is not None:
        wanted = Snapshot(names=wanted.names).with_parts(parts, wanted)
    old, lost = revisions.without_the_lost(wanted)
    if old.section is None:
        parts -= {"section"}
    leaving = frozenset() if access.may_file_in(user, old.section) else frozenset({"section"})
    return Return(now.with_parts(parts - leaving, old), lost, language, leaving & parts)


def _restored(request: HttpRequest, story: Article, revision: Revision, way: Return) -> HttpResponse:
    try:
        made, _lost = publishing.restore(
            story, revision, by=acting(request), language=way.language, leaving=way.leaving
        )
    except ValidationError as refused:
        messages.error(request, _("Nothing was restored. %(reasons)s") % {"reasons": " ".join(refused.messages)})
        return _back(story)
    if made is None:
        messages.info(request, _("The story already reads like that. Nothing was changed."))
        return _back(story)
    told = _("Revision %(number)s was restored as revision %(made)s.")
    messages.success(request, told % {"number": revision.number, "made": made.number})
    if way.leaving:
        messages.warning(request, _("The story stays in its section: you do not work on the one that it was in."))
    if way.lost:
        told = _("These are no longer there and were left out: %(names)s")
        messages.warning(request, told % {"names": _("; ").join(way.lost)})
    _tell_what_was_newer(request, story, made)
    return _back(story)


def _discarded(request: HttpRequest, story: Article, way: Return) -> HttpResponse:
    try:
        made = publishing.discard(story, by=acting(request), language=way.language)
    except ValidationError as refused:
        messages.error(request, _("Nothing was discarded. %(reasons)s") % {"reasons": " ".join(refused.messages)})
        return _back(story)
    if made is None:
        messages.info(request, _("There was nothing to discard."))
        return _back(story)
    messages.success(
        request, _("The story reads like the public text again, as revision %(made)s.") % {"made": made.number}
    )
    _tell_what_was_newer(request, story, made)
    return _back(story)


def _tell_what_was_newer(request: HttpRequest, story: Article, made: Revision) -> None:
    """Say so where somebody saved between the question and the answer: that save is in the history, not lost."""
    seen = row_number(request.POST.get("latest", ""))
    if seen is None or seen >= made.number - 1:
        return
    newer = Revision.objects.filter(article=story.pk, number=made.number - 1).select_related("by").first()
    if newer is None:
        return
    told = _("Meanwhile revision %(number)s was saved by %(name)s. It is in the history, under the restored one.")
    messages.warning(request, told % {"number": newer.number, "name": newer.by or _("the system")})


def _back(story: Article) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_article_history", args=[story.pk]))
