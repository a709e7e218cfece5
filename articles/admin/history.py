"""The memory of a story at the desk: its revisions and moves in one list, and any two states side by side.

Promise: who may not see the story sees none of it; nothing on these pages is markup that somebody stored.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import access, revisions, rows
from articles.admin import history_words
from articles.admin.history_acts import HistoryActs
from articles.admin.history_timeline import timeline
from articles.admin.lives import OWN_NAME
from articles.models import Article, Revision
from articles.snapshots import Snapshot
from newsroom.identity import LANGUAGES
from newsroom.row_numbers import row_number
from newsroom.staff import acting

PUBLIC, WORKING = "public", "working"


class History(HistoryActs):
    """For the admin class of stories: the history page in place of Django's, and comparisons."""

    def get_urls(self) -> list[URLPattern]:
        """Add the comparison of two states."""
        view = self.admin_site.admin_view(self.compare_view)  # type: ignore[attr-defined]
        return [path("<int:pk>/history/compare/", view, name="articles_article_compare"), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List what each save left and each move of the story, newest first."""
        story = self.story_seen(request, row_number(object_id) or 0)
        user = acting(request)
        languages = access.changeable_languages(user, story)
        sheet = timeline(story, language=request.GET.get("language", ""), page=request.GET.get("page", "1"))
        context = self.history_context(request, story, _("History")) | {
            "sheet": sheet,
            "languages": [(language, OWN_NAME[language]) for language in LANGUAGES],
            "restorable": [(language, OWN_NAME[language]) for language in languages],
            "may_restore_whole": access.may_change_shared(user, story),
            "pending": [(each, OWN_NAME[each]) for each in LANGUAGES if story.has_unpublished_changes(each)],
        }
        return TemplateResponse(request, "admin/articles/history/list.html", context)

    @method_decorator(require_safe)
    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show two states side by side: `from` and `to` are a revision's number, "public" or "working"."""
        story = self.story_seen(request, pk)
        start, end = request.GET.get("from", PUBLIC), request.GET.get("to", WORKING)
        first, second = row_number(start), row_number(end)
        if first and second and first > second:
            start, end = end, start
        before, after = _state(story, start), _state(story, end)
        context = self.history_context(request, story, _("What differs")) | {
            "before": before,
            "after": after,
            "comparison": history_words.compare(before["story"], after["story"]),
            "is_from_public": start == PUBLIC and end == WORKING,
            "discardable": access.changeable_languages(acting(request), story),
        }
        return TemplateResponse(request, "admin/articles/history/compare.html", context)

    def history_context(self, request: HttpRequest, story: Article, title: str) -> dict[str, Any]:
        """Give what all pages of a story's memory show."""
        return self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "title": title,
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": story,
            "story_address": reverse("admin:articles_article_change", args=[story.pk]),
        }

    def story_seen(self, request: HttpRequest, pk: int) -> Article:
        """Load a story that this member of staff may see; raise Http404 and PermissionDenied."""
        found = revisions.with_latest(Article.objects.all()).filter(pk=pk) if pk < 2**63 else Article.objects.none()
        story = found.first()
        if story is None:
            raise Http404
        if not access.may(acting(request), "see", story):
            raise PermissionDenied
        return story


def _state(story: Article, name: str) -> dict[str, Any]:
    """Find one state of a story by its name; raise Http404 where there is none."""
    if name == PUBLIC:
        return {"name": _public_name(story), "story": rows.of_row(story)}
    if name == WORKING:
        return {"name": _("The working copy"), "story": revisions.working_copy(story)}
    revision = Revision.objects.select_related("by").filter(article=story.pk, number=row_number(name) or 0).first()
    if revision is None:
        raise Http404
    told = _("Revision %(number)s") % {"number": revision.number}
    return {"name": told, "story": Snapshot.from_json(revision.story), "revision": revision}


def _public_name(story: Article) -> str:
    return _("The public text") if story.live_languages() else _("The text that would be public")
