"""The photo library in the desk."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.forms import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import photos, plaintext
from articles.admin import photo_filters, photo_picker, photo_replace, photo_upload_page
from articles.admin.bilingual import BilingualFields, pair
from articles.admin.counting import CountsToEnough
from articles.admin.photo_badges import badges_of
from articles.admin.photo_bulk import day_field, delete_unused, set_rights
from articles.admin.photo_places import shown_to
from articles.admin.photo_shown import Library, PhotoShown
from articles.admin.searching import WithoutNul
from articles.models import Photo
from newsroom.staff import acting


class PhotoForm(forms.ModelForm):
    """A photo's words and rights."""

    def clean_credit(self) -> str:
        """Take invisible characters out; what is left must name somebody."""
        credit = plaintext.one_line(self.cleaned_data["credit"])
        if not credit:
            raise forms.ValidationError(_("Credit the picture."), code="required")
        return credit


@admin.register(Photo)
class PhotoAdmin(PhotoShown, BilingualFields, WithoutNul, admin.ModelAdmin):
    """Upload, describe, find and delete photos."""

    form = PhotoForm
    actions = [set_rights, delete_unused]
    list_display = ["tile"]
    list_filter = [
        photo_filters.Photographer,
        photo_filters.WithoutDescription,
        photo_filters.Use,
        photo_filters.Rights,
        photo_filters.Origin,
        photo_filters.UploadedByMe,
        "uploaded_at",
    ]
    list_per_page = 48
    paginator = CountsToEnough
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["credit", "source", *pair("caption"), *pair("alt")]
    search_help_text = gettext_lazy("Searches captions, descriptions, credits and sources in both languages.")
    readonly_fields = ["focal_picture", "measures", "uploaded_at", "uploaded_by"]
    fieldsets = [
        (gettext_lazy("Picture and focal point"), {"fields": ["focal_picture", ("focal_x", "focal_y")]}),
        (None, {"fields": ["credit"]}),
        (
            gettext_lazy("Words"),
            {"classes": ["bilingual"], "fields": [pair("caption"), pair("alt")]},
        ),
        (gettext_lazy("Source and rights"), {"fields": ["source", "rights", "rights_until"]}),
        (gettext_lazy("In the library"), {"fields": ["measures", "uploaded_at", "uploaded_by"]}),
    ]

    class Media:
        css = {"all": ["css/photo-desk.css"]}
        js = [Script("js/photo-focal.js", defer=True), Script("js/photo-credits.js", defer=True)]

    def get_urls(self) -> list[URLPattern]:
        """Add the picker, the names for the photographers' field, and the page that replaces a file."""
        view = self.admin_site.admin_view
        return [
            path("picker/", view(self.picker_view), name="articles_photo_picker"),
            path("credits/", view(self.credits_view), name="articles_photo_credits"),
            path("<int:pk>/replace/", view(self.replace_view), name="articles_photo_replace"),
            *super().get_urls(),
        ]

    def picker_view(self, request: HttpRequest) -> HttpResponse:
        """Show the window in which forms choose a photo."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return photo_picker.show(request, self)

    def credits_view(self, request: HttpRequest) -> HttpResponse:
        """Suggest credits while a name is typed."""
        if not (self.has_view_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        return photo_filters.suggest_credits(request.GET.get("q", ""))

    def replace_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Replace the file of a photo wherever it is placed."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        photo = Photo.objects.filter(pk=pk).first()
        if photo is None:
            raise Http404
        return photo_replace.show(request, self, photo)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Take in pictures; their words are typed on each photo's own page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return photo_upload_page.show(request, self)

    # --- The library -----------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Head the page with what it is."""
        return super().changelist_view(request, {"title": _("Photo library")} | (extra_context or {}))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Library]:
        """Know of each photo whether it is used."""
        return Library

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """Leave out the admin's own way to delete: it would not name what is in use."""
        actions = super().get_actions(request, action_location=action_location)
        return {name: act for name, act in actions.items() if name != "delete_selected"}

    # --- The form --------------------------------------------------------------------------------------------

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Keep the captions short, and let names run in the direction of their letters."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "rights_until":
            return day_field(label=field.label, help_text=field.help_text)
        if field and db_field.name.startswith("caption_"):
            field.widget.attrs["rows"] = 3
        if field and db_field.name in ("credit", "source", "rights"):
            field.widget.attrs["dir"] = "auto"
        return field

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say on top what is to be known of the photo, and at the end where it is used."""
        photo = context["original"]
        places = photos.places_of([photo])
        context |= {
            "badges": badges_of(photo, is_used=bool(places[photo.pk])),
            "places": shown_to(acting(request), places)[photo.pk],
            "may_replace": self.has_change_permission(request, photo),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        """Take the library's road; who saves the page has seen the credit."""
        obj.credit_from_file = False
        photos.change(obj, by=acting(request), changed=[*form.changed_data, "credit_from_file"])

    # --- Deleting --------------------------------------------------------------------------------------------

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        """Name the photos that would go, and as protected every story and contributor that shows one."""
        places = shown_to(acting(request), photos.places_of(objs))
        lacking = set() if self.has_delete_permission(request) else {self.opts.verbose_name}
        count = {self.opts.verbose_name_plural: len(objs)}
        protected = [place.link() for listed in places.values() for place in listed]
        return [str(photo) for photo in objs], count, lacking, protected

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        """Take the library's road."""
        photos.delete(obj, by=acting(request))

    def delete_logged(self, request: HttpRequest, photo: Photo) -> None:
        """Delete one photo and note who did; raise InUse, with nothing noted, while something shows it."""
        with transaction.atomic():
            self.log_deletions(request, Photo.objects.filter(pk=photo.pk))
            self.delete_model(request, photo)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Tell when a story took the photo between the question and the answer."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except photos.InUse:
            self.message_user(request, _("This photo came into use meanwhile, so it stays."), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[object_id]))
