"""The panel "Review" of a story's form: what colleagues say of it, open until somebody resolves it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import access, reviewing
from articles.admin.gone import not_found_if_deleted
from articles.models import Article, ReviewComment
from newsroom.models import User
from newsroom.staff import acting

View = Callable[..., Any]
MOST = 200  # comments that the panel shows


def comments_on(article: Article) -> dict[str, list[ReviewComment]]:
    """Give the open and the resolved comments on a story, for the form's context."""
    if article.pk is None:
        return {"open_comments": [], "resolved_comments": []}
    newest = ReviewComment.objects.filter(article=article.pk).select_related("by", "resolved_by").order_by("-pk")
    said = [*newest[:MOST]][::-1]
    return {
        "open_comments": [each for each in said if each.resolved_at is None],
        "resolved_comments": [each for each in said if each.resolved_at is not None],
    }


def urls(view: Callable[[View], View]) -> list[URLPattern]:
    """Give the addresses of the panel's buttons."""
    return [
        path("<int:pk>/comments/", view(add), name="articles_article_comment"),
        path("<int:pk>/comments/<int:comment>/<slug:act>/", view(settle), name="articles_article_comment_settle"),
    ]


@require_POST
@not_found_if_deleted()
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what somebody says of a story that they may see."""
    user = acting(request)
    article = _seen_by(user, pk)
    text, language = request.POST.get("text", ""), request.POST.get("about", "")
    try:
        reviewing.comment(article, text=text, language=language, by=user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The comment stands with the story."))
    return _back(pk)


@require_POST
def settle(request: HttpRequest, pk: int, comment: int, act: str) -> HttpResponse:
    """Resolve a comment, or open it again."""
    user = acting(request)
    said = get_object_or_404(ReviewComment, pk=comment, article=_seen_by(user, pk))
    if act == "resolve":
        reviewing.resolve(said, by=user)
    elif act == "reopen":
        reviewing.reopen(said)
    else:
        raise Http404
    return _back(pk)


def _seen_by(user: User, pk: int) -> Article:
    article = Article.objects.select_related("translation").filter(pk=pk).first()
    if article is None and user.has_perm("articles.view_article"):
        raise Http404
    if article is None or not access.may(user, "see", article):
        raise PermissionDenied
    return article


def _back(pk: int) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('admin:articles_article_change', args=[pk])}#review")
