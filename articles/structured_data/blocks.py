"""How facts become a block of JSON-LD, and the facts that several blocks share."""

import json
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles import pictures
from articles.models import Photo
from articles.models.photo import fallback_width
from newsroom.identity import absolute, name

Facts = dict[str, Any]

# "</script>" in a headline must not end the block.
_SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def block(facts: Facts) -> SafeString:
    """Write facts as JSON that is safe inside a script element; what is empty is left out."""
    said = {"@context": "https://schema.org", **without_gaps(facts)}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_SCRIPT_ESCAPES))  # noqa: S308 - escaped on this line


def without_gaps(facts: Facts) -> Facts:
    """Leave out what nothing is known of."""
    return {key: value for key, value in facts.items() if value not in (None, "", [])}


def publisher(language: str) -> Facts:
    """Name the paper, shortly."""
    return {
        "@type": "NewsMediaOrganization",
        "name": name(language),
        "url": absolute(reverse("articles:home", kwargs={"language": language})),
        "logo": {"@type": "ImageObject", "url": absolute(static("img/logo.png"))},
    }


def share_crop(photo: Photo, *, caption: str) -> Facts:
    """Describe the crop of a photo that is made for share cards, with its credit."""
    image = pictures.share_image(photo)
    return _image(photo, absolute(image.url), image.width, image.height, caption)


def whole_picture(photo: Photo, *, caption: str) -> Facts:
    """Describe a whole photo, with its credit."""
    width, height = photo.width, photo.height
    if photo.renditions:
        width = fallback_width(photo.renditions["widths"])
        height = round(width * photo.height / photo.width)
    return _image(photo, absolute(pictures.plain_url(photo)), width, height, caption)


def _image(photo: Photo, url: str, width: int, height: int, caption: str) -> Facts:
    return without_gaps(
        {
            "@type": "ImageObject",
            "url": url,
            "width": width,
            "height": height,
            "creditText": photo.credit,
            "caption": caption,
        }
    )
