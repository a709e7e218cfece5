"""The page that replaces a photo's file, what the photo's own page says, and who may do what."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles import photos
from articles.admin.photo_choice import PhotoChoice
from articles.models import Photo
from newsroom.models import User
from tests import factories, pictures
from tests.pages import Page, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(client):
    """A browser logged in as an editor who may do everything."""
    client.force_login(factories.make_editor())
    return client


def taken_in(size: tuple[int, int] = (900, 600)) -> Photo:
    return photos.take_in(pictures.upload(pictures.encode(pictures.draw(size))), credit="Noor")


def address(photo: Photo, page: str = "replace") -> str:
    return f"/admin/articles/photo/{photo.pk}/{page}/"


def replace(client, photo: Photo, size: tuple[int, int], seen: str | None = None):
    upload = pictures.upload(pictures.encode(pictures.draw(size)))
    return client.post(
        address(photo), {"upload": upload, "seen": photo.file.name if seen is None else seen}, follow=True
    )


def test_replace_page_says_where_the_file_is_shown(desk):
    photo = taken_in()
    factories.make_article(lead_photo=photo, title_en="Rain at last", title_ar="مطر أخيرًا", live="en")

    page = read(desk, address(photo))

    assert page.texts(".photo-places li")[0].startswith("Lead photo")
    assert page.texts('.photo-places a bdi[lang="ar"]') == ["مطر أخيرًا"]
    assert page.texts('.photo-places a bdi[lang="en"]') == ["Rain at last"]
    assert page.texts(".photo-places .state") == ["Draft", "Live"]


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((1200, 800), "The file was replaced everywhere. The focal point was kept: check that it still fits."),
        ((600, 900), "The file was replaced everywhere. It has another shape, so set the focal point anew."),
    ],
)
def test_replace_says_what_became_of_the_focal_point(desk, size, said):
    photo = taken_in()

    answer = replace(desk, photo, size)

    photo.refresh_from_db()
    assert (photo.width, photo.height) == size
    assert [str(message) for message in answer.context["messages"]] == [said]
    assert answer.redirect_chain == [(address(photo, "change"), 302)]


def test_replace_without_a_file_says_so(desk):
    photo = taken_in()

    answer = desk.post(address(photo), {"seen": photo.file.name})

    assert (answer.status_code, "Choose a picture first." in answer.content.decode()) == (422, True)


def test_replace_by_another_photos_file_leads_there(desk):
    photo, other = taken_in(), taken_in((1200, 800))

    answer = replace(desk, photo, (1200, 800))

    link = Page(answer.content.decode(), {}).one(".errornote a")
    assert (answer.status_code, link.attributes["href"]) == (422, address(other, "change"))


def test_replace_of_what_changed_meanwhile_shows_it_as_it_is_now(desk):
    photo = taken_in()
    first = photo.file.name
    replace(desk, photo, (1200, 800))

    answer = replace(desk, photo, (800, 1200), seen=first)

    page = Page(answer.content.decode(), {})
    photo.refresh_from_db()
    assert "Somebody replaced or deleted this picture" in page.one(".errornote").text()
    assert page.one('input[name="seen"]').attributes["value"] == photo.file.name
    assert photo.width == 1200


def test_replace_of_what_is_gone_leads_back_to_the_library(desk, monkeypatch):
    photo = taken_in()

    def gone(*_args, **_options):
        Photo.objects.all().delete()
        raise photos.Refused("Gone.")

    monkeypatch.setattr(photos, "replace_file", gone)
    answer = replace(desk, photo, (1200, 800))

    assert answer.redirect_chain == [("/admin/articles/photo/", 302)]
    assert desk.get(address(photo)).status_code == 404


def test_photo_page_lists_its_places_and_warns_of_rights(desk):
    photo = factories.make_photo(rights_until=timezone.localdate() - timedelta(days=2))
    story = factories.make_article(title_en="Rain at last")
    story.body_photos.add(photo)
    factories.make_contributor(name_en="Salma", portrait=photo)

    page = read(desk, address(photo, "change"))

    assert page.texts(".photo-where .photo-part") == ["In the text", "Portrait"]
    assert page.texts(".photo-known .photo-badge")[0].startswith("Rights ended on ")


def test_stories_of_other_sections_are_counted_but_not_named(client):
    photo, mine, other = factories.make_photo(), factories.make_section(), factories.make_section()
    factories.make_article(lead_photo=photo, section=mine, title_en="Rain at last")
    factories.make_article(lead_photo=photo, section=other, title_en="Secret dam")
    staff = as_staff(client, "view", "change", "delete")
    user = User.objects.get()
    more = ["view_article", "edit_every_article"]
    user.user_permissions.add(*Permission.objects.filter(codename__in=more))
    user.section_limits.create(section=mine)

    for page in ("change", "replace", "delete"):
        html = staff.get(address(photo, page)).content.decode()

        assert "Rain at last" in html, page
        assert "a story that you may not open" in html, page
        assert "Secret dam" not in html, page


def test_saving_the_photo_page_confirms_a_credit_from_the_file(desk):
    photo = factories.make_photo(credit="Camera owner", credit_from_file=True)
    form = {"credit": "Camera owner", "focal_x": 50, "focal_y": 50, "rights_until": "2027-02-28"}

    before = read(desk, address(photo, "change"))
    desk.post(address(photo, "change"), form)

    photo.refresh_from_db()
    assert "The credit was read from the file" in before.one(".photo-known").text()
    assert (photo.credit_from_file, str(photo.rights_until)) == (False, "2027-02-28")


@pytest.mark.parametrize("credit", ["\u202e", " \u200b "])
def test_photo_page_refuses_a_credit_that_nobody_can_see(desk, credit):
    photo = factories.make_photo()

    answer = desk.post(address(photo, "change"), {"credit": credit, "focal_x": 50, "focal_y": 50})

    assert answer.context["adminform"].form.errors["credit"] == ["Credit the picture."]


def test_a_credit_from_the_file_waits_to_be_confirmed():
    jpeg = pictures.with_segment(pictures.encode(pictures.draw()), pictures.iptc(_110=b"Agency"))

    read_there = photos.take_in(pictures.upload(jpeg))
    typed = photos.take_in(pictures.upload(pictures.encode(pictures.draw((900, 600)))), credit="Salma")

    assert (read_there.credit_from_file, typed.credit_from_file) == (True, False)


def test_picker_and_choice_warn_of_rights_that_end(desk):
    photo = factories.make_photo(rights_until=timezone.localdate())

    picker = read(desk, "/admin/articles/photo/picker/", language="en")
    chosen = PhotoChoice().render("lead_photo", photo.pk, {"id": "id_lead_photo"})

    assert picker.one(".photo-offer").attributes["data-warning"].startswith("Rights end on ")
    assert picker.one(".photo-offer .photo-badge").text().startswith("Rights end on ")
    assert "Rights end on " in chosen


def test_picker_shows_a_caption_in_the_other_language_but_does_not_hand_it_over(desk):
    factories.make_photo(caption_ar="سوق")

    tile = read(desk, "/admin/articles/photo/picker/", language="en").one(".photo-offer")

    assert tile.attributes["data-caption"] == ""
    assert "سوق" in tile.text()


# --- Who may do what --------------------------------------------------------------------------------------

# Every door of the library with the permissions that open it; any one of them is enough.
DOORS = {
    "": {"view", "change"},
    "picker/": {"view", "change"},
    "credits/": {"view", "change", "add"},
    "add/": {"add"},
    "{pk}/change/": {"view", "change"},
    "{pk}/history/": {"view", "change"},
    "{pk}/replace/": {"change"},
    "{pk}/delete/": {"delete"},
}


def as_staff(client, *acts: str):
    user = User.objects.create_user("staff", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=[f"{act}_photo" for act in acts]))
    client.force_login(user)
    return client


@pytest.mark.parametrize("act", ["view", "add", "change", "delete", "nothing"])
@pytest.mark.parametrize("door", DOORS)
def test_each_door_opens_to_its_permission_only(client, door, act):
    photo = factories.make_photo()

    answer = as_staff(client, act).get(f"/admin/articles/photo/{door.format(pk=photo.pk)}")

    assert answer.status_code == (200 if act in DOORS[door] else 403)


@pytest.mark.parametrize("acts", [["view"], ["view", "add"], ["view", "delete"]])
def test_only_who_may_change_photos_replaces_and_rewrites_them(client, acts):
    photo = taken_in()
    staff = as_staff(client, *acts)

    replaced = replace(staff, photo, (1200, 800))
    staff.post(address(photo, "change"), {"credit": "Mine", "focal_x": 50, "focal_y": 50})
    order = {"action": "set_rights", "_selected_action": [photo.pk], "post": "yes", "credit": "Mine"}
    staff.post("/admin/articles/photo/", order)

    assert replaced.status_code == 403
    assert Photo.objects.values_list("credit", "width").get() == ("Noor", 900)


@pytest.mark.parametrize("acts", [["view"], ["view", "add", "change"]])
def test_only_who_may_delete_photos_deletes_them(client, acts):
    photo = factories.make_photo()
    staff = as_staff(client, *acts)

    staff.post(address(photo, "delete"), {"post": "yes"})
    staff.post("/admin/articles/photo/", {"action": "delete_unused", "_selected_action": [photo.pk], "post": "yes"})

    assert Photo.objects.filter(pk=photo.pk).exists()


def test_who_may_only_look_is_offered_nothing_to_press(client):
    photo = factories.make_photo()
    staff = as_staff(client, "view")

    library, page = read(staff, "/admin/articles/photo/"), read(staff, address(photo, "change"))

    assert library.texts('select[name="action"] option') == []
    assert [link for link in page.all("a") if link.attributes.get("href", "").endswith("/replace/")] == []
