"""Another file for a photo, wherever it is shown."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django_ox.models import OxTask
from django_ox.testing import run_tasks

from articles import photos
from articles.models import Photo
from articles.photos.renditions import make_renditions, plan
from newsroom.models import AuditEntry
from tests import factories, pictures

pytestmark = pytest.mark.django_db


def new_file(size: tuple[int, int] = (900, 600), mark: str = "new") -> bytes:
    """The bytes of a picture that is no other test's."""
    image = pictures.draw(size)
    image.paste((len(mark) * 40, 0, 0), (0, 0, 80, 80))
    return pictures.encode(image, quality=90)


def taken_in(size: tuple[int, int] = (900, 600), **words: object) -> Photo:
    return photos.take_in(pictures.upload(pictures.encode(pictures.draw(size))), **{"credit": "Noor"} | words)


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def purged() -> set[str]:
    return {key for task in OxTask.objects.filter(queue_name="edge") for key in task.kwargs["keys"]}


def test_replacement_keeps_the_row_and_its_words_and_takes_the_new_picture():
    photo = taken_in(caption_en="The market", alt_en="A vendor", source="Agency", focal_x=20)
    before = photo.original()

    kept = photos.replace_file(photo, pictures.upload(new_file((1800, 1200))), seen=before, by=None)

    now = Photo.objects.get()
    assert (now.pk, now.credit, now.caption_en, now.alt_en, now.source) == (
        photo.pk,
        "Noor",
        "The market",
        "A vendor",
        "Agency",
    )
    assert (now.width, now.height, now.renditions, kept, now.focal_x) == (1800, 1200, {}, True, 20)
    assert now.original() != before
    assert default_storage.exists(now.original())


def test_replacement_removes_the_old_files_and_makes_new_renditions(media):
    photo = taken_in()
    run_tasks(queues=["photos"])
    photo.refresh_from_db()
    old = {photo.original(), *photo.rendition_names()}
    assert files_in(media) == old

    photos.replace_file(photo, pictures.upload(new_file()), seen=photo.original(), by=None)
    run_tasks(queues=["photos"])

    photo.refresh_from_db()
    assert photo.renditions == plan(photo)
    assert files_in(media) == {photo.original(), *photo.rendition_names()}
    assert not old & files_in(media)


def test_replacement_drops_every_page_that_shows_the_photo_and_is_written_down():
    editor = factories.make_editor()
    photo = taken_in()
    story = factories.make_article(lead_photo=photo)
    before = photo.original()

    photos.replace_file(photo, pictures.upload(new_file()), seen=before, by=editor)

    assert {f"photo-{photo.pk}", f"article-{story.pk}", "home-ar", f"section-{story.section_id}-en"} <= purged()
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.by_id, entry.on_id) == ("replace_file", editor.pk, str(photo.pk))
    assert entry.details == {"was": before, "now": Photo.objects.get().original()}


@pytest.mark.parametrize(("size", "point"), [((1200, 800), (10, 90)), ((600, 900), (50, 50)), ((903, 600), (10, 90))])
def test_replacement_keeps_the_focal_point_of_the_same_shape_only(size, point):
    photo = taken_in(focal_x=10, focal_y=90)

    kept = photos.replace_file(photo, pictures.upload(new_file(size)), seen=photo.original(), by=None)

    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == point
    assert kept is (point == (10, 90))


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"<html>", "format"), (pictures.encode(pictures.draw())[:900], "damaged")],
)
def test_replacement_by_no_picture_changes_nothing(media, content, code):
    photo = taken_in()
    before, files = Photo.objects.values().get(), files_in(media)

    with pytest.raises(photos.Refused) as refused:
        photos.replace_file(photo, pictures.upload(content), seen=photo.original(), by=None)

    assert refused.value.code == code
    assert Photo.objects.values().get() == before
    assert files_in(media) == files
    assert AuditEntry.objects.count() == 0


def test_replacement_by_the_same_file_says_so():
    photo = taken_in()

    with pytest.raises(photos.Refused) as refused:
        photos.replace_file(photo, pictures.upload(pictures.encode(pictures.draw((900, 600)))), seen="", by=None)

    assert refused.value.code == "same_file"


def test_replacement_by_another_photos_file_leads_to_that_photo():
    photo, other = taken_in(), taken_in((1200, 800))

    with pytest.raises(photos.AlreadyHere) as refused:
        photos.replace_file(
            photo, pictures.upload(pictures.encode(pictures.draw((1200, 800)))), seen=photo.original(), by=None
        )

    assert refused.value.photo == other


def test_replacement_of_what_somebody_else_replaced_is_refused():
    photo = taken_in()
    seen = photo.original()
    photos.replace_file(photo, pictures.upload(new_file()), seen=seen, by=None)
    first = Photo.objects.get().original()

    with pytest.raises(photos.Refused) as refused:
        photos.replace_file(photo, pictures.upload(new_file(mark="second")), seen=seen, by=None)

    assert refused.value.code == "changed_meanwhile"
    assert Photo.objects.get().original() == first


def test_replacement_of_a_deleted_photo_is_refused():
    photo = taken_in()
    seen = photo.original()
    Photo.objects.filter(pk=photo.pk).delete()

    with pytest.raises(photos.Refused) as refused:
        photos.replace_file(photo, pictures.upload(new_file()), seen=seen, by=None)

    assert refused.value.code == "changed_meanwhile"


def test_renditions_of_the_old_file_are_not_taken_for_those_of_the_new(media, monkeypatch):
    """The task reads the old file; the file is replaced before it writes what it made."""
    photo = taken_in()
    started, replaced = photo.original(), []
    real = Photo.objects.select_for_update

    def replace_first(*args, **kwargs):
        if not replaced:
            replaced.append(True)
            photos.replace_file(photo, pictures.upload(new_file()), seen=started, by=None)
        return real(*args, **kwargs)

    monkeypatch.setattr(Photo.objects, "select_for_update", replace_first)
    make_renditions.func(photo.pk)
    monkeypatch.undo()

    assert Photo.objects.get().renditions == {}
    run_tasks(queues=["photos"])
    now = Photo.objects.get()
    assert now.renditions == plan(now)
    assert files_in(media) == {now.original(), *now.rendition_names()}


@pytest.mark.django_db(transaction=True)
def test_of_two_replacements_at_once_one_wins_and_one_is_told(media):
    photo = taken_in()
    seen = photo.original()
    start = threading.Barrier(2)

    def send(mark: str) -> str:
        start.wait()
        try:
            photos.replace_file(
                Photo.objects.get(pk=photo.pk), pictures.upload(new_file(mark=mark)), seen=seen, by=None
            )
            return "replaced"
        except photos.Refused as refused:
            return str(refused.code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(send, ["one", "three"]))

    assert answers == ["changed_meanwhile", "replaced"]
    run_tasks(queues=["photos"])
    now = Photo.objects.get()
    assert files_in(media) == {now.original(), *now.rendition_names()}
