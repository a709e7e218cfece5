"""What comes into the photo library, and what is left of it in the file that is kept."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from articles import photos
from articles.models import Photo
from tests import factories, pictures

pytestmark = pytest.mark.django_db


def kept(photo: Photo) -> Image.Image:
    with default_storage.open(photo.file.name) as file:
        return Image.open(io.BytesIO(file.read()))


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def is_near(colour, wanted) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_take_in_goes_by_content_and_keeps_a_jpeg(kind):
    upload = pictures.upload(pictures.encode(pictures.draw(), kind), name="anything.txt")

    photo = photos.take_in(upload, credit="Noor")

    image = kept(photo)
    assert (image.format, image.size, photo.width, photo.height) == ("JPEG", (1600, 1067), 1600, 1067)
    assert is_near(image.getpixel((10, 10)), pictures.MARK)


def test_take_in_never_uses_the_senders_file_name(media):
    photo = photos.take_in(pictures.upload(name="../../karim-home-address.jpg"), credit="Noor")

    assert files(media) == [Path(photo.file.name).name]
    assert "karim" not in photo.file.name


def test_take_in_stores_words_and_who_sent_it():
    editor = factories.make_editor()

    photo = photos.take_in(pictures.upload(), credit=" Noor ", by=editor, caption_ar="حقل", alt_en="A field")

    photo.refresh_from_db()
    assert (photo.credit, photo.uploaded_by, photo.caption_ar, photo.alt_en) == ("Noor", editor, "حقل", "A field")


def test_take_in_turns_the_picture_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter to the left by the camera

    photo = photos.take_in(pictures.upload(pictures.encode(pictures.draw(), exif=exif)), credit="Noor")

    image = kept(photo)
    assert (image.size, image.getexif().get(0x0112)) == ((1067, 1600), None)
    assert is_near(image.getpixel((1060, 10)), pictures.MARK)


def test_take_in_bounds_the_kept_picture():
    photo = photos.take_in(pictures.upload(pictures.encode(pictures.draw((6000, 1500)))), credit="Noor")

    assert (photo.width, photo.height) == (4000, 1000)
    assert kept(photo).size == (4000, 1000)


def test_take_in_strips_place_camera_and_comments(media):
    exif = Image.Exif()
    exif[0x0110] = "SpyCam 9000"
    exif.get_ifd(0x8825)[2] = (33.0, 30.0, 47.0)
    xmp = b"<x:xmpmeta><rdf:RDF>secret-history</rdf:RDF></x:xmpmeta>"
    jpeg = pictures.encode(pictures.draw(), exif=exif, comment=b"leaked remark", xmp=xmp)
    jpeg = pictures.with_segment(jpeg, pictures.iptc(_90=b"Small Town"))

    photo = photos.take_in(pictures.upload(jpeg), credit="Noor")

    stored = (media / photo.file.name).read_bytes()
    assert [
        mark
        for mark in (b"SpyCam", b"leaked", b"secret", b"Small Town", b"Exif", b"http:", b"8BIM")
        if mark in stored
    ] == []
    assert b"SpyCam" in jpeg
    assert b"leaked" in jpeg
    assert b"Small Town" in jpeg


def test_take_in_leaves_no_byte_of_a_page_hidden_in_a_picture(media):
    polyglot = (
        pictures.encode(pictures.draw(), comment=b"<html><script>alert(1)</script>") + b"<script>alert(2)</script>"
    )

    photo = photos.take_in(pictures.upload(polyglot), credit="Noor")

    assert b"<script>" not in (media / photo.file.name).read_bytes()


def test_take_in_lays_transparency_on_white():
    layer = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    layer.paste((200, 40, 40, 255), (0, 0, 20, 40))

    palette = layer.quantize(16)
    of_palette = photos.take_in(pictures.upload(pictures.encode(palette, "PNG")), credit="Noor")
    of_layer = photos.take_in(pictures.upload(pictures.encode(layer, "WEBP", lossless=True)), credit="Noor")

    for photo in (of_palette, of_layer):
        assert is_near(kept(photo).getpixel((35, 20)), (255, 255, 255))
        assert is_near(kept(photo).getpixel((5, 20)), (200, 40, 40))


def test_take_in_converts_print_colours():
    jpeg = pictures.encode(pictures.draw(mode="CMYK"))

    photo = photos.take_in(pictures.upload(jpeg), credit="Noor")

    assert kept(photo).mode == "RGB"
    assert is_near(kept(photo).getpixel((10, 10)), pictures.MARK)


def test_take_in_scales_sixteen_bit_grey_instead_of_cutting_it():
    grey = Image.new("I;16", (40, 40), 0x8000)

    photo = photos.take_in(pictures.upload(pictures.encode(grey, "PNG")), credit="Noor")

    assert is_near(kept(photo).getpixel((20, 20)), (128, 128, 128))


def test_take_in_converts_a_wide_colour_profile_and_drops_it():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    broken = pictures.encode(pictures.draw(), icc_profile=profile)
    named = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    of_broken = photos.take_in(pictures.upload(broken), credit="Noor")
    of_named = photos.take_in(pictures.upload(pictures.encode(pictures.draw(), icc_profile=named)), credit="Noor")

    assert [kept(photo).info.get("icc_profile") for photo in (of_broken, of_named)] == [None, None]
    assert is_near(kept(of_broken).getpixel((10, 10)), pictures.MARK)


def test_take_in_fills_credit_and_arabic_caption_from_iptc():
    block = pictures.iptc(_110="وكالة النهر".encode(), _120="سوق الخضار في الصباح".encode())
    jpeg = pictures.with_segment(pictures.encode(pictures.draw()), block)

    photo = photos.take_in(pictures.upload(jpeg))

    assert (photo.credit, photo.caption_ar, photo.caption_en) == ("وكالة النهر", "سوق الخضار في الصباح", None)


def test_take_in_fills_credit_and_caption_from_exif():
    exif = Image.Exif()
    exif[0x013B] = "Noor Example"
    exif[0x010E] = "The market at <b>dawn</b>"

    photo = photos.take_in(pictures.upload(pictures.encode(pictures.draw(), exif=exif)))

    assert (photo.credit, photo.caption_en, photo.caption_ar) == ("Noor Example", "The market at dawn", None)


def test_take_in_fills_credit_from_xmp():
    xmp = (
        "<x:xmpmeta><rdf:RDF><rdf:Description photoshop:Credit='' >"
        "<dc:creator><rdf:Seq><rdf:li>Noor &amp; Sons</rdf:li></rdf:Seq></dc:creator>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )

    photo = photos.take_in(pictures.upload(pictures.encode(pictures.draw(), "WEBP", xmp=xmp.encode())))

    assert photo.credit == "Noor & Sons"


def test_take_in_prefers_the_editors_words():
    block = pictures.iptc(_110=b"Somebody else", _120=b"Their words")
    jpeg = pictures.with_segment(pictures.encode(pictures.draw()), block)

    photo = photos.take_in(pictures.upload(jpeg), credit="Noor", caption_ar="كلماتنا")

    assert (photo.credit, photo.caption_ar, photo.caption_en) == ("Noor", "كلماتنا", None)


def test_take_in_asks_for_a_credit_that_nobody_names(media):
    with pytest.raises(photos.Refused) as refused:
        photos.take_in(pictures.upload())

    assert refused.value.messages == ["Credit the picture: the file does not say who made it."]
    assert (Photo.objects.count(), files(media)) == (0, [])


def test_take_in_leads_to_the_photo_that_is_here(media):
    first = photos.take_in(pictures.upload(), credit="Noor")

    with pytest.raises(photos.AlreadyHere) as refused:
        photos.take_in(pictures.upload(name="again.jpg"), credit="Karim")

    assert refused.value.photo == first
    assert len(files(media)) == 1
