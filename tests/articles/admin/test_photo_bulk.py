"""Acts on several photos: what is asked first, what is written, what stays."""

import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django_ox.models import OxTask

from articles.admin import photo_bulk
from articles.models import Photo
from newsroom.models import AuditEntry
from tests import factories
from tests.pages import Page

pytestmark = pytest.mark.django_db

LIBRARY = "/admin/articles/photo/"


@pytest.fixture
def desk(client):
    """A browser logged in as an editor who may do everything."""
    client.force_login(factories.make_editor())
    return client


def act(client, action: str, chosen: list[Photo], **values: str):
    order = {"action": action, "_selected_action": [photo.pk for photo in chosen]} | values
    return client.post(LIBRARY, order, follow=True)


def confirmed(client, action: str, chosen: list[Photo], **values: str):
    return act(client, action, chosen, post="yes", **values)


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def purged() -> set[str]:
    return {key for task in OxTask.objects.filter(queue_name="edge") for key in task.kwargs["keys"]}


def test_rights_are_asked_for_beside_what_is_there(desk):
    photo = factories.make_photo(credit="Salma", source="Old agency")

    answer = act(desk, "set_rights", [photo])

    page = Page(answer.content.decode(), {})
    assert page.texts(".photo-chosen dd") == ["Salma", "Old agency"]
    assert page.one('input[name="_selected_action"]').attributes["value"] == str(photo.pk)
    assert Photo.objects.get().source == "Old agency"


def test_rights_are_written_on_each_and_the_rest_is_left(desk):
    first, second = factories.make_photo(credit="Salma", source="Desk"), factories.make_photo(credit="Karim")
    other = factories.make_photo(credit="Noor")
    story = factories.make_article(lead_photo=second)

    answer = confirmed(desk, "set_rights", [first, second], rights="One use", rights_until="2027-01-31")

    assert told(answer) == ["2 photos were changed."]
    rows = Photo.objects.order_by("pk").values_list("credit", "source", "rights", "rights_until__year")
    assert list(rows) == [("Salma", "Desk", "One use", 2027), ("Karim", "", "One use", 2027), ("Noor", "", "", None)]
    assert {f"photo-{first.pk}", f"photo-{second.pk}", f"article-{story.pk}"} <= purged()
    assert f"photo-{other.pk}" not in purged()
    assert LogEntry.objects.filter(action_flag=CHANGE).count() == 2


def test_rights_are_taken_away_by_a_tick(desk):
    photo = factories.make_photo(source="Desk", rights="Free", rights_until="2027-01-31")

    confirmed(desk, "set_rights", [photo], no_source="on", no_rights_until="on")

    photo.refresh_from_db()
    assert (photo.source, photo.rights, photo.rights_until) == ("", "Free", None)


def test_a_credit_for_several_confirms_it(desk):
    photo = factories.make_photo(credit="Camera owner", credit_from_file=True)
    rights_only = factories.make_photo(credit_from_file=True)

    confirmed(desk, "set_rights", [photo], credit="Sal\u202ema ")
    confirmed(desk, "set_rights", [rights_only], rights="Free")

    photo.refresh_from_db()
    rights_only.refresh_from_db()
    assert (photo.credit, photo.credit_from_file, rights_only.credit_from_file) == ("Salma", False, True)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({}, "Type at least one thing that these photos share."),
        ({"credit": "\u202e"}, "Type at least one thing that these photos share."),
        ({"source": "Agency", "no_source": "on"}, "Either type what it is or take it away, not both."),
        ({"rights_until": "31/01/2027"}, "Enter a valid date."),
        ({"credit": "x" * 121}, "Ensure this value has at most 120 characters (it has 121)."),
    ],
)
def test_rights_that_make_no_sense_are_asked_for_again(desk, values, error):
    photo = factories.make_photo(credit="Salma")

    answer = confirmed(desk, "set_rights", [photo], **values)

    assert Page(answer.content.decode(), {}).texts(".errorlist li") == [error]
    assert Photo.objects.get().credit == "Salma"


def test_many_photos_at_once_take_no_more_queries_than_each_needs(desk, django_assert_max_num_queries):
    chosen = [factories.make_photo() for _ in range(20)]

    with django_assert_max_num_queries(20 + 25):
        confirmed(desk, "set_rights", chosen, rights="Free")

    assert Photo.objects.filter(rights="Free").count() == 20


def test_too_many_photos_at_once_are_refused(desk, monkeypatch):
    monkeypatch.setattr(photo_bulk, "AT_ONCE", 2)
    chosen = [factories.make_photo() for _ in range(3)]

    answer = confirmed(desk, "delete_unused", chosen)

    assert told(answer) == ["Choose at most 2 photos at once. Nothing was changed."]
    assert Photo.objects.count() == 3


def test_deleting_asks_first_and_names_what_stays(desk):
    free, used = factories.make_photo(credit="Salma"), factories.make_photo(credit="Karim")
    factories.make_article(lead_photo=used, title_en="Rain at last")

    page = Page(act(desk, "delete_unused", [free, used]).content.decode(), {})

    assert page.one("button.deletelink").text() == "Yes, delete this photo"
    assert "Rain at last" in page.one(".photo-staying").text()
    assert "Salma" not in page.one(".photo-staying").text()
    assert Photo.objects.count() == 2


def test_deleting_takes_the_unused_and_leaves_the_used(desk):
    free, used = factories.make_photo(), factories.make_photo(caption_en="The bridge")
    factories.make_contributor(portrait=used)

    answer = confirmed(desk, "delete_unused", [free, used])

    assert list(Photo.objects.all()) == [used]
    assert told(answer) == [
        "1 photo was deleted.",
        "1 photo is in use and stays: \u2068The bridge (Noor)\u2069.",
    ]
    assert LogEntry.objects.filter(action_flag=DELETION).count() == 1
    assert [(entry.act, entry.on_id) for entry in AuditEntry.objects.filter(act="delete")] == [
        ("delete", str(free.pk))
    ]


def test_deleting_only_used_photos_offers_nothing_to_press(desk):
    used = factories.make_photo()
    factories.make_article().body_photos.add(used)

    page = Page(act(desk, "delete_unused", [used]).content.decode(), {})

    assert page.all("button.deletelink") == []
    assert "none of them can be deleted" in page.one('div[id="content-main"]').text()


def test_the_admins_own_way_to_delete_is_closed(desk):
    photo = factories.make_photo()

    act(desk, "delete_selected", [photo], post="yes")

    assert Photo.objects.filter(pk=photo.pk).exists()
