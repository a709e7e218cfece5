"""The page of parity: what each translation owes to its source, the oldest debt first.

Promise: it names a story in full to who may see it, and by its original headline alone to a translator who may take
it; its order is that of an index, and it counts no further than `counting.ENOUGH`, however large the archive.
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import access, translating
from articles.admin import parity_filters as by
from articles.admin import parity_words
from articles.admin.bulk import ask
from articles.admin.bulk_forms import TranslatorForm
from articles.admin.counting import CountsToEnough
from articles.admin.lives import OWN_NAME, standing
from articles.admin.searching import WithoutNul
from articles.admin.story_list import titles, when
from articles.models import Article, Correction, Translation
from newsroom import arabic
from newsroom.identity import OTHER, language
from newsroom.read_only import ReadOnly
from newsroom.staff import acting

BODIES = [f"article__{name}" for name in ("body", "body_ar", "body_en")]


@admin.action(description=_("Assign to a translator"), permissions=["assign"])
def assign_translator(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponseBase | None:
    """Give the chosen stories to a translator, after a look at what would happen to each."""
    chosen = dict(queryset.order_by().values_list("article_id", "pk"))
    stories = access.visible_to(acting(request)).filter(pk__in=chosen)
    return ask(
        modeladmin,
        request,
        stories,
        name="assign_translator",
        title=_("Assign to a translator"),
        form_class=TranslatorForm,
        numbers=list(chosen.values()),
    )


@admin.register(Translation)
class ParityAdmin(WithoutNul, ReadOnly, admin.ModelAdmin):
    """Stories and what their second version owes."""

    list_display = ["story", "standing", "versions", "translated_by", "corrections"]
    list_display_links = None
    list_filter = [by.Owes, by.StateOf, by.Translator, by.SectionOf, by.LanguageOf, by.LiveOnly]
    list_per_page = 50
    paginator = CountsToEnough
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["article__title_ar", "article__title_en"]
    search_help_text = _("Searches headlines in both languages.")
    actions = [assign_translator]
    sortable_by = ()
    ordering = (F("owed_since").asc(nulls_last=True), "article_id")

    class Media:
        css = {"all": ["css/parity.css"]}

    # --- Who may ------------------------------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Translation | None = None) -> bool:
        """Show the page to who works on stories."""
        user = acting(request)
        return user.has_perm("articles.view_article") and (obj is None or access.may(user, "see", obj.article))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Put the page into their menu."""
        return request.user.has_perm("articles.view_article")

    def has_assign_permission(self, request: HttpRequest) -> bool:
        """Let those hand work out who may publish."""
        return request.user.has_perm("articles.publish_article")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Keep the stories that somebody may see or take, without their long texts."""
        user = acting(request)
        rows = Translation.objects.all()
        seen: Exists | Value = Value(True)
        if not access.sees_every_story(user):
            seen = Exists(access.visible_to(user).filter(pk=OuterRef("article_id")))
            rows = rows.filter(seen | translating.offered_to(user))
        waiting = Correction.objects.unanswered().filter(article=OuterRef("article_id")).order_by()
        number = Subquery(waiting.values("article").annotate(number=Count("pk")).values("number"))
        return (
            rows.select_related("article__section", "translator")
            .defer(*BODIES)
            .annotate(is_seen=seen, open_corrections=Coalesce(number, 0))
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Lead on to the story, where everything of its translation is done."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[row.article_id]))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead on to the story."""
        return self.change_view(request, object_id)

    # --- The list -----------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Head the page with what it is for."""
        return super().changelist_view(request, {"title": _("What the translations owe")} | (extra_context or {}))

    @admin.display(description=_("Story"))
    def story(self, row: Translation) -> str:
        """Show both headlines to who sees the story; the original's alone to who may take it."""
        if row.is_seen:  # type: ignore[attr-defined] # annotated above
            return titles(row.article)
        language = OTHER[row.language]
        context = {"row": row, "source": language, "words": row.article.words("title", language)}
        return render_to_string("admin/articles/_parity_offer.html", context)

    @admin.display(description=_("Translation"))
    def standing(self, row: Translation) -> str:
        """Show what the translation owes, and for how long."""
        if row.owed_since is None:
            return parity_words.chip(row)
        age = _("fell due %(ago)s") % {"ago": arabic.ago(row.owed_since, language=language())}
        return format_html('{}<strong class="age">{}</strong>{}', parity_words.chip(row), age, when(row.owed_since))

    @admin.display(description=_("Readers have"))
    def versions(self, row: Translation) -> str:
        """Show where the original and the translation stand with readers."""
        return format_html("{}{}", _version(row.article, OTHER[row.language]), _version(row.article, row.language))

    @admin.display(description=_("Who translates"))
    def translated_by(self, row: Translation) -> str:
        """Name the translator."""
        return format_html("<bdi>{}</bdi>", parity_words.named(row.translator)) if row.translator else "–"

    @admin.display(description=_("Open corrections"))
    def corrections(self, row: Translation) -> str:
        """Count the corrections that wait for this version's answer."""
        number = row.open_corrections  # type: ignore[attr-defined] # annotated above
        if not number:
            return "–"
        where = f"{reverse('admin:articles_correction_changelist')}?answer=open&article__id__exact={row.article_id}"
        return format_html('<a class="owes" href="{}">{}</a>', where, number)


def _version(article: Article, language: str) -> str:
    mark, word = standing(article, language)
    return format_html(
        '<span class="stand"><span class="version" lang="{}">{}</span> <span class="state state-{}">{}</span></span>',
        language,
        OWN_NAME[language],
        mark,
        word,
    )
