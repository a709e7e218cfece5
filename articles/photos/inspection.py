"""What the library takes in: a picture of five formats, told by its bytes, small enough to open safely."""

import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from PIL import Image

from articles.models import Photo

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
BYTES_AT_MOST = 30 * 1024 * 1024
PIXELS_AT_MOST = 50_000_000
FRAMES_AT_MOST = 500
_SIGNATURE = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8|RIFF....WEBP|....ftypavi[fs]", re.DOTALL)


class Refused(ValidationError):
    """This file does not come in; the message says why, in the active language."""


class AlreadyHere(Refused):
    """This very file is in the library; `photo` is it."""

    def __init__(self, photo: Photo) -> None:
        """Keep the photo, so that the desk can lead to it."""
        super().__init__(_("This picture is in the library already."), code="already_here")
        self.photo = photo


@contextmanager
def opened(upload: File) -> Iterator[Image.Image]:
    """Open an upload whose size, format, measures and frames are acceptable; nothing is decoded yet.

    What goes wrong while the picture is decoded inside the block is refused too.
    """
    _check_bytes(upload)
    try:
        with warnings.catch_warnings():
            # Our own limit is far below Pillow's, and it raises.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as image:
                _check_measures(image)
                _check_frames(image, upload)
                yield image
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except Exception as error:  # Pillow's readers raise whatever the bytes of a broken file drive them to
        if _begins_as_a_picture(upload):
            raise _damaged() from error
        raise Refused(
            _("This is not a picture we can use. Send a JPEG, PNG, WebP, AVIF or GIF."), code="format"
        ) from error


def _damaged() -> Refused:
    return Refused(_("This picture is damaged or incomplete."), code="damaged")


def _too_large() -> Refused:
    return Refused(
        _("This picture has more than %(megapixels)s megapixels."),
        code="too_large",
        params={"megapixels": PIXELS_AT_MOST // 1_000_000},
    )


def _begins_as_a_picture(upload: File) -> bool:
    upload.seek(0)
    return _SIGNATURE.match(upload.read(16)) is not None


def _check_bytes(upload: File) -> None:
    if not upload.size:
        raise Refused(_("This file is empty."), code="empty")
    if upload.size > BYTES_AT_MOST:
        raise Refused(
            _("This file is larger than %(megabytes)s MB."),
            code="too_heavy",
            params={"megabytes": BYTES_AT_MOST // 1024 // 1024},
        )


def _check_measures(image: Image.Image) -> None:
    width, height = image.size
    if width < 1 or height < 1:
        raise _damaged()
    if width * height > PIXELS_AT_MOST:
        raise _too_large()


def _check_frames(image: Image.Image, upload: File) -> None:
    # Pillow counts a GIF's frames by walking through all of them; ours stops at the limit.
    frames = _gif_frames(upload) if image.format == "GIF" else getattr(image, "n_frames", 1)
    if frames > FRAMES_AT_MOST:
        told = ngettext(
            "This animation has more than %(frames)s frame.",
            "This animation has more than %(frames)s frames.",
            FRAMES_AT_MOST,
        )
        raise Refused(told, code="frames", params={"frames": FRAMES_AT_MOST})


def _gif_frames(upload: File) -> int:
    """Count the frames of a GIF, up to one past the limit, without decoding them.

    Block structure: the GIF89a specification, sections 17-27.
    """
    source: BinaryIO = upload.file  # type: ignore[assignment]
    here = source.tell()
    try:
        source.seek(10)
        _skip_palette(source, source.read(3)[0])
        frames = 0
        while (block := source.read(1)) != b";" and frames <= FRAMES_AT_MOST:
            if block == b",":
                frames += 1
                *_box, flags = struct.unpack("<4HB", source.read(9))
                _skip_palette(source, flags)
                source.seek(1, 1)
            elif block == b"!":
                source.seek(1, 1)
            else:
                raise EOFError("a GIF block of unknown kind, or no end")
            _skip_pieces(source)
        return frames
    finally:
        source.seek(here)


def _skip_palette(source: BinaryIO, flags: int) -> None:
    if flags & 0x80:
        source.seek(3 * 2 ** ((flags & 7) + 1), 1)


def _skip_pieces(source: BinaryIO) -> None:
    while length := source.read(1)[0]:
        source.seek(length, 1)
