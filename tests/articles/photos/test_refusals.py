"""What the photo library turns away: one clear sentence, and nothing is stored."""

import struct
import zlib

import pytest
from PIL import Image

from articles import photos
from articles.models import Photo
from tests import pictures

pytestmark = pytest.mark.django_db

NOT_A_PICTURE = "This is not a picture we can use. Send a JPEG, PNG, WebP, AVIF or GIF."
DAMAGED = "This picture is damaged or incomplete."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


def refusal(content: bytes, media) -> str:
    """Send these bytes as a picture; give the sentence, once nothing is found stored."""
    with pytest.raises(photos.Refused) as refused:
        photos.take_in(pictures.upload(content), credit="Noor")
    assert Photo.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []
    [message] = refused.value.messages
    return message


def png_header(width: int, height: int) -> bytes:
    """A PNG of any size in a few bytes: the header, and pixels that hardly begin."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in [
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(b"\0" * 99)),
        ]
    )


def gif(frames: int) -> bytes:
    """An animation of one-pixel frames, 20 bytes each."""
    frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b";"


@pytest.mark.parametrize(
    "content",
    [SVG, b"<!doctype html><title>x</title>", b"%PDF-1.7", b"II*\0", b"PK\x03\x04" + b"\0" * 40],
    ids=["svg", "html", "pdf", "tiff", "zip"],
)
def test_refuses_what_is_no_picture(content, media):
    assert refusal(content, media) == NOT_A_PICTURE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("part", [0.5, 0.95])
def test_refuses_a_picture_cut_short(kind, part, media):
    noisy = Image.effect_noise((400, 300), 60).convert("RGB")
    whole = pictures.encode(noisy, kind)

    assert refusal(whole[: int(len(whole) * part)], media) == DAMAGED


def test_refuses_an_empty_file(media):
    assert refusal(b"", media) == "This file is empty."


def test_refuses_more_than_fifty_megapixels_before_decoding(media):
    assert refusal(png_header(10_000, 6_000), media) == "This picture has more than 50 megapixels."


def test_refuses_the_largest_measures_a_header_can_name(media):
    assert refusal(png_header(2**31 - 1, 2**31 - 1), media) == "This picture has more than 50 megapixels."


def test_refuses_more_than_thirty_megabytes(media):
    heavy = pictures.encode(pictures.draw()) + b"\0" * (30 * 1024 * 1024)

    assert refusal(heavy, media) == "This file is larger than 30 MB."


def test_refuses_a_gif_of_five_thousand_frames(media):
    assert refusal(gif(5000), media) == "This animation has more than 500 frames."


def test_refuses_a_webp_of_too_many_frames(media):
    frames = [Image.new("RGB", (1, 1), (n % 256, n // 256, 0)) for n in range(501)]
    animation = pictures.encode(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)

    assert refusal(animation, media) == "This animation has more than 500 frames."


def test_takes_the_first_frame_of_a_short_animation():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]

    photo = photos.take_in(
        pictures.upload(pictures.encode(frames[0], "GIF", save_all=True, append_images=frames[1:])), credit="Noor"
    )

    with photo.file.open() as file, Image.open(file) as image:
        red, green, blue = image.getpixel((4, 4))
    assert (red > 200, green < 60, blue < 60) == (True, True, True)
