"""Pictures sent to the library: one form for browsers with and without scripts, in the desk and in the picker."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import photos, pictures
from articles.admin.photo_badges import rights_warning
from articles.models import Photo
from newsroom.models import User

CREDITS = "admin:articles_photo_credits"
ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif"


class CreditInput(forms.TextInput):
    """A field for a credit; a script suggests those that the library knows."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Say where the suggestions are; addresses are known only once the site has started."""
        return super().get_context(name, value, (attrs or {}) | {"data-photo-credits": reverse(CREDITS)})


class UploadForm(forms.Form):
    """The credit that these pictures share; the files themselves are looked at one by one."""

    credit = forms.CharField(
        label=gettext_lazy("Credit for these pictures"),
        max_length=Photo._meta.get_field("credit").max_length,
        required=False,
        help_text=gettext_lazy("Leave it empty to use the credit written in each file."),
        widget=CreditInput(attrs={"class": "vTextField", "dir": "auto"}),
    )


@dataclass
class Sent:
    """What became of one file: a photo of the library (new, or here before), or a reason why not.

    `suggested` asks to check words that the file brought; `again` says that a credit is all that was missing.
    """

    name: str
    photo: Photo | None = None
    error: str = ""
    suggested: bool = False
    again: bool = False

    @property
    def is_new(self) -> bool:
        """Say whether the library grew."""
        return self.photo is not None and not self.error


def receive(files: Iterable[UploadedFile], *, credit: str, by: User) -> list[Sent]:
    """Take in each file by itself, so that one that is refused does not stop the others."""
    return [_receive_one(file, credit=credit, by=by) for file in files]


def answer(sent: Sent, *, language: str) -> JsonResponse:
    """Tell the upload script what became of its file."""
    body: dict[str, Any] = {"error": sent.error, "suggested": sent.suggested, "again": sent.again}
    if sent.photo:
        body["photo"] = offer(sent.photo, language=language)
    return JsonResponse(body, status=201 if sent.is_new else 409 if sent.photo else 400)


def offer(photo: Photo, *, language: str) -> dict[str, Any]:
    """Say what a form needs to know of a photo, with the words of one language."""
    return {
        "id": photo.pk,
        "thumbnail": pictures.thumbnail_url(photo),
        "credit": photo.credit,
        "caption": photo.words("caption", language),
        "alt": photo.words("alt", language),
        "warning": rights_warning(photo),
        "change": reverse("admin:articles_photo_change", args=[photo.pk]),
    }


def _receive_one(file: UploadedFile, *, credit: str, by: User) -> Sent:
    name = file.name or _("picture")
    try:
        photo = photos.take_in(file, credit=credit, by=by)
    except photos.AlreadyHere as here:
        return Sent(name, photo=here.photo, error=" ".join(here.messages))
    except photos.Refused as refused:
        return Sent(name, error=" ".join(refused.messages), again=refused.code == "no_credit")
    has_caption = bool(photo.words("caption", "ar") or photo.words("caption", "en"))
    return Sent(name, photo=photo, suggested=not credit.strip() or has_caption)
