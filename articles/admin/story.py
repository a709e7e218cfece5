"""The desk's page for a story: both languages side by side, and what they share."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from articles import access, publishing, revisions
from articles.admin import review, story_marks, translation_panel
from articles.admin.acts import act_on, asked
from articles.admin.around import Bylines, RelatedLinks
from articles.admin.autosave import Autosave
from articles.admin.bilingual import BilingualFields, pair, without_side_doors
from articles.admin.bulk import ACTIONS, BulkActs
from articles.admin.collision_view import Collisions
from articles.admin.counting import CountsToEnough
from articles.admin.deleting import Deleting
from articles.admin.history import History
from articles.admin.lock import Presences
from articles.admin.open_to_role import OpenToRole
from articles.admin.preview_box import PreviewBox
from articles.admin.publication import box_of
from articles.admin.searching import WithoutNul
from articles.admin.story_form import StoryForm
from articles.admin.story_list import ArabicStateFilter, EnglishStateFilter, TopicFilter, chip, titles, when
from articles.admin.thumbnail import thumbnail
from articles.admin.words_back import WordsBack
from articles.models import Article, Section
from articles.page_keys import hold
from articles.snapshots import SHARED, parts_of
from articles.views.preview import preview
from newsroom.choosing import SearchedFields
from newsroom.row_numbers import row_number
from newsroom.staff import acting


@admin.register(Article)
class StoryAdmin(
    WordsBack,
    Autosave,
    Presences,
    Collisions,
    History,
    PreviewBox,
    OpenToRole,
    Deleting,
    BulkActs,
    WithoutNul,
    SearchedFields,
    BilingualFields,
    admin.ModelAdmin,
):
    """Stories."""

    gives_words_back = True  # where they arrive after the session has ended
    form = StoryForm
    change_form_template = "admin/articles/story_form.html"
    inlines = [Bylines, RelatedLinks]
    autocomplete_fields = ["topics"]
    prepopulated_fields = {"slug_ar": ("title_ar",), "slug_en": ("title_en",)}

    class Media:
        css = {"all": ["css/parity.css"]}

    fieldsets = [
        (None, {"classes": ["words"], "fields": [pair("title"), pair("slug"), pair("standfirst"), pair("body")]}),
        (_("Lead photo"), {"classes": ["lead-photo"], "fields": ["lead_photo", pair("lead_caption")]}),
        (
            _("Where it belongs"),
            {"classes": ["shared"], "fields": [("section", "kind", "original_language"), "topics"]},
        ),
        (
            _("Search engines and share cards"),
            {
                "classes": ["collapse", "bilingual"],
                "description": _("Leave these empty to use the headline and the standfirst."),
                "fields": [
                    pair("search_title"),
                    pair("search_description"),
                    pair("share_title"),
                    pair("share_description"),
                ],
            },
        ),
    ]

    list_display = ["photo", "headlines", "arabic", "english", "section_name", "saved"]
    list_display_links = None
    actions = ACTIONS
    list_filter = [
        ArabicStateFilter,
        EnglishStateFilter,
        *story_marks.FILTERS,
        "section",
        "kind",
        "original_language",
        TopicFilter,
    ]
    list_select_related = ["section", "lead_photo", "translation", "owner"]
    paginator = CountsToEnough
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = [*pair("title"), *pair("standfirst")]
    search_help_text = _("Searches headlines and standfirsts in both languages.")

    # --- The list -----------------------------------------------------------------------------------------

    @admin.display(description=_("Photo"))
    def photo(self, article: Article) -> str:
        """Show the lead photo, small."""
        return thumbnail(article.lead_photo)

    @admin.display(description=_("Headline"))
    def headlines(self, article: Article) -> str:
        """Show both headlines, and what there is to know before opening it."""
        return titles(article) + story_marks.marks(article)

    @admin.display(description=_("Arabic"), ordering="published_at_ar")
    def arabic(self, article: Article) -> str:
        """Show where the Arabic stands."""
        return chip(article, "ar")

    @admin.display(description=_("English"), ordering="published_at_en")
    def english(self, article: Article) -> str:
        """Show where the English stands."""
        return chip(article, "en")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[story_marks.StoryList]:
        """Count the open comments with the list."""
        return story_marks.StoryList

    @admin.display(description=_("Section"))
    def section_name(self, article: Article) -> str:
        """Name the section in the language of the interface."""
        return str(article.section)

    @admin.display(description=_("Last saved"), ordering="saved_at")
    def saved(self, article: Article) -> str:
        """Show when anything was last changed, on the newsroom's clock."""
        return when(article.saved_at)

    # --- The form -----------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Add the preview of a version that readers do not see yet, and what the panels' buttons do."""
        view = self.admin_site.admin_view
        address = path("<int:pk>/preview/<language:language>/", view(preview), name="articles_article_preview")
        return [address, *translation_panel.urls(view), *review.urls(view), *super().get_urls()]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Keep the form to the story; only a new topic may be added from here."""
        if db_field.name == "section" and (limits := access.section_limits(acting(request))):
            kwargs["queryset"] = Section.objects.filter(pk__in=limits)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return without_side_doors(field, keep_add=db_field.name == "topics")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        """Load the story as its working copy says it, and hold its row while a save is decided."""
        number = row_number(object_id)
        if number is None:
            return None
        if request.method == "POST" and transaction.get_connection().in_atomic_block:
            hold(number)
        article = revisions.desk_copy(number)
        if article is not None and not access.may(acting(request), "see", article):
            raise PermissionDenied
        return article

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Keep the stories that this member of staff may see."""
        return access.visible_to(acting(request))

    def get_formset_kwargs(self, request: HttpRequest, obj: Article, inline: Any, prefix: str) -> dict[str, Any]:
        """Show the rows of the working copy."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        return given if request.method == "POST" else given | {"initial": inline.rows_to_show(request, obj)}

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Head each column with its language and where it stands."""
        story = context.get("original") or Article()
        context |= box_of(request, story, context["adminform"].form) | review.comments_on(story)
        context["translation_panel"] = translation_panel.panel_of(request, story)
        return super().render_change_form(request, context, *args, **kwargs)

    # --- Acts ---------------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Article, form: StoryForm, change: bool) -> None:
        """Wait for `save_related`: a story and the rows around it are written as one act."""

    def save_related(self, request: HttpRequest, form: StoryForm, formsets: list, change: bool) -> None:
        """Keep what this editor made of the story, and settle what belongs to their page."""
        self._write(request, form, formsets, change)
        self.after_save(request, form, formsets, change)

    def _write(self, request: HttpRequest, form: StoryForm, formsets: list, change: bool) -> None:
        """Keep the story as one revision."""
        request.typed = form.cleaned_data  # type: ignore[attr-defined] # the buttons' acts come after the save, and get the request alone
        user, article = acting(request), form.instance
        request.unseen = set(form.merge.merged)  # type: ignore[attr-defined]
        for formset in formsets:
            form.names |= formset.names
            request.unseen |= formset.merge.merged  # type: ignore[attr-defined]
        story = form.story({formset.part: formset.value for formset in formsets})
        note = form.cleaned_data.get("note", "")
        if not change:
            article.pk = publishing.begin(story, by=user, note=note).pk
            return
        allowed = [name for language in access.changeable_languages(user, article) for name in parts_of(language)]
        if access.may_change_shared(user, article):
            allowed += SHARED
        story = article.working.with_parts(allowed, story)
        is_minor = form.cleaned_data.get("is_minor", False)
        publishing.save(article, story, by=user, is_minor=is_minor, note=note)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Name the fields; the rows around the story are told of in its own history."""
        return super().construct_change_message(request, form, [], add)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        """Do what the pressed button asks for, now that the story is saved."""
        return self._act(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Do what the pressed button asks for, now that the story is saved."""
        return self._act(request, obj) or super().response_change(request, obj)

    def _act(self, request: HttpRequest, story: Article) -> HttpResponse | None:
        wanted = asked(request)
        if wanted is None:
            return None
        outcome = act_on(request, story, wanted, request.typed, unseen=request.unseen)  # type: ignore[attr-defined]
        back = reverse("admin:articles_article_change", args=[story.pk])
        if outcome.asks:
            back += f"?asks={wanted.language}-{wanted.act}#publication-{wanted.language}"
        elif not outcome.done:
            back += f"?refused={wanted.language}#publication-{wanted.language}"
        return HttpResponseRedirect(back)
