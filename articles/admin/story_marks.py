"""What the list of stories marks on a story beside its states, and the filters that ask for it."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin import parity_words
from articles.admin.lives import OWN_NAME
from articles.models import Article, Parity, ReviewComment
from articles.querysets import ArticleQuerySet
from newsroom import identity
from newsroom.identity import LANGUAGES
from newsroom.staff import acting
from newsroom.templatetags.dates import day_and_time


class StoryList(ChangeList):
    """The list with the number of open comments on each story, counted for the rows on the page."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        """Count in the same question."""
        still_open = ReviewComment.objects.filter(article=OuterRef("pk"), resolved_at=None).order_by()
        number = still_open.values("article").annotate(number=Count("pk")).values("number")
        rows = super().get_queryset(request, exclude_parameters)
        return rows.annotate(open_comments=Coalesce(Subquery(number), 0))

    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[Any]:
        """Let the number that settles a draw run the same way as the date, so that one index answers both ways."""
        ordering = super().get_ordering(request, queryset)
        return ["saved_at", "pk"] if ordering[0] == "saved_at" else ordering


def marks(article: Article) -> SafeString:
    """Mark what the translation owes, what readers do not see yet, an embargo, open comments, and whose it is."""
    form = reverse("admin:articles_article_change", args=[article.pk])
    difference = f"{reverse('admin:articles_article_compare', args=[article.pk])}?from=public&to=working"
    found: list[tuple[str, str, SafeString]] = []
    for language in LANGUAGES:
        if article.has_unpublished_changes(language):
            name = format_html('<bdi lang="{}">{}</bdi>', language, OWN_NAME[language])
            told = format_html("{}: {}", _("unpublished changes"), name)
            found.append((difference, "is-pending", told))
    if article.embargo_until and article.embargo_until > timezone.now():
        until = day_and_time(article.embargo_until, identity.language())
        found.append((f"{form}#publication-heading", "is-embargo", format_html("{} {}", _("embargo until"), until)))
    if number := getattr(article, "open_comments", 0):
        told = format_html("{}", ngettext("%(count)d comment", "%(count)d comments", number) % {"count": number})
        found.append((f"{form}#review", "is-said", told))
    row = getattr(article, "translation", None)
    chip = parity_words.chip(row) if row is not None else SafeString()
    owner = format_html('<bdi class="owner">{}</bdi>', parity_words.named(article.owner)) if article.owner else ""
    links = format_html_join(" ", '<a href="{}" class="{}">{}</a>', found)
    return format_html('<span class="marks">{} {} {}</span>', chip, links, owner)


class Mine(admin.SimpleListFilter):
    """What is in my hands."""

    title, parameter_name = gettext_lazy("hands"), "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer both kinds of work."""
        return [("owner", _("My stories")), ("drafts", _("My drafts")), ("translator", _("My translations"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Keep what is mine."""
        if self.value() == "owner":
            return queryset.filter(owner=acting(request))
        if self.value() == "drafts":
            return cast(ArticleQuerySet, queryset).unfinished().filter(owner=acting(request))
        return queryset.filter(translation__translator=acting(request)) if self.value() == "translator" else None


class Unpublished(admin.SimpleListFilter):
    """What readers do not see yet of a story that they have."""

    title, parameter_name = gettext_lazy("changes"), "changes"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer it."""
        return [("unpublished", _("Unpublished changes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Ask the rows' own marks."""
        wanted = self.value() == "unpublished"
        return queryset.filter(Q(pending_ar=True) | Q(pending_en=True)) if wanted else None


class ParityOf(admin.SimpleListFilter):
    """What the second version owes."""

    title, parameter_name = gettext_lazy("translation"), "parity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the states."""
        return [(state.value, state.label) for state in Parity]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Keep one state."""
        return queryset.filter(translation__state=self.value()) if self.value() in Parity.values else None


FILTERS = [Mine, Unpublished, ParityOf]
