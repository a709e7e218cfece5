"""The preview of a story at the desk: both languages, both widths, and the links that outsiders were given."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import access, preview_links
from articles.admin.gone import not_found_if_deleted
from articles.admin.lives import OWN_NAME
from articles.models import Article, PreviewLink
from articles.preview_links import DAYS
from newsroom.desk import DESK_CSP
from newsroom.identity import LANGUAGES, absolute
from newsroom.staff import acting

WIDTHS = ("phone", "desktop")
MOST_LINKS = 50
FRAMING = DESK_CSP | {"frame-src": [CSP.SELF]}


class PreviewBox:
    """For the admin class of stories: the page that shows previews and looks after the links to them."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page, and the act of revoking a link."""
        guard = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("<int:pk>/previews/", guard(self.previews_view), name="articles_article_previews"),
            path(
                "<int:pk>/previews/<int:link>/revoke/",
                guard(require_POST(self.revoke_view)),
                name="articles_article_revoke_preview",
            ),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let the form show a preview beside itself: a page of ours, in a frame."""
        story = context.get("original")
        context["beside"] = (
            [(each, OWN_NAME[each], _beside(story, context, each)) for each in LANGUAGES] if story else []
        )
        response: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        response._csp_config = FRAMING  # type: ignore[attr-defined]
        return response

    @not_found_if_deleted()
    def previews_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the working copy as readers would see it; a POST makes a link, which the next page tells once."""
        story: Article = self.story_seen(request, pk)  # type: ignore[attr-defined]
        if request.method == "POST":
            return _shared(request, story)
        chosen = request.GET.get("language", "")
        language = chosen if chosen in LANGUAGES else story.original_language
        may_share = access.may(acting(request), "change", story, language)
        width = request.GET.get("width", "")
        context: dict[str, Any] = self.history_context(request, story, _("Preview")) | {  # type: ignore[attr-defined]
            "languages": [(each, OWN_NAME[each]) for each in LANGUAGES],
            "widths": [("phone", _("Phone")), ("desktop", _("Desktop"))],
            "chosen": language,
            "chosen_name": OWN_NAME[language],
            "width": width if width in WIDTHS else "phone",
            "days": DAYS,
            "address": request.session.pop(_place_of(story), ""),
            "may_share": may_share,
            "offered": preview_links.offer(story, language=language, to=acting(request)) if may_share else "",
            "links": _links(story) if access.may(acting(request), "change", story) else [],
        }
        response = TemplateResponse(request, "admin/articles/history/preview.html", context)
        response._csp_config = FRAMING  # type: ignore[attr-defined]
        response["Cache-Control"] = "private, no-store"  # it may tell a token
        return response

    def revoke_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        """End a link now."""
        story: Article = self.story_seen(request, pk)  # type: ignore[attr-defined]
        if link >= 2**63:
            raise Http404
        found = get_object_or_404(PreviewLink.objects.select_related("article"), pk=link, article=story.pk)
        if not access.may(acting(request), "change", story, found.language):
            raise PermissionDenied
        preview_links.revoke(found, by=acting(request))
        messages.success(request, _("The link is revoked: nobody can open it any more."))
        return HttpResponseRedirect(reverse("admin:articles_article_previews", args=[story.pk]) + "#links")


def _beside(story: Article, context: Mapping[str, Any], language: str) -> str:
    """Name the preview of what the form shows: with unsaved words, unless they still wait to be put back."""
    page = reverse("admin:articles_article_preview", args=[story.pk, language])
    return page if context.get("offers") else f"{page}?mine=1"


def _shared(request: HttpRequest, story: Article) -> HttpResponse:
    """Make the link that is asked for and lead to its address; raise Http404 for one that we do not offer.

    The page is not the answer to the form: loaded again, it would make a second link.
    """
    language, days = request.POST.get("language", ""), request.POST.get("days", "")
    if language not in LANGUAGES or days not in map(str, DAYS):
        raise Http404
    if not access.may(acting(request), "change", story, language):
        raise PermissionDenied
    offered = request.POST.get("offered", "")
    link, token = preview_links.share(story, language=language, days=int(days), by=acting(request), offered=offered)
    if link.is_open():
        address = reverse("articles:shared_preview", kwargs={"language": language, "token": token})
        request.session[_place_of(story)] = absolute(address)
        messages.success(request, _("The link is made. Copy its address below now: it is shown only once."))
    else:
        messages.warning(request, _("The link that this form made has ended. Ask for another one."))
    page = reverse("admin:articles_article_previews", args=[story.pk])
    return HttpResponseRedirect(f"{page}?language={language}#links")


def _place_of(story: Article) -> str:
    """Name where the session keeps the address of a new link until the next page has told it."""
    return f"preview-link-{story.pk}"


def _links(story: Article) -> list[PreviewLink]:
    return list(PreviewLink.objects.filter(article=story.pk).select_related("made_by")[:MOST_LINKS])
