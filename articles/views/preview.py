"""How a version looks as the desk has it now: for staff, and for outsiders who were given a link.

Promise: a link that has ended, was revoked or never existed gets the answer of any address that is not there; the
page of one that opens names no member of staff, sets no cookie and is kept by nobody.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import access, preview_links, unsaved
from articles.models import Article
from articles.views import frame, reading
from newsroom.staff import acting


@require_safe
def preview(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the story in one language under the readers' own policy; raise PermissionDenied for who may not see it.

    With `?mine=1` it is as the one who asks has typed it, saved or not.
    """
    if pk >= 2**63:
        raise Http404
    story = get_object_or_404(Article.objects.select_related("translation"), pk=pk)
    if not access.may(acting(request), "see", story):
        raise PermissionDenied
    typed = unsaved.typed_in(story, by=acting(request)) if request.GET.get("mine") else None
    return reading.preview(request, pk=pk, language=language, typed=typed)


@require_safe
def shared(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show one version to whoever holds the link."""
    link = preview_links.opened(token, language)
    if link is not None:
        try:
            return reading.preview(request, pk=link.article_id, language=language, for_outsiders=True)
        except Http404:
            pass  # a version without a headline is told as any address that is not there
    place = frame.Place(language, "", "", {language: request.path}, is_listed=False)
    return reading.unlisted(render(request, "404.html", {"place": place}, status=404), language)
