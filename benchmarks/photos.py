"""How long a photo takes, and how heavy it is for the reader: `python -m benchmarks.photos`.

A 12-megapixel picture with the detail of a real one (smooth areas, edges, grain) goes through intake and renditions
in memory, without database or disk, so the figures are Pillow's and ours.
"""

import io
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import django
from PIL import Image, ImageChops, ImageDraw, ImageFilter

MEGAPIXELS_12 = (4000, 3000)
RUNS = 5


def main() -> None:
    """Print seconds for intake and renditions, kilobytes of each width, and microseconds of `picture()`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    for line in figures():
        print(line)


def figures() -> list[str]:
    """Measure and give the lines to print."""
    # Models can be imported only now that Django is set up.
    from django.core.files.base import ContentFile
    from django.core.files.storage import InMemoryStorage, default_storage

    from articles import pictures
    from articles.models import Photo
    from articles.models.photo import rendition_names
    from articles.photos.development import develop
    from articles.photos.renditions import encoded, plan

    default_storage._wrapped = InMemoryStorage()  # measured without the disk
    content = jpeg()
    intake, (kept, (width, height)) = _timed(lambda: develop(Image.open(io.BytesIO(content))))
    photo = Photo(pk=1, file="photos/00/bench.jpg", width=width, height=height, credit="Bench")
    default_storage.save(photo.file.name, ContentFile(kept))
    wanted = plan(photo)
    names = rendition_names(photo.stem(), wanted)
    renditions, made = _timed(lambda: dict(encoded(photo, wanted, names)))
    photo.renditions = wanted
    drawing = time.perf_counter()
    for _ in range(1000):
        pictures.picture(photo, use="lead", alt="A market at dawn", eager=True)
    drawing = time.perf_counter() - drawing
    weights = [
        f"  {name.removeprefix(photo.stem()):22} {len(made[name]) / 1000:7.1f} kB" for name in names if name in made
    ]
    return [
        f"photo of 12 megapixels ({len(content) / 1e6:.1f} MB): intake {intake:.2f} s",
        f"all {len(made)} renditions: {renditions:.2f} s (median of {RUNS}, {os.cpu_count()} cores)",
        *weights,
        f"picture(): {drawing * 1000:.1f} microseconds",
    ]


def jpeg() -> bytes:
    """Draw a landscape of 12 megapixels with a street of houses, out-of-focus hills and grain."""
    width, height = MEGAPIXELS_12
    sky = Image.linear_gradient("L").resize(MEGAPIXELS_12)
    image = Image.merge("RGB", (sky.point(lambda v: 90 + v // 3), sky.point(lambda v: 120 + v // 4), sky))
    pen = ImageDraw.Draw(image)
    for n in range(160):
        left, top = n * 97 % width, height // 3 + n * n * 31 % (height // 2)
        shade = n * 37 % 160
        pen.rectangle((left, top, left + 260, height), fill=(60 + shade, 50 + shade // 2, 40 + shade // 3))
        for window in range(12):
            pen.rectangle((left + 30, top + 40 + window * 90, left + 80, top + 90 + window * 90), fill=(20, 25, 40))
    image = Image.composite(image, image.filter(ImageFilter.GaussianBlur(9)), sky.point(lambda v: 255 * (v > 120)))
    grain = Image.effect_noise(MEGAPIXELS_12, 14).convert("RGB")
    out = io.BytesIO()
    ImageChops.overlay(image, grain).save(out, "JPEG", quality=92)
    return out.getvalue()


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        result = act()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


if __name__ == "__main__":
    main()
