"""How a version that readers do not see yet will look, for staff."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles import access
from articles.models import Article
from articles.views import reading
from newsroom.staff import acting


@require_safe
def preview(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the story in one language under the readers' own policy; raise PermissionDenied for who may not see it."""
    story = get_object_or_404(Article.objects.select_related("translation"), pk=pk)
    if not access.may(acting(request), "see", story):
        raise PermissionDenied
    return reading.preview(request, pk=pk, language=language)
