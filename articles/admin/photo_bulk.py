"""Acts on several photos of the library, each with a page that shows what is about to happen."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import photos, plaintext
from articles.admin.photo_places import shown_to
from articles.admin.photo_upload import CreditInput
from articles.models import Photo
from newsroom import arabic
from newsroom.identity import language
from newsroom.staff import acting

if TYPE_CHECKING:
    from articles.admin.photo import PhotoAdmin

AT_ONCE = 200
NAMED_AT_MOST = 10
SETTABLE = ("credit", "source", "rights", "rights_until")


def day_field(**options: Any) -> forms.DateField:
    """A day, chosen with the browser's own calendar."""
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=False, widget=picker, input_formats=["%Y-%m-%d"], **options)


class RightsForm(forms.Form):
    """What several photos share. An empty field leaves each as it is; a ticked box empties what may be empty."""

    credit = forms.CharField(label=gettext_lazy("Credit"), max_length=120, required=False, widget=CreditInput)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200, required=False)
    no_source = forms.BooleanField(label=gettext_lazy("Take the source away"), required=False)
    rights = forms.CharField(label=gettext_lazy("Rights"), max_length=200, required=False)
    no_rights = forms.BooleanField(label=gettext_lazy("Take the note on rights away"), required=False)
    rights_until = day_field(
        label=gettext_lazy("Rights end"), help_text=gettext_lazy("The last day on which we may show them.")
    )
    no_rights_until = forms.BooleanField(label=gettext_lazy("Take the end of the rights away"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("credit", "source", "rights"):
            self.fields[name].widget.attrs |= {"dir": "auto", "class": "vTextField"}

    def clean(self) -> dict[str, Any]:
        """Refuse a value beside the tick that empties it, and a form that changes nothing."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("credit", "source", "rights"):
            cleaned[name] = plaintext.one_line(cleaned.get(name) or "")
        for name in SETTABLE[1:]:
            if cleaned.get(name) and cleaned.get(f"no_{name}"):
                self.add_error(name, _("Either type what it is or take it away, not both."))
        if not (self.errors or self.values()):
            raise ValidationError(_("Type at least one thing that these photos share."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Give what to write, by field."""
        empty: dict[str, Any] = {"source": "", "rights": "", "rights_until": None}
        typed = {name: self.cleaned_data[name] for name in SETTABLE if self.cleaned_data.get(name)}
        return typed | {name: nothing for name, nothing in empty.items() if self.cleaned_data.get(f"no_{name}")}


@admin.action(permissions=["change"], description=gettext_lazy("Set credit, source and rights"))
def set_rights(desk: "PhotoAdmin", request: HttpRequest, queryset: QuerySet[Photo]) -> HttpResponse | None:
    """Write what the chosen photos share, after a look at them."""
    chosen = _chosen(desk, request, queryset)
    if chosen is None:
        return None
    form = RightsForm(request.POST if "post" in request.POST else None)
    if not form.is_valid():
        return _page(desk, request, "set_rights", chosen, title=_("Set credit, source and rights"), form=form)
    values = form.values()
    for photo in chosen:
        for name, value in values.items():
            setattr(photo, name, value)
    photos.change(*chosen, by=acting(request), changed=values)
    changed = [{"changed": {"fields": [str(form.fields[name].label) for name in values]}}]
    LogEntry.objects.log_actions(acting(request).pk, chosen, CHANGE, changed)
    told = ngettext("%(count)d photo was changed.", "%(count)d photos were changed.", len(chosen))
    desk.message_user(request, told % {"count": len(chosen)}, messages.SUCCESS)
    return None


@admin.action(permissions=["delete"], description=gettext_lazy("Delete those that are unused"))
def delete_unused(desk: "PhotoAdmin", request: HttpRequest, queryset: QuerySet[Photo]) -> HttpResponse | None:
    """Delete the chosen photos that nothing shows, and name those that stay."""
    chosen = _chosen(desk, request, queryset)
    if chosen is None:
        return None
    places = shown_to(acting(request), photos.places_of(chosen))
    used = photos.used_among(chosen)
    staying = [(photo, places[photo.pk]) for photo in chosen if photo.pk in used]
    going = [photo for photo in chosen if photo.pk not in used]
    if "post" not in request.POST:
        return _page(desk, request, "delete_unused", chosen, title=_("Delete photos"), going=going, staying=staying)
    gone, kept = _delete(desk, request, chosen)
    if gone:
        told = ngettext("%(count)d photo was deleted.", "%(count)d photos were deleted.", gone)
        desk.message_user(request, told % {"count": gone}, messages.SUCCESS)
    if kept:
        told = ngettext(
            "%(count)d photo is in use and stays: %(names)s.",
            "%(count)d photos are in use and stay: %(names)s.",
            len(kept),
        )
        names = arabic.joined(kept[:NAMED_AT_MOST], language=language())
        desk.message_user(request, told % {"count": len(kept), "names": names}, messages.WARNING)
    return None


def _delete(desk: "PhotoAdmin", request: HttpRequest, chosen: list[Photo]) -> tuple[int, list[Photo]]:
    """Delete each by itself; count the gone and give those that something shows, since the question or before."""
    gone, kept = 0, []
    for photo in chosen:
        try:
            desk.delete_logged(request, photo)
            gone += 1
        except photos.InUse:
            kept.append(photo)
    return gone, kept


def _chosen(desk: "PhotoAdmin", request: HttpRequest, queryset: QuerySet[Photo]) -> list[Photo] | None:
    """Give the chosen photos in their order, or tell that they are too many to be looked at."""
    chosen = list(queryset[: AT_ONCE + 1])
    if len(chosen) <= AT_ONCE:
        return chosen
    told = ngettext(
        "Choose at most %(count)d photo at once. Nothing was changed.",
        "Choose at most %(count)d photos at once. Nothing was changed.",
        AT_ONCE,
    )
    desk.message_user(request, told % {"count": AT_ONCE}, messages.ERROR)
    return None


def _page(
    desk: "PhotoAdmin", request: HttpRequest, action: str, chosen: list[Photo], *, title: str, **more: Any
) -> HttpResponse:
    context = desk.admin_site.each_context(request) | {
        "title": title,
        "opts": desk.opts,
        "media": desk.media,
        "chosen": chosen,
        "action": action,
        "checkbox": ACTION_CHECKBOX_NAME,
        "back": request.get_full_path(),
        **more,
    }
    request.current_app = desk.admin_site.name
    return TemplateResponse(request, f"admin/articles/photo/{action}.html", context)
