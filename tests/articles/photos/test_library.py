"""Changing and deleting photos, and two people sending the same one."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django_ox.models import OxTask

from articles import photos
from articles.models import Photo
from tests import factories, pictures

pytestmark = pytest.mark.django_db


def purged() -> set[str]:
    """The keys that were handed to the edge."""
    tasks = OxTask.objects.filter(queue_name="edge")
    return {key for task in tasks for key in task.kwargs["keys"]}


def waiting(name: str) -> int:
    return OxTask.objects.filter(task_path=f"articles.photos.renditions.{name}").count()


def test_uses_name_lead_body_and_portrait():
    photo = factories.make_photo()
    lead = factories.make_article(lead_photo=photo)
    placed = factories.make_article()
    placed.body_photos.add(photo)
    person = factories.make_contributor(portrait=photo)
    factories.make_article(lead_photo=factories.make_photo())

    assert set(photos.uses(photo)) == {lead, placed, person}


@pytest.mark.parametrize("place", ["lead", "body", "portrait"])
def test_delete_is_refused_while_something_shows_the_photo(place):
    photo = factories.make_photo()
    story = factories.make_article(title_en="Rain at last", lead_photo=photo if place == "lead" else None)
    person = factories.make_contributor(name_en="Salma", portrait=photo if place == "portrait" else None)
    if place == "body":
        story.body_photos.add(photo)

    with pytest.raises(photos.InUse) as refused:
        photos.delete(photo, by=None)

    name = "Salma" if place == "portrait" else "Rain at last"
    assert refused.value.messages == [f"This photo is in use: \u2068{name}\u2069."]
    assert refused.value.places == [person if place == "portrait" else story]
    assert Photo.objects.filter(pk=photo.pk).exists()
    assert waiting("remove_files") == 0


def test_change_writes_the_words_and_drops_every_page_that_shows_the_photo():
    photo = factories.make_photo()
    story = factories.make_article(lead_photo=photo)
    photo.credit, photo.caption_en = "Salma", "A field"

    photos.change(photo, by=None)

    photo.refresh_from_db()
    assert (photo.credit, photo.caption_en) == ("Salma", "A field")
    assert {f"photo-{photo.pk}", f"article-{story.pk}", "home-ar", f"section-{story.section_id}-en"} <= purged()
    assert waiting("make_renditions") == 0


def test_change_takes_out_what_would_turn_the_line_around():
    photo = factories.make_photo()
    photo.credit, photo.caption_ar = "Sal\u202ema", "سوق\u202e\r\nالخضار"

    photos.change(photo, by=None)

    photo.refresh_from_db()
    assert (photo.credit, photo.caption_ar) == ("Salma", "سوق\nالخضار")


def test_change_keeps_renditions_that_a_task_wrote_meanwhile():
    photo = factories.make_photo()
    made = {"widths": [320], "cards": [320], "share": [1200, 630], "focal": [50, 50]}
    Photo.objects.filter(pk=photo.pk).update(renditions=made)
    photo.credit = "Salma"

    photos.change(photo, by=None)

    photo.refresh_from_db()
    assert (photo.credit, photo.renditions) == ("Salma", made)


def test_change_of_the_focal_point_asks_for_new_crops():
    photo = factories.make_photo()
    photo.focal_y = 20

    photos.change(photo, by=None)

    assert waiting("make_renditions") == 1


@pytest.mark.django_db(transaction=True)
def test_one_file_sent_twice_at_once_is_one_photo(media):
    content = pictures.encode(pictures.draw((900, 600)))
    start = threading.Barrier(4)

    def send(name: str) -> str:
        start.wait()
        try:
            return f"new {photos.take_in(pictures.upload(content, name=name), credit='Noor').pk}"
        except photos.AlreadyHere as here:
            return f"here {here.photo.pk}"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]))

    photo = Photo.objects.get()
    assert sorted(answers) == [f"here {photo.pk}"] * 3 + [f"new {photo.pk}"]
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1
    assert waiting("make_renditions") == 1
