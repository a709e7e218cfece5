"""Choosing a story that readers can see: the field of a form, and the search behind it."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from articles import access
from articles.models import Article, Correction
from newsroom.choosing import SearchedRow
from newsroom.desk import BothLanguages
from newsroom.identity import LANGUAGES
from newsroom.models import User
from newsroom.staff import acting

URL_NAME = "articles_correction_stories"


def live_stories(user: User) -> QuerySet[Article]:
    """Keep the stories that are live in a language and that this member of staff may see."""
    live = Q()
    for language in LANGUAGES:
        live |= Q(pk__in=Article.objects.live(language).values("pk"))
    return access.visible_to(user).filter(live)


class LiveStory(SearchedRow):
    """A select that searches the live stories as one types."""

    def get_url(self) -> str:
        """Ask our own search."""
        return reverse(f"admin:{URL_NAME}")


class LiveStories(BothLanguages):
    """Answer the select with stories, each by both its headlines."""

    def process_request(self, request: HttpRequest) -> tuple[str, admin.ModelAdmin, Any, str]:
        """Search stories, whatever the request names."""
        story_admin = admin.site.get_model_admin(Article)
        return request.GET.get("term", ""), story_admin, Correction._meta.get_field("article"), "id"

    def has_perm(self, request: HttpRequest, obj: Any = None) -> bool:
        """Serve those who may publish a correction."""
        return request.user.has_perm("articles.add_correction")

    def get_queryset(self) -> QuerySet[Article]:
        """Keep the live ones, the latest saved first."""
        found, _may_repeat = self.model_admin.get_search_results(
            self.request, live_stories(acting(self.request)), self.term
        )
        return found.order_by("-saved_at", "-pk")
