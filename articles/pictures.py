"""The HTML of a picture: `<picture>` with the renditions that exist, or the stored JPEG scaled until they do.

Pure: no query, no file is opened; the photo's row says what has been made. The address space is shared with the
renditions task through `articles.models.photo`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.models import Photo
from articles.models.photo import CARD_RATIO, cut_around, fallback_width

Use = Literal["lead", "body", "wide", "card", "thumb"]

# How wide the picture is on the page: a lead 760 pixels at most, the text 640, a photo story's 830, a card a third of
# a wide page, a thumb beside its words. The first part of a lead keeps phones with three pixels to the point from
# loading what a desktop needs: two are all an eye sees. A lazy crop says "auto" first: browsers that know it measure
# the layout.
CROPPED = ("card", "thumb")
SIZES: Mapping[Use, str] = {
    "lead": "(max-width: 480px) and (min-resolution: 2.5dppx) 70vw, (min-width: 800px) 760px, 100vw",
    "body": "(max-width: 480px) and (min-resolution: 2.5dppx) 70vw, (min-width: 800px) 640px, 100vw",
    "wide": "(max-width: 480px) and (min-resolution: 2.5dppx) 70vw, (min-width: 1180px) 830px, 100vw",
    "card": "(min-width: 1100px) 340px, (min-width: 600px) 33vw, 100vw",
    "thumb": "(min-width: 600px) 208px, 112px",
}


@dataclass(frozen=True)
class ShareImage:
    """The picture on a share card; `url` is a path on our media storage, or absolute where that is elsewhere."""

    url: str
    width: int
    height: int


def picture(photo: Photo, *, use: Use, alt: str, eager: bool = False) -> SafeString:
    """Draw a photo for one place on a page; `eager` is for the one picture that is seen first."""
    loading = 'fetchpriority="high"' if eager else 'loading="lazy"'
    words = f'alt="{escape(alt)}" {loading} decoding="async"'
    original = photo.file.url
    made = photo.renditions
    if not made:
        return mark_safe(_scaled(photo, use, original, words))  # noqa: S308 - addresses are ours, `alt` is escaped
    stem = original.removesuffix(".jpg")
    sizes = SIZES[use]
    if use in CROPPED:
        if not eager:
            sizes, words = f"auto, {sizes}", f'sizes="auto" {words}'
        stem = f"{stem}-{cut_around(*made['focal'])}"
        widths = made["cards"]
        width = widths[-1]
        height = round(width * CARD_RATIO[1] / CARD_RATIO[0])
    else:
        widths, width, height = made["widths"], photo.width, photo.height
    return mark_safe(  # noqa: S308 - addresses and numbers are ours, `alt` is escaped
        f"<picture>{_source(stem, 'avif', widths, sizes)}{_source(stem, 'webp', widths, sizes)}"
        f'<img src="{stem}-{fallback_width(widths)}.jpg" width="{width}" height="{height}" {words}></picture>'
    )


def share_image(photo: Photo) -> ShareImage:
    """Give the picture for share cards and feeds: the crop once it is made, else the stored JPEG."""
    original = photo.file.url
    if not photo.renditions:
        return ShareImage(original, photo.width, photo.height)
    width, height = photo.renditions["share"]
    cut = cut_around(*photo.renditions["focal"])
    return ShareImage(f"{original.removesuffix('.jpg')}-{cut}-share.jpg", width, height)


def thumbnail_url(photo: Photo) -> str:
    """Give the address of a small picture for the desk: a card's crop, or the stored JPEG until there is one."""
    if not photo.renditions:
        return photo.file.url
    stem = photo.file.url.removesuffix(".jpg")
    return f"{stem}-{cut_around(*photo.renditions['focal'])}-{photo.renditions['cards'][0]}.webp"


def plain_url(photo: Photo) -> str:
    """Give the address of one whole JPEG that every program can show: for feeds, mail and the editor's text."""
    if not photo.renditions:
        return photo.file.url
    return f"{photo.file.url.removesuffix('.jpg')}-{fallback_width(photo.renditions['widths'])}.jpg"


def _scaled(photo: Photo, use: Use, original: str, words: str) -> str:
    # A card keeps its shape; the page's `object-fit: cover` cuts the picture until the task has.
    width, height = (960, 640) if use in CROPPED else (photo.width, photo.height)
    return f'<picture><img src="{original}" width="{width}" height="{height}" {words}></picture>'


def _source(stem: str, kind: str, widths: list[int], sizes: str) -> str:
    candidates = ", ".join(f"{stem}-{width}.{kind} {width}w" for width in widths)
    return f'<source type="image/{kind}" srcset="{candidates}" sizes="{sizes}">'
