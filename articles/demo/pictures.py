"""The demo pictures as photos of the newsroom: drawn, labelled as illustrations, taken in and placed."""

import hashlib
from html import escape

from django.core.files.base import ContentFile

from articles.demo import contents, drawing
from articles.models import Photo

CREDIT = "ورشة النهر · River Workshop"


def take_in_all() -> dict[str, Photo]:
    """Draw and store every picture of `photos.toml`; a picture that is there already is used again."""
    return {name: _take_in(name, values) for name, values in contents.table("photos").items()}


def figure(photo: Photo, *, language: str, caption: str) -> str:
    """Make the body element that places a photo, with a caption of its own or the photo's."""
    words = caption or getattr(photo, f"caption_{language}")
    alt = getattr(photo, f"alt_{language}")
    return (
        f'<figure><img src="{escape(photo.file.url)}?photo={photo.pk}" alt="{escape(alt)}">'
        f"<figcaption>{escape(words, quote=False)}</figcaption></figure>"
    )


def _take_in(name: str, values: dict) -> Photo:
    content = drawing.draw(name)
    sha256 = hashlib.sha256(content).hexdigest()
    photo = Photo(sha256=sha256, credit=CREDIT, **values)
    photo.file.save(f"{name}.jpg", ContentFile(content), save=False)
    photo.save()
    return photo
