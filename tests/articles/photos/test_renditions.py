"""What the background task makes, and what it leaves when photos change or go."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_ox.testing import run_tasks
from PIL import Image

from articles import photos
from articles.models import Photo
from articles.photos.renditions import crop_box, make_renditions, plan
from tests import factories, pictures

pytestmark = pytest.mark.django_db


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def measures(media: Path, name: str) -> tuple[str | None, tuple[int, int]]:
    with Image.open(media / name) as image:
        return image.format, image.size


def work() -> None:
    run_tasks(queues=["photos"], raise_failures=True)


def test_renditions_are_the_ladder_the_cards_and_the_share_image(media):
    photo = photos.take_in(pictures.upload(pictures.encode(pictures.draw((2400, 1800)))), credit="Noor")

    work()

    photo.refresh_from_db()
    stem = photo.stem()
    assert photo.renditions == {
        "widths": [320, 640, 960, 1280, 1920],
        "cards": [320, 640, 960],
        "share": [1200, 630],
        "focal": [50, 50],
    }
    assert files(media) == {photo.file.name, *photo.rendition_names()}
    assert len(photo.rendition_names()) == 19
    assert measures(media, f"{stem}-1920.avif") == ("AVIF", (1920, 1440))
    assert measures(media, f"{stem}-320.webp") == ("WEBP", (320, 240))
    assert measures(media, f"{stem}-1280.jpg") == ("JPEG", (1280, 960))
    assert measures(media, f"{stem}-at50x50-640.avif") == ("AVIF", (640, 427))
    assert measures(media, f"{stem}-at50x50-share.jpg") == ("JPEG", (1200, 630))


@pytest.mark.parametrize(
    ("size", "widths", "cards", "share"),
    [
        ((1, 1), [1], [1], [1, 1]),
        ((200, 100), [200], [150], [190, 100]),
        ((640, 2000), [320, 640], [320, 640], [640, 336]),
        ((4000, 20), [320, 640, 960, 1280, 1920], [30], [38, 20]),
    ],
)
def test_renditions_are_never_larger_than_the_picture(size, widths, cards, share, media):
    photo = photos.take_in(pictures.upload(pictures.encode(pictures.draw(size), "PNG")), credit="Noor")

    work()

    photo.refresh_from_db()
    assert photo.renditions == {"widths": widths, "cards": cards, "share": share, "focal": [50, 50]}
    assert files(media) == {photo.file.name, *photo.rendition_names()}


@pytest.mark.parametrize(
    ("focal", "box"),
    [((50, 50), (0, 200, 300, 400)), ((0, 0), (0, 0, 300, 200)), ((100, 100), (0, 400, 300, 600))],
)
def test_crop_keeps_the_focal_point_inside(focal, box):
    photo = factories.make_photo(width=300, height=600, focal_x=focal[0], focal_y=focal[1])

    assert tuple(crop_box(photo, (3, 2))) == box


def test_card_shows_the_part_around_the_focal_point(media):
    photo = photos.take_in(pictures.upload(pictures.encode(pictures.draw((900, 1800)))), credit="Noor", focal_y=0)

    work()

    with Image.open(media / f"{photo.stem()}-at50x0-640.webp") as image:
        red, green, _blue = image.convert("RGB").getpixel((10, 10))
    assert (red > 150, green < 90) == (True, True)


def test_renditions_carry_no_metadata(media):
    photo = photos.take_in(pictures.upload(), credit="Noor")

    work()

    photo.refresh_from_db()
    for name in photo.rendition_names():
        with Image.open(media / name) as image:
            assert {"exif", "xmp", "icc_profile", "comment"} & set(image.info) == set()


def test_making_twice_writes_nothing_new(media):
    photo = photos.take_in(pictures.upload(), credit="Noor")
    work()
    before = {path: path.stat().st_mtime_ns for path in media.rglob("*")}

    make_renditions.func(photo_id=photo.pk)

    assert {path: path.stat().st_mtime_ns for path in media.rglob("*")} == before


def test_making_again_replaces_a_file_that_a_crash_cut_short(media):
    photo = photos.take_in(pictures.upload(), credit="Noor")
    default_storage.save(f"{photo.stem()}-640.webp", ContentFile(b"RIFF"))

    work()

    assert measures(media, f"{photo.stem()}-640.webp") == ("WEBP", (640, 427))


def test_moving_the_focal_point_makes_new_crops_and_later_removes_the_old(media):
    photo = photos.take_in(pictures.upload(), credit="Noor")
    work()
    photo.refresh_from_db()
    old_crops = {name for name in photo.rendition_names() if "-at50x50-" in name}
    photo.focal_x = 10

    photos.change(photo, by=None)
    work()

    photo.refresh_from_db()
    assert photo.renditions["focal"] == [10, 50]
    assert files(media) == {photo.file.name, *photo.rendition_names(), *old_crops}
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        work()
    assert files(media) == {photo.file.name, *photo.rendition_names()}


def test_a_focal_point_moved_during_the_making_leaves_only_files_of_the_last(media):
    photo = photos.take_in(pictures.upload(), credit="Noor")
    first = Photo.objects.get(pk=photo.pk)
    Photo.objects.filter(pk=photo.pk).update(focal_x=10)
    photo.refresh_from_db()

    # The row that the late task read is of before the move.
    late = plan(first)
    make_renditions.func(photo_id=photo.pk)
    work()

    photo.refresh_from_db()
    assert late["focal"] == [50, 50]
    assert photo.renditions["focal"] == [10, 50]
    assert files(media) == {photo.file.name, *photo.rendition_names()}


def test_a_photo_deleted_before_its_task_ran_leaves_no_file(media):
    photo = photos.take_in(pictures.upload(), credit="Noor")
    photos.delete(photo, by=None)

    work()

    assert files(media) == set()


def test_deleting_removes_the_photo_and_all_its_files(media):
    photo = photos.take_in(pictures.upload(), credit="Noor")
    work()
    photo.refresh_from_db()

    photos.delete(photo, by=None)
    work()

    assert (Photo.objects.count(), files(media)) == (0, set())
