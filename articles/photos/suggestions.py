"""What a file says of its own maker and subject. A hint for the editor, never more: anyone can write it there.

Read from IPTC-IIM (records 2:80, 2:110, 2:116, 2:120; character set 1:90), XMP (Dublin Core, Photoshop) and EXIF, in
this order: agencies write IPTC, editing programs XMP, cameras EXIF.
"""

import contextlib
import html
import re
import struct
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

CREDIT_LENGTH = 120
CAPTION_LENGTH = 2000
XMP_LENGTH = 256 * 1024
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CREDIT_OF_IPTC = ((2, 110), (2, 80), (2, 116))  # credit, by-line, copyright notice
_CAPTION_OF_IPTC = ((2, 120),)
_CREDIT_OF_XMP = ("photoshop:Credit", "dc:creator", "dc:rights")
_CAPTION_OF_XMP = ("dc:description",)
_CREDIT_OF_EXIF = (ExifTags.Base.Artist, ExifTags.Base.Copyright)
_CAPTION_OF_EXIF = (ExifTags.Base.ImageDescription,)


@dataclass(frozen=True)
class Suggestion:
    """The credit and the caption found in a file; either may be empty."""

    credit: str = ""
    caption: str = ""

    def words(self) -> dict[str, str]:
        """Give the caption as a photo's field, in the language of its letters."""
        if not self.caption:
            return {}
        return {"caption_ar" if _ARABIC.search(self.caption) else "caption_en": self.caption}


def suggestion(image: Image.Image) -> Suggestion:
    """Read the credit and the caption that the file carries; a damaged or absent block says nothing."""
    iptc, exif, xmp = _iptc(image), _exif(image), _xmp(image)
    return Suggestion(
        credit=_first(
            *(_in_iptc(iptc, key) for key in _CREDIT_OF_IPTC),
            *(_in_xmp(xmp, name) for name in _CREDIT_OF_XMP),
            *(_in_exif(exif.get(tag)) for tag in _CREDIT_OF_EXIF),
        )[:CREDIT_LENGTH],
        caption=_first(
            *(_in_iptc(iptc, key) for key in _CAPTION_OF_IPTC),
            *(_in_xmp(xmp, name) for name in _CAPTION_OF_XMP),
            *(_in_exif(exif.get(tag)) for tag in _CAPTION_OF_EXIF),
        )[:CAPTION_LENGTH],
    )


def _first(*texts: str) -> str:
    return next((text for text in texts if text), "")


def _exif(image: Image.Image) -> Image.Exif | dict[int, object]:
    try:
        return image.getexif()
    except (SyntaxError, ValueError, OSError, struct.error):
        return {}


def _iptc(image: Image.Image) -> dict[tuple[int, int], bytes | list[bytes]]:
    if not isinstance(image, ImageFile.ImageFile):
        return {}
    try:
        return IptcImagePlugin.getiptcinfo(image) or {}
    except (SyntaxError, ValueError, OSError):
        return {}


def _in_iptc(iptc: dict[tuple[int, int], bytes | list[bytes]], key: tuple[int, int]) -> str:
    found = iptc.get(key, b"")
    return _text(found[0] if isinstance(found, list) else found)


def _xmp(image: Image.Image) -> str:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return packet[:XMP_LENGTH].decode("utf-8", "replace") if isinstance(packet, bytes) else packet[:XMP_LENGTH]


def _in_xmp(packet: str, name: str) -> str:
    """Read one property, written as an attribute, an element or a list; no XML parser meets a stranger's file."""
    if found := re.search(rf'{name}="([^"]*)"', packet):
        return _text(html.unescape(found[1]))
    if found := re.search(rf"<{name}[^>]*>(.*?)</{name}>", packet, re.DOTALL):
        item = re.search(r"<rdf:li[^>]*>(.*?)</rdf:li>", found[1], re.DOTALL)
        return _text(html.unescape(item[1] if item else found[1]))
    return ""


def _in_exif(value: object) -> str:
    """Undo Pillow, which reads EXIF text as Latin-1; cameras and editors write UTF-8."""
    if isinstance(value, str):
        with contextlib.suppress(UnicodeEncodeError):
            value = value.encode("latin-1")
    return _text(value)


def _text(value: object) -> str:
    """Give readable text: UTF-8 whatever the file claims, else Western European; no tags, no control characters."""
    if not isinstance(value, bytes | str):
        return ""
    plain = re.sub(r"<[^>]*>", " ", _decoded(value) if isinstance(value, bytes) else value)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in plain).split())


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("cp1252", "ignore")
