"""From the file that came in to the picture we keep: upright, sRGB, opaque, bounded, and free of metadata."""

import io

from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE = 4000
QUALITY = 90
_SRGB = ImageCms.createProfile("sRGB")


def develop(image: Image.Image) -> tuple[bytes, tuple[int, int]]:
    """Encode the (first frame of the) picture anew as a JPEG; give its bytes, and its width and height."""
    drawn = image.format != "JPEG"
    # A JPEG decodes at half or a quarter of its size for a fraction of the time and memory.
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    ImageOps.exif_transpose(image, in_place=True)
    picture = _in_srgb(_opaque(_in_eight_bits(image)))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    picture.info = {}  # Pillow would write a comment from here into the file
    out = io.BytesIO()
    # Maps, charts and scans come as PNG or GIF; full colour resolution keeps their thin red lines red.
    subsampling = "4:4:4" if drawn else "4:2:0"
    picture.save(out, "JPEG", quality=QUALITY, subsampling=subsampling, progressive=True)
    return out.getvalue(), picture.size


def _in_eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16-bit grey, where Pillow's own convert("L") would cut instead of scale
        grey = image.convert("I").point(lambda value: value / 256).convert("L")
        grey.info.pop("transparency", None)  # it names one of 65,536 greys
        return grey
    return image


def _opaque(image: Image.Image) -> Image.Image:
    """Lay what is transparent on white, the paper it was drawn for; on a dark page it would vanish."""
    if not image.has_transparency_data:
        return image.convert("RGB") if image.mode in ("P", "1") else image
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    paper.info = dict(image.info)
    return paper


def _in_srgb(image: Image.Image) -> Image.Image:
    """Convert from the picture's own colour profile; browsers and thumbnails then agree without one."""
    profile = image.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if image.mode == "RGB" and "sRGB" in ImageCms.getProfileDescription(source):
                return image
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile, or one for another kind of picture: the plain conversion is the best there is
    return image.convert("RGB")
