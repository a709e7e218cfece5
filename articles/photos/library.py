"""The acts of the photo library: take in, change, replace the file of, delete."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import plaintext, share_images
from articles.models import Photo
from articles.photos.development import develop
from articles.photos.inspection import AlreadyHere, Refused, opened
from articles.photos.places import led_by, page_keys, uses
from articles.photos.renditions import make_renditions, remove_files
from articles.photos.storing import new_name, one_of_each_file, sha256
from articles.photos.suggestions import suggestion
from newsroom import arabic, audit, edge
from newsroom.identity import language
from newsroom.models import User

ONE_LINE = ("credit", "source", "rights", "alt_ar", "alt_en")
PARAGRAPHS = ("caption_ar", "caption_en")
FOCAL_POINT = ("focal_x", "focal_y")
EDITABLE = (*ONE_LINE, *PARAGRAPHS, *FOCAL_POINT, "rights_until", "credit_from_file")
NAMED_AT_MOST = 5


class InUse(ValidationError):
    """The photo is placed somewhere, so it stays; `places` are the stories and contributors that show it."""

    def __init__(self, places: list[models.Model]) -> None:
        """Keep the places, so that the desk can link to them."""
        names = [str(place) for place in places[:NAMED_AT_MOST]]
        if more := len(places) - len(names):
            names.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
        listed = arabic.joined(names, language=language())
        super().__init__(_("This photo is in use: %(places)s."), code="in_use", params={"places": listed})
        self.places = places


def take_in(upload: File, *, credit: str = "", by: User | None = None, **words: object) -> Photo:
    """Add a picture to the library and have its renditions made; `words` are further fields of the photo.

    An empty credit, and captions empty in both languages, are filled from what the file says of itself.
    Raises Refused with the reason, and AlreadyHere with the photo when this very file came in before.
    """
    digest = sha256(upload)
    if there := Photo.objects.filter(sha256=digest).first():
        raise AlreadyHere(there)
    with opened(upload) as image:
        hint = suggestion(image)
        content, (width, height) = develop(image)
    if not (words.get("caption_ar") or words.get("caption_en")):
        words |= hint.words()
    typed = credit.strip()
    if not (typed or hint.credit):
        raise Refused(_("Credit the picture: the file does not say who made it."), code="no_credit")
    photo = Photo(file=new_name(), sha256=digest, width=width, height=height, uploaded_by=by, **words)
    photo.credit, photo.credit_from_file = typed or hint.credit, not typed
    _clean(photo)
    with one_of_each_file(digest), transaction.atomic():
        photo.save(force_insert=True)
        make_renditions.enqueue(photo_id=photo.pk)
        default_storage.save(photo.original(), ContentFile(content))
    return photo


def change(*photos: Photo, by: User | None, changed: Iterable[str] = EDITABLE) -> None:
    """Write the words, rights and focal point of photos, all or none; one that is gone meanwhile is passed over.

    Every page that shows one is made anew, and crops where the point moved. A credit that is written is confirmed.
    """
    fields = {name for name in EDITABLE if name in set(changed)}
    with transaction.atomic():
        keys = page_keys(*photos)
        rows = Photo.objects.select_for_update().order_by("pk").in_bulk([photo.pk for photo in photos])
        for photo in photos:
            if before := rows.get(photo.pk):
                _write(photo, fields, before)
        edge.purge(keys)
        share_images.forget_outlived(led_by(*photos) if "credit" in fields else [])


def delete(photo: Photo, *, by: User | None) -> None:
    """Remove a photo and, after commit, its files. Raises InUse while a story or a contributor shows it."""
    with transaction.atomic():
        # The lock makes a story that is placing the photo at this moment wait, and then do without it.
        row = Photo.objects.select_for_update().filter(pk=photo.pk).first()
        if row is None:
            return
        if places := uses(row):
            raise InUse(places)
        audit.record("delete", by=by, on=row, credit=row.credit)
        try:
            row.delete()
        except ProtectedError as error:  # something else points to it
            raise InUse(list(error.protected_objects)) from error
        remove_files.enqueue(photo_id=photo.pk, names=[row.original(), *row.rendition_names()])
        edge.purge({f"photo-{photo.pk}"})


def _write(photo: Photo, fields: set[str], before: Photo) -> None:
    _clean(photo)
    if "credit" in fields:
        photo.credit_from_file = False
    photo.save(update_fields=fields | ({"credit_from_file"} if "credit" in fields else set()))
    if any(getattr(before, name) != getattr(photo, name) for name in FOCAL_POINT if name in fields):
        make_renditions.enqueue(photo_id=photo.pk)


def _clean(photo: Photo) -> None:
    """Take out of the words what cannot be seen."""
    for names, tidy in ((ONE_LINE, plaintext.one_line), (PARAGRAPHS, plaintext.paragraphs)):
        for name in names:
            if text := getattr(photo, name):
                setattr(photo, name, tidy(text))
