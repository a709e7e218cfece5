"""The acts of the photo library: take in, change, delete."""

import hashlib
import secrets
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from articles import plaintext, publishing
from articles.models import Article, Contributor, Photo
from articles.photos.development import develop
from articles.photos.inspection import AlreadyHere, Refused, opened
from articles.photos.renditions import make_renditions, remove_files
from articles.photos.suggestions import suggestion
from newsroom import edge
from newsroom.models import User

ONE_LINE = ("credit", "source", "rights", "alt_ar", "alt_en")
PARAGRAPHS = ("caption_ar", "caption_en")
FOCAL_POINT = ("focal_x", "focal_y")
EDITABLE = (*ONE_LINE, *PARAGRAPHS, *FOCAL_POINT)


class InUse(ValidationError):
    """The photo is placed somewhere, so it stays; `places` are the stories and contributors that show it."""

    def __init__(self, places: list[models.Model]) -> None:
        """Keep the places, so that the desk can link to them."""
        names = get_text_list([str(place) for place in places], _("and"))
        super().__init__(_("This photo is in use: %(places)s."), code="in_use", params={"places": names})
        self.places = places


def take_in(upload: File, *, credit: str = "", by: User | None = None, **words: object) -> Photo:
    """Add a picture to the library and have its renditions made; `words` are further fields of the photo.

    An empty credit, and captions empty in both languages, are filled from what the file says of itself.
    Raises Refused with the reason, and AlreadyHere with the photo when this very file came in before.
    """
    digest = _sha256(upload)
    if there := Photo.objects.filter(sha256=digest).first():
        raise AlreadyHere(there)
    with opened(upload) as image:
        hint = suggestion(image)
        content, (width, height) = develop(image)
    if not (words.get("caption_ar") or words.get("caption_en")):
        words |= hint.words()
    if not (credit := credit.strip() or hint.credit):
        raise Refused(_("Credit the picture: the file does not say who made it."), code="no_credit")
    photo = Photo(file=_new_name(), sha256=digest, width=width, height=height, credit=credit, uploaded_by=by, **words)
    _clean(photo)
    _keep(photo, content)
    return photo


def change(photo: Photo, *, by: User | None, changed: Iterable[str] = EDITABLE) -> Photo:
    """Write a photo's words and focal point; every page that shows it is made anew, and crops where they moved."""
    fields = [name for name in EDITABLE if name in set(changed)]
    _clean(photo)
    with transaction.atomic():
        before = Photo.objects.select_for_update().get(pk=photo.pk)
        photo.save(update_fields=fields)
        edge.purge(page_keys(photo))
        if any(getattr(before, name) != getattr(photo, name) for name in FOCAL_POINT if name in fields):
            make_renditions.enqueue(photo_id=photo.pk)
    return photo


def delete(photo: Photo, *, by: User | None) -> None:
    """Remove a photo and, after commit, its files. Raises InUse while a story or a contributor shows it."""
    with transaction.atomic():
        # The lock makes a story that is placing the photo at this moment wait, and then do without it.
        row = Photo.objects.select_for_update().filter(pk=photo.pk).first()
        if row is None:
            return
        if places := uses(row):
            raise InUse(places)
        remove_files.enqueue(photo_id=row.pk, names=[row.original(), *row.rendition_names()])
        edge.purge(page_keys(row))
        row.delete()


def uses(photo: Photo) -> list[models.Model]:
    """List the stories that place the photo and the contributors whose portrait it is."""
    return [*_stories(photo), *Contributor.objects.filter(portrait=photo)]


def page_keys(photo: Photo) -> set[str]:
    """Name every page that may show this photo."""
    keys = {f"photo-{photo.pk}"}
    return keys.union(*(publishing.page_keys(story) for story in _stories(photo)))


def _stories(photo: Photo) -> models.QuerySet[Article]:
    placed = Article.objects.filter(body_photos=photo).values("pk")
    return Article.objects.filter(Q(lead_photo=photo) | Q(pk__in=placed))


def _clean(photo: Photo) -> None:
    """Take out of the words what cannot be seen."""
    for names, tidy in ((ONE_LINE, plaintext.one_line), (PARAGRAPHS, plaintext.paragraphs)):
        for name in names:
            if text := getattr(photo, name):
                setattr(photo, name, tidy(text))


def _keep(photo: Photo, content: bytes) -> None:
    """Write the row, then the file: of two senders of one file, the second waits here and stores nothing."""
    try:
        with transaction.atomic():
            photo.save(force_insert=True)
            make_renditions.enqueue(photo_id=photo.pk)
            default_storage.save(photo.original(), ContentFile(content))
    except IntegrityError:
        rival = Photo.objects.filter(sha256=photo.sha256).first()
        if rival is None:
            raise
        raise AlreadyHere(rival) from None


def _new_name() -> str:
    """Name a file by chance: not by the sender's name for it, nor by its bytes, which would tell who sent it."""
    token = secrets.token_hex(8)
    return f"photos/{token[:2]}/{token[2:]}.jpg"


def _sha256(upload: File) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
