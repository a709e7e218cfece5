"""The page on which a photo gets another file, everywhere at once."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import photos
from articles.admin.photo_badges import caption_of
from articles.admin.photo_places import shown_to
from articles.admin.photo_upload import ACCEPT
from articles.models import Photo
from newsroom.identity import language
from newsroom.staff import acting

if TYPE_CHECKING:
    from articles.admin.photo import PhotoAdmin


def show(request: HttpRequest, desk: "PhotoAdmin", photo: Photo) -> HttpResponse:
    """Ask for the new file, or put it in the place of the old one and say what became of the focal point."""
    if request.method != "POST":
        return _page(request, desk, photo)
    upload = request.FILES.get("upload")
    if upload is None:
        return _page(request, desk, photo, error=_("Choose a picture first."))
    try:
        kept = photos.replace_file(photo, upload, seen=request.POST.get("seen", ""), by=acting(request))
    except photos.Refused as refused:
        there = refused.photo if isinstance(refused, photos.AlreadyHere) else None
        return _page(request, desk, photo, error=" ".join(refused.messages), there=there)
    desk.log_change(request, photo, [{"changed": {"fields": [str(_("file"))]}}])
    told = (
        _("The file was replaced everywhere. The focal point was kept: check that it still fits.")
        if kept
        else _("The file was replaced everywhere. It has another shape, so set the focal point anew.")
    )
    desk.message_user(request, told, messages.SUCCESS if kept else messages.WARNING)
    return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[photo.pk]))


def _page(
    request: HttpRequest, desk: "PhotoAdmin", photo: Photo, *, error: str = "", there: Photo | None = None
) -> HttpResponse:
    now = Photo.objects.filter(pk=photo.pk).first()  # a refusal may be due to what another editor did
    if now is None:
        desk.message_user(request, error, messages.ERROR)
        return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))
    context = desk.admin_site.each_context(request) | {
        "title": _("Replace the file"),
        "opts": desk.opts,
        "media": desk.media,
        "original": now,
        "caption": caption_of(now, language()),
        "places": shown_to(acting(request), photos.places_of([now]))[now.pk],
        "accept": ACCEPT,
        "error": error,
        "there": there,
    }
    request.current_app = desk.admin_site.name
    return TemplateResponse(request, "admin/articles/photo/replace.html", context, status=422 if error else 200)
