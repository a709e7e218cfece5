"""Another file for a photo of the library: a retouched face, a better scan, the right picture at last."""

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from articles import share_images
from articles.models import Photo
from articles.photos.development import develop
from articles.photos.inspection import AlreadyHere, Refused, opened
from articles.photos.places import led_by, page_keys
from articles.photos.renditions import make_renditions, remove_files
from articles.photos.storing import new_name, one_of_each_file, sha256
from newsroom import audit, edge
from newsroom.models import User

CENTRE = 50
# By how much the ratio of width to height may differ (a hundredth is a few rows of pixels) for the same composition.
SAME_SHAPE = 0.01


def replace_file(photo: Photo, upload: File, *, seen: str, by: User | None) -> bool:
    """Show another file wherever the photo is placed; its words, credit and rights stay, and so does its number.

    `seen` is the name of the stored file that the editor was looking at. Says whether the focal point was kept: a
    picture of another shape begins in its centre. After commit the old file and its renditions are removed, at once,
    for it may be gone for somebody's safety. Raises Refused (AlreadyHere with the photo that has this file); a
    refusal changes nothing.
    """
    digest = sha256(upload)
    if there := Photo.objects.filter(sha256=digest).first():
        raise _the_same() if there.pk == photo.pk else AlreadyHere(there)
    with opened(upload) as image:
        content, (width, height) = develop(image)
    with one_of_each_file(digest), transaction.atomic():
        keys = page_keys(photo)
        row = Photo.objects.select_for_update().filter(pk=photo.pk).first()
        if row is None or row.original() != seen:
            raise _changed_meanwhile()
        old = [row.original(), *row.rendition_names()]
        kept = _put(row, name=new_name(), digest=digest, width=width, height=height)
        make_renditions.enqueue(photo_id=row.pk)
        remove_files.enqueue(photo_id=row.pk, names=old)
        edge.purge(keys, is_gone=True)  # the drawn share images among them, which show the old picture
        share_images.forget_outlived(led_by(row))
        audit.record("replace_file", by=by, on=row, was=seen, now=row.original())
        default_storage.save(row.original(), ContentFile(content))
    return kept


def _put(row: Photo, *, name: str, digest: str, width: int, height: int) -> bool:
    """Write the new file on the row, which has no renditions until they are made; say if the focal point stays."""
    ratio = row.width / row.height
    kept = abs(width / height - ratio) <= SAME_SHAPE * ratio
    if not kept:
        row.focal_x = row.focal_y = CENTRE
    row.file, row.sha256, row.width, row.height, row.renditions = name, digest, width, height, {}
    row.save(update_fields=["file", "sha256", "width", "height", "renditions", "focal_x", "focal_y"])
    return kept


def _the_same() -> Refused:
    return Refused(_("This is the very file that the photo has already. Nothing was changed."), code="same_file")


def _changed_meanwhile() -> Refused:
    return Refused(
        _("Somebody replaced or deleted this picture a moment ago. Nothing was changed: look at it as it is now."),
        code="changed_meanwhile",
    )
