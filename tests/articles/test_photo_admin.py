"""The photo library in the desk."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.admin.photo_choice import PhotoChoice
from articles.models import Photo
from newsroom.models import User
from tests import factories, pictures

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/photo/add/"
JSON = {"accept": "application/json"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(client):
    """A browser logged in as an editor who may do everything."""
    client.force_login(factories.make_editor())
    return client


def as_staff(client, *permissions: str):
    """The same browser logged in as staff with just these permissions."""
    user = User.objects.create_user("staff", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    return client


def change_form(photo: Photo, **values: object) -> dict[str, object]:
    names = ("credit", "source", "rights", "focal_x", "focal_y", "caption_ar", "caption_en", "alt_ar", "alt_en")
    return {name: getattr(photo, name) or "" for name in names} | {"focal_x": 50, "focal_y": 50} | values


def test_upload_without_scripts_leads_to_the_photos_form(desk):
    response = desk.post(ADD, {"upload": pictures.upload(), "credit": "Noor"})

    photo = Photo.objects.get()
    assert (response.status_code, response.url) == (302, reverse("admin:articles_photo_change", args=[photo.pk]))
    assert (photo.credit, photo.uploaded_by) == ("Noor", User.objects.get())
    assert LogEntry.objects.get().object_id == str(photo.pk)


def test_upload_of_several_takes_the_good_ones_and_names_the_bad(desk):
    good, bad = pictures.upload(name="good.jpg"), pictures.upload(b"<html>", name="bad.jpg")

    response = desk.post(ADD, {"upload": [good, bad], "credit": "Noor"})

    page = response.content.decode()
    assert (response.status_code, Photo.objects.count()) == (422, 1)
    assert "bad.jpg" in page
    assert "This is not a picture we can use. Send a JPEG, PNG, WebP, AVIF or GIF." in page


def test_upload_by_script_answers_with_the_photo(desk):
    response = desk.post(ADD, {"upload": pictures.upload(), "credit": "Noor", "language": "en"}, headers=JSON)

    photo = Photo.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "error": "",
        "suggested": False,
        "again": False,
        "photo": {
            "id": photo.pk,
            "thumbnail": f"/media/{photo.file.name}",
            "credit": "Noor",
            "caption": "",
            "alt": "",
            "warning": "",
            "change": f"/admin/articles/photo/{photo.pk}/change/",
        },
    }


def test_upload_by_script_says_when_the_credit_comes_from_the_file(desk):
    jpeg = pictures.with_segment(pictures.encode(pictures.draw()), pictures.iptc(_110=b"Agency"))

    response = desk.post(ADD, {"upload": pictures.upload(jpeg)}, headers=JSON)

    assert (response.json()["suggested"], response.json()["photo"]["credit"]) == (True, "Agency")


def test_upload_of_a_known_file_leads_to_its_photo(desk):
    desk.post(ADD, {"upload": pictures.upload(), "credit": "Noor"})

    response = desk.post(ADD, {"upload": pictures.upload(), "credit": "Noor"}, headers=JSON)

    assert response.status_code == 409
    assert response.json()["error"] == "This picture is in the library already."
    assert response.json()["photo"]["id"] == Photo.objects.get().pk


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({}, "Choose a picture first."),
        ({"credit": "x" * 121}, "Ensure this value has at most 120 characters (it has 121)."),
    ],
)
def test_upload_by_script_without_a_picture_or_with_a_bad_credit_says_so(desk, data, error):
    response = desk.post(ADD, data, headers=JSON)

    assert (response.status_code, response.json()["error"]) == (400, error)


def test_upload_without_scripts_and_without_a_picture_says_so(desk):
    response = desk.post(ADD, {"credit": "Noor"})

    assert "Choose a picture first." in response.content.decode()


def test_upload_needs_the_permission(client):
    response = as_staff(client, "view_photo").post(ADD, {"upload": pictures.upload(), "credit": "Noor"})

    assert (response.status_code, Photo.objects.count()) == (403, 0)


def test_list_shows_captions_credit_and_missing_descriptions(desk):
    factories.make_photo(caption_ar="سوق", caption_en="A market", alt_ar="بائع", credit="Salma")

    page = desk.get("/admin/articles/photo/").content.decode()

    assert '<span class="photo-caption" lang="en" dir="ltr">A market</span>' in page
    assert '<span class="photo-credit"><bdi>Salma</bdi></span>' in page
    assert '<span class="photo-badge photo-badge-lacks">No description in English</span>' in page
    assert "No description in Arabic" not in page


def test_list_takes_the_same_number_of_queries_for_three_as_for_one(desk, django_assert_num_queries):
    factories.make_photo()
    with django_assert_num_queries(6):
        desk.get("/admin/articles/photo/")
    factories.make_photo()
    factories.make_photo()

    with django_assert_num_queries(6):
        desk.get("/admin/articles/photo/")


@pytest.mark.parametrize("text", ["سوق", "market", "Salma", "vendor"])
def test_list_is_searched_in_both_languages(desk, text):
    found = factories.make_photo(caption_ar="سوق الخضار", caption_en="The market", alt_en="A vendor", credit="Salma")
    factories.make_photo()

    response = desk.get("/admin/articles/photo/", {"q": text})

    assert list(response.context["cl"].result_list) == [found]


def test_list_finds_the_photos_without_a_description_in_a_language(desk):
    described = factories.make_photo(alt_ar="بائع")
    empty = factories.make_photo(alt_ar="")
    missing = factories.make_photo()

    response = desk.get("/admin/articles/photo/", {"undescribed": "ar"})

    assert set(response.context["cl"].result_list) == {empty, missing}
    assert described not in response.context["cl"].result_list


def test_form_saves_words_and_focal_point(desk):
    photo = factories.make_photo()

    desk.post(
        f"/admin/articles/photo/{photo.pk}/change/", change_form(photo, caption_ar="سوق", alt_en="A", focal_x=20)
    )

    photo.refresh_from_db()
    assert (photo.caption_ar, photo.alt_en, photo.focal_x, photo.focal_y) == ("سوق", "A", 20, 50)


@pytest.mark.parametrize("wrong", [{"credit": ""}, {"credit": "  "}, {"focal_x": 101}, {"focal_y": "middle"}])
def test_form_refuses_no_credit_and_points_outside(desk, wrong):
    photo = factories.make_photo()

    response = desk.post(f"/admin/articles/photo/{photo.pk}/change/", change_form(photo, **wrong))

    photo.refresh_from_db()
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == list(wrong)
    assert (photo.credit, photo.focal_x, photo.focal_y) == ("Noor", 50, 50)


def test_form_gives_each_field_its_language_and_direction(desk):
    photo = factories.make_photo()

    page = desk.get(f"/admin/articles/photo/{photo.pk}/change/").content.decode()

    assert 'name="alt_ar" class="vTextField" maxlength="300" lang="ar" dir="rtl" spellcheck="true"' in page
    assert 'name="alt_en" class="vTextField" maxlength="300" lang="en" dir="ltr" spellcheck="true"' in page


def test_delete_of_a_photo_in_use_is_refused_with_links(desk):
    photo = factories.make_photo()
    story = factories.make_article(title_en="Rain at last")
    story.body_photos.add(photo)

    asked = desk.get(f"/admin/articles/photo/{photo.pk}/delete/").content.decode()
    desk.post(f"/admin/articles/photo/{photo.pk}/delete/", {"post": "yes"})

    assert f'In the text: <a href="/admin/articles/article/{story.pk}/change/"><bdi>Rain at last</bdi></a>' in asked
    assert "Yes, I’m sure" not in asked
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_picker_offers_the_words_of_the_asked_language(desk):
    photo = factories.make_photo(caption_ar="سوق", caption_en="A market", alt_en='A "vendor"')

    page = desk.get("/admin/articles/photo/picker/?language=en&for=id_lead").content.decode()

    assert f'data-photo-id="{photo.pk}"' in page
    assert 'data-caption="A market" data-alt="A &quot;vendor&quot;"' in page
    assert 'data-for="id_lead"' in page
    assert "سوق" not in page


def test_picker_searches_and_keeps_what_it_was_opened_for(desk):
    factories.make_photo(credit="Salma")
    factories.make_photo(credit="Karim")

    response = desk.get("/admin/articles/photo/picker/", {"q": "sal\0ma", "for": "id_lead", "page": "99"})

    assert [offer["credit"] for _photo, offer in response.context["offers"]] == ["Salma"]
    assert response.context["kept"] == {"for": "id_lead"}


def test_picker_takes_the_same_number_of_queries_for_three_as_for_one(desk, django_assert_num_queries):
    factories.make_photo()
    with django_assert_num_queries(4):
        desk.get("/admin/articles/photo/picker/")
    factories.make_photo()
    factories.make_photo()

    with django_assert_num_queries(4):
        desk.get("/admin/articles/photo/picker/")


def test_picker_needs_the_permission_to_see_photos(client):
    allowed = as_staff(client, "view_photo").get("/admin/articles/photo/picker/")
    User.objects.get().user_permissions.clear()

    assert allowed.status_code == 200
    assert "data-photo-upload" not in allowed.content.decode()
    assert client.get("/admin/articles/photo/picker/").status_code == 403


def test_choice_shows_the_chosen_photo():
    photo = factories.make_photo(credit="Salma")

    html = PhotoChoice().render("lead_photo", photo.pk, {"id": "id_lead_photo"})

    assert f'<input type="hidden" name="lead_photo" id="id_lead_photo" value="{photo.pk}">' in html
    assert "<bdi>Salma</bdi>" in html
    assert 'data-picker="/admin/articles/photo/picker/?for=id_lead_photo"' in html


@pytest.mark.parametrize("value", [None, "", "0", "abc", "<script>"])
def test_choice_of_nothing_shows_no_picture(value):
    html = PhotoChoice().render("lead_photo", value, {"id": "id_lead_photo"})

    assert '<img src="data:," alt="" width="180" height="120" hidden>' in html
    assert "<script>" not in html
