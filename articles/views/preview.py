"""How a version that readers do not see yet will look, for staff."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.views import reading


@require_safe
def preview(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the story in one language under the readers' own policy; raise PermissionDenied for who may not see it."""
    if not request.user.has_perm("articles.view_article") and not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    return reading.preview(request, pk=pk, language=language)
