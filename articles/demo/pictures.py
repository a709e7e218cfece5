"""The demo pictures as photos of the newsroom: drawn, labelled as illustrations, taken in and placed."""

from html import escape
from typing import Any

from django.core.files.base import ContentFile

from articles import photos
from articles.demo import contents, drawing
from articles.models import Photo

CREDIT = "ورشة النهر · River Workshop"


def take_in_all() -> dict[str, Photo]:
    """Draw and store every picture of `photos.toml`; a picture that is there already is used again."""
    return {name: _take_in(name, values) for name, values in contents.table("photos").items()}


def figure(photo: Photo, *, caption: str) -> str:
    """Make the body element that places a photo, with a caption of its own."""
    return f'<figure><img data-photo="{photo.pk}"><figcaption>{escape(caption, quote=False)}</figcaption></figure>'


def _take_in(name: str, values: dict[str, Any]) -> Photo:
    try:
        return photos.take_in(ContentFile(drawing.draw(name), f"{name}.jpg"), credit=CREDIT, **values)
    except photos.AlreadyHere as known:
        return known.photo
