"""The photo library in the desk."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.forms import Field, Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import photos
from articles.admin import photo_picker
from articles.admin.bilingual import BilingualFields, pair
from articles.admin.photo_shown import PhotoShown, link_to
from articles.admin.photo_upload import ACCEPT, Sent, UploadForm, answer, receive
from articles.admin.searching import WithoutNul
from articles.models import Photo
from newsroom.identity import LANGUAGES, language
from newsroom.staff import acting


class WithoutDescription(admin.SimpleListFilter):
    """Find the photos that somebody who cannot see them knows nothing of, per language."""

    title = gettext_lazy("description missing")
    parameter_name = "undescribed"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer each language."""
        return [("ar", gettext_lazy("in Arabic")), ("en", gettext_lazy("in English"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        """Keep the photos without a description in the chosen language."""
        if self.value() not in LANGUAGES:
            return queryset
        return queryset.filter(Q(**{f"alt_{self.value()}": ""}) | Q(**{f"alt_{self.value()}__isnull": True}))


@admin.register(Photo)
class PhotoAdmin(PhotoShown, BilingualFields, WithoutNul, admin.ModelAdmin):
    """Upload, describe, find and delete photos."""

    list_display = ["shown", "described", "uploaded_at"]
    list_display_links = ["shown", "described"]
    list_filter = [WithoutDescription, "uploaded_at"]
    list_per_page = 48
    search_fields = ["credit", "caption_ar", "caption_en", "alt_ar", "alt_en"]
    search_help_text = gettext_lazy("Search captions, credits and descriptions in both languages.")
    readonly_fields = ["focal_picture", "used_by", "measures", "uploaded_at", "uploaded_by"]
    fieldsets = [
        (gettext_lazy("Picture and focal point"), {"fields": ["focal_picture", ("focal_x", "focal_y")]}),
        (None, {"fields": ["credit"]}),
        (
            gettext_lazy("Words"),
            {"classes": ["bilingual"], "fields": [pair("caption"), pair("alt")]},
        ),
        (gettext_lazy("Source and rights"), {"fields": ["source", "rights"]}),
        (gettext_lazy("In the library"), {"fields": ["used_by", "measures", "uploaded_at", "uploaded_by"]}),
    ]
    add_form_template = "admin/articles/photo/add.html"

    class Media:
        css = {"all": ["css/photo-desk.css"]}
        js = [Script("js/photo-focal.js", defer=True)]

    def get_urls(self) -> list[URLPattern]:
        """Add the picker, a window in which forms choose a photo."""
        picker = self.admin_site.admin_view(self.picker_view)
        return [path("picker/", picker, name="articles_photo_picker"), *super().get_urls()]

    def picker_view(self, request: HttpRequest) -> HttpResponse:
        """Show the picker to those who may see photos."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return photo_picker.show(request, self)

    # --- Upload ----------------------------------------------------------------------------------------------

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Take in one or several files; scripts send them one by one and get JSON."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST if request.method == "POST" else None)
        files = request.FILES.getlist("upload")
        sent: list[Sent] = []
        if request.method == "POST" and form.is_valid():
            sent = receive(files, credit=form.cleaned_data["credit"], by=acting(request))
            for each in sent:
                if each.is_new:
                    self.log_addition(request, each.photo, [{"added": {}}])
        if request.accepts("text/html"):
            return self._after_upload(request, sent) or self._upload_page(request, form, sent)
        if len(sent) == 1:
            return answer(sent[0], language=request.POST.get("language", language()))
        errors = [*form.errors.get("credit", []), _("Choose a picture first.")]
        return answer(Sent("", error=str(errors[0])), language=language())

    def _after_upload(self, request: HttpRequest, sent: list[Sent]) -> HttpResponse | None:
        """Go on to where the words are typed, once every file came in."""
        new = [each.photo for each in sent if each.photo and each.is_new]
        if not new or len(new) < len(sent):
            return None
        if len(new) == 1 and IS_POPUP_VAR in request.POST:
            return self.response_add(request, new[0])
        told = ngettext(
            "The picture is in the library. Check its credit and describe it.",
            "%(count)d pictures are in the library. Check their credits and describe them.",
            len(new),
        )
        self.message_user(request, told % {"count": len(new)}, messages.SUCCESS)
        if len(new) == 1 and self.has_view_or_change_permission(request):
            return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[new[0].pk]))
        return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))

    def _upload_page(self, request: HttpRequest, form: UploadForm, sent: list[Sent]) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": _("Upload pictures"),
            "opts": self.opts,
            "form": form,
            "accept": ACCEPT,
            "sent": sent,
            "nothing_sent": request.method == "POST" and form.is_valid() and not sent,
            "is_popup": IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST,
            "is_popup_var": IS_POPUP_VAR,
            "has_view_permission": self.has_view_permission(request),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.add_form_template, context, status=422 if sent else 200)

    # --- The form --------------------------------------------------------------------------------------------

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Field | None:
        """Keep the captions short, and let names run in the direction of their letters."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name.startswith("caption_"):
            field.widget.attrs["rows"] = 3
        if field and db_field.name in ("credit", "source", "rights"):
            field.widget.attrs["dir"] = "auto"
        return field

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        """Take the library's road; photos are added by `add_view` only."""
        photos.change(obj, by=acting(request), changed=form.changed_data)

    # --- Deleting --------------------------------------------------------------------------------------------

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        """Name the photos that would go, and as protected every story and contributor that shows one."""
        places = {place for photo in objs for place in photos.uses(photo)}
        lacking = set() if self.has_delete_permission(request) else {self.opts.verbose_name}
        count = {self.opts.verbose_name_plural: len(objs)}
        return [str(photo) for photo in objs], count, lacking, [link_to(place) for place in sorted(places, key=str)]

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        """Take the library's road."""
        photos.delete(obj, by=acting(request))

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """Take the library's road for each, all or none."""
        with transaction.atomic():
            for photo in queryset:
                photos.delete(photo, by=acting(request))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Tell when a story took the photo between the question and the answer."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except photos.InUse as in_use:
            self.message_user(request, " ".join(in_use.messages), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[object_id]))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Tell the same of the selected photos."""
        try:
            return super().changelist_view(request, extra_context)
        except photos.InUse as in_use:
            self.message_user(request, " ".join(in_use.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
