"""Pictures made in the test: no binary file is kept in the repository."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SKY, FIELD, MARK = (120, 170, 220), (90, 120, 60), (200, 40, 40)


def draw(size: tuple[int, int] = (1600, 1067), mode: str = "RGB") -> Image.Image:
    """A field under a sky, with a red mark in the top left corner."""
    width, height = size
    image = Image.new("RGB", size, SKY)
    image.paste(FIELD, (0, height // 2, width, height))
    image.paste(MARK, (0, 0, max(1, width // 4), max(1, height // 4)))
    return image.convert(mode)


def encode(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The bytes of a picture in one format."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def upload(content: bytes | None = None, name: str = "IMG_2041.jpg") -> SimpleUploadedFile:
    """What a browser sends: bytes under a name of the sender's choice."""
    return SimpleUploadedFile(name, encode(draw()) if content is None else content)


def iptc(**records: bytes) -> bytes:
    """An IPTC block of record 2 in UTF-8, as Photoshop writes it into a JPEG; names such as `_110` say which."""
    body = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for name, value in records.items():
        body += b"\x1c\x02" + bytes([int(name[1:])]) + len(value).to_bytes(2, "big") + value
    body += b"\0" * (len(body) % 2)
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(body).to_bytes(4, "big") + body
    return b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block


def with_segment(jpeg: bytes, segment: bytes) -> bytes:
    """The same JPEG with one more segment after its start."""
    return jpeg[:2] + segment + jpeg[2:]
