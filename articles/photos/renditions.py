"""What readers load instead of the picture we keep: five widths, and crops around the focal point.

The tasks may run twice, late, side by side, or after the photo has changed or gone: they look at the row last, under
its lock, and leave only files that the row names.
"""

import io
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from os import cpu_count
from typing import Any, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task
from django.utils import timezone
from PIL import Image

from articles.models import Photo
from articles.models.photo import CARD_RATIO, Renditions, cut_around, fallback_width, rendition_names
from newsroom import edge

WIDTHS = (320, 640, 960, 1280, 1920)
CARD_WIDTHS = (320, 640, 960)
SHARE_SIZE = (1200, 630)
# A page made before the focal point moved may be on its way to a reader for this long.
OLD_CROPS_STAY = timedelta(hours=1)
# Measured on press photos: AVIF at speed 8 is within a tenth of the size that a four times slower speed gives.
ENCODERS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 74, "method": 3},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True},
}


class Box(NamedTuple):
    """A part of a picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Say how wide the part is."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Say how high the part is."""
        return self.bottom - self.top


@task(queue_name="photos")
def make_renditions(photo_id: int) -> None:
    """Make what the photo lacks, name it on the row, and have what it no longer uses removed."""
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None or photo.renditions == plan(photo):
        return
    wanted = plan(photo)
    missing = set(rendition_names(photo.stem(), wanted)) - set(photo.rendition_names())
    for name, content in encoded(photo, wanted, missing):
        default_storage.delete(name)
        default_storage.save(name, ContentFile(content))
    with transaction.atomic():
        row = Photo.objects.select_for_update().filter(pk=photo_id).first()
        if row is None:
            remove_files.enqueue(photo_id=photo_id, names=sorted(missing))
        elif row.original() == photo.original() and plan(row) == wanted:
            _put_on_row(row, wanted)
        else:  # the focal point moved or the file was replaced meanwhile: another task is on its way
            remove_files.enqueue(photo_id=photo_id, names=sorted(missing))


@task(queue_name="photos")
def remove_files(photo_id: int, names: list[str]) -> None:
    """Remove those of these files that the photo does not use, or all of them once it is gone."""
    row = Photo.objects.filter(pk=photo_id).first()
    used = {row.original(), *row.rendition_names(), *rendition_names(row.stem(), plan(row))} if row else set()
    for name in names:
        if name not in used:
            default_storage.delete(name)


def plan(photo: Photo) -> Renditions:
    """Say which renditions this photo gets. Nothing is ever larger than the picture it is made of."""
    card = crop_box(photo, CARD_RATIO)
    share = crop_box(photo, SHARE_SIZE)
    shrunk = min(1.0, SHARE_SIZE[0] / share.width)
    return {
        "widths": _ladder(WIDTHS, photo.width),
        "cards": _ladder(CARD_WIDTHS, card.width),
        "share": [round(share.width * shrunk), max(1, round(share.height * shrunk))],
        "focal": [photo.focal_x, photo.focal_y],
    }


def crop_box(photo: Photo, ratio: tuple[int, int]) -> Box:
    """Give the largest part of this ratio, placed as CSS `object-position` places it, the focal point inside."""
    width = max(1, min(photo.width, photo.height * ratio[0] // ratio[1]))
    height = max(1, min(photo.height, photo.width * ratio[1] // ratio[0]))
    left = round((photo.width - width) * photo.focal_x / 100)
    top = round((photo.height - height) * photo.focal_y / 100)
    return Box(left, top, left + width, top + height)


def encoded(photo: Photo, wanted: Renditions, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Draw and encode the named renditions on all cores (Pillow lets go of the interpreter), the largest first."""
    names = set(names)
    drawn = [
        (name, image) for name, image in sorted(_drawn(photo, wanted), key=_by_pixels, reverse=True) if name in names
    ]
    with ThreadPoolExecutor(max_workers=cpu_count()) as pool:
        yield from pool.map(_encode, drawn)


def _put_on_row(row: Photo, wanted: Renditions) -> None:
    old = sorted(set(row.rendition_names()) - set(rendition_names(row.stem(), wanted)))
    row.renditions = wanted
    row.save(update_fields=["renditions"])
    edge.purge({f"photo-{row.pk}"})
    if old:
        remove_files.using(run_after=timezone.now() + OLD_CROPS_STAY).enqueue(photo_id=row.pk, names=old)


def _ladder(widths: tuple[int, ...], natural: int) -> list[int]:
    return sorted({width for width in widths if width < natural} | {min(natural, widths[-1])})


def _drawn(photo: Photo, wanted: Renditions) -> Iterator[tuple[str, Image.Image]]:
    """Give each file's name and its picture, every width drawn from the one above it."""
    stem, cut = photo.stem(), cut_around(*wanted["focal"])
    card, share = crop_box(photo, CARD_RATIO), crop_box(photo, SHARE_SIZE)
    scale = max(
        wanted["widths"][-1] / photo.width, wanted["cards"][-1] / card.width, wanted["share"][0] / share.width
    )
    base = _decoded(photo, scale)
    ratio = base.width / photo.width
    yield from _chain(stem, base, wanted["widths"])
    yield from _chain(f"{stem}-{cut}", _cut(base, card, ratio, wanted["cards"][-1]), wanted["cards"])
    yield f"{stem}-{cut}-share.jpg", _cut(base, share, ratio, wanted["share"][0])


def _decoded(photo: Photo, scale: float) -> Image.Image:
    with default_storage.open(photo.original()) as file, Image.open(file, formats=("JPEG",)) as image:
        # JPEG decodes straight to a half, quarter or eighth; this names the least we can use.
        image.draft("RGB", (round(photo.width * scale), round(photo.height * scale)))
        return image.convert("RGB")


def _chain(stem: str, image: Image.Image, widths: list[int]) -> Iterator[tuple[str, Image.Image]]:
    for width in reversed(widths):
        image = _at_width(image, width)
        yield f"{stem}-{width}.avif", image
        yield f"{stem}-{width}.webp", image
        if width == fallback_width(widths):
            yield f"{stem}-{width}.jpg", image


def _at_width(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _cut(base: Image.Image, box: Box, ratio: float, width: int) -> Image.Image:
    height = max(1, round(box.height * width / box.width))
    right, bottom = min(base.width, box.right * ratio), min(base.height, box.bottom * ratio)
    part = (box.left * ratio, box.top * ratio, right, bottom)
    return base.resize((width, height), Image.Resampling.LANCZOS, box=part, reducing_gap=2.0)


def _by_pixels(drawn: tuple[str, Image.Image]) -> int:
    return drawn[1].width * drawn[1].height


def _encode(drawn: tuple[str, Image.Image]) -> tuple[str, bytes]:
    name, image = drawn
    out = io.BytesIO()
    image.save(out, **ENCODERS[name.rpartition(".")[2]])
    return name, out.getvalue()
