"""The photo library in a real browser: dropping files, the focal point, the picker, and a picture on the page."""

import base64
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from django_ox.testing import run_tasks
from playwright.sync_api import Page, expect

from articles import photos
from articles.models import Photo
from tests import factories, pictures
from tests.browser.conftest import EVERY_LOOK, PHONE, press_and_leave, watched

pytestmark = pytest.mark.django_db(transaction=True)

DROP = """
([selector, files]) => {
    const carried = new DataTransfer();
    for (const {name, content} of files) {
        carried.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], name));
    }
    const target = document.querySelector(selector);
    for (const kind of ["dragover", "drop"]) {
        target.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
    }
}
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def at_desk(open_context, live_server):
    """Open a page of the desk as an editor: `at_desk("/admin/", language="ar", viewport=PHONE)`."""

    def make(path: str, *, language: str = "en", **options) -> Page:
        client = Client()
        client.force_login(factories.make_editor(interface_language=language))
        context = open_context(**options)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": f"{live_server.url}/admin/"}])
        page = watched(context.new_page())
        page.goto(path)
        return page

    return make


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    """Let go of these files over the upload form."""
    carried = [{"name": name, "content": base64.b64encode(content).decode()} for name, content in files]
    page.evaluate(DROP, [".photo-drop", carried])


def take_in(number: int = 0, **words) -> Photo:
    """A photo with a file, each of another size."""
    return photos.take_in(
        pictures.upload(pictures.encode(pictures.draw((900 + number, 600)))), **{"credit": "Noor"} | words
    )


def test_dropped_files_each_get_an_answer(at_desk, shoot):
    page = at_desk("/admin/articles/photo/add/")
    page.get_by_label("Credit for these pictures").fill("Salma")

    drop(page, ("market.jpg", pictures.encode(pictures.draw())), ("page.jpg", b"<html>"))

    rows = page.locator(".photo-result")
    expect(rows.nth(0)).to_contain_text("Salma")
    expect(rows.nth(0).get_by_role("link", name="Open and describe")).to_be_visible()
    expect(rows.nth(1)).to_contain_text("This is not a picture we can use.")
    shoot(page, "photos-upload-en")
    assert Photo.objects.get().credit == "Salma"
    assert [text for text in page.complaints if "400" not in text] == []


def test_a_missing_credit_is_typed_and_the_file_sent_again(at_desk):
    page = at_desk("/admin/articles/photo/add/")
    drop(page, ("market.jpg", pictures.encode(pictures.draw())))
    row = page.locator(".photo-result")
    expect(row).to_contain_text("Credit the picture")

    page.get_by_label("Credit for these pictures").fill("Salma")
    row.get_by_role("button", name="Try again").click()

    expect(row).to_contain_text("Salma")
    assert Photo.objects.get().credit == "Salma"


def test_what_the_line_lost_is_sent_again_by_itself(at_desk, shoot):
    page = at_desk("/admin/articles/photo/add/")
    page.get_by_label("Credit for these pictures").fill("Salma")
    page.context.set_offline(True)
    drop(page, ("one.jpg", pictures.encode(pictures.draw())), ("two.jpg", pictures.encode(pictures.draw((900, 600)))))
    expect(page.locator(".photo-result.is-refused")).to_have_count(2)
    expect(page.get_by_role("button", name="Send those that failed again")).to_be_visible()
    expect(page.locator(".photo-overall span")).to_have_text("0 of 2 pictures sent")
    shoot(page, "photos-upload-lost-en")

    page.context.set_offline(False)

    expect(page.locator(".photo-result.is-refused")).to_have_count(0)
    expect(page.locator(".photo-overall span")).to_have_text("2 of 2 pictures sent")
    assert Photo.objects.count() == 2


def test_another_file_is_shown_wherever_the_photo_is(at_desk, tmp_path):
    photo = take_in(caption_en="The market")
    story = factories.make_article(lead_photo=photo, title_en="Rain at last", slug_en="rain")
    run_tasks(queues=["photos"])
    page = at_desk(f"/admin/articles/photo/{photo.pk}/change/")
    file = tmp_path / "new.jpg"
    file.write_bytes(pictures.encode(pictures.draw((600, 900))))

    page.get_by_role("link", name="Replace the file").click()
    page.get_by_label("The new file").set_input_files(file)
    page.get_by_role("button", name="Replace it everywhere").click()
    expect(page.locator(".messagelist")).to_contain_text("It has another shape, so set the focal point anew.")
    run_tasks(queues=["photos"])
    page.goto(f"/en/article/{story.pk}/rain/")

    photo.refresh_from_db()
    shown = page.locator("figure.lead img")
    assert shown.evaluate(
        "async (image) => { await image.decode(); return image.naturalHeight > image.naturalWidth }"
    )
    assert photo.stem() in shown.evaluate("(image) => image.currentSrc")


def test_a_photographer_is_found_by_typing_a_part_of_the_name(at_desk, shoot):
    for number in range(12):
        take_in(number, credit=f"Photographer {number}")
    take_in(20, credit="Salma Example / Agency")
    page = at_desk("/admin/articles/photo/")

    page.locator(".filter", has_text="Photographer").locator("summary").click()
    page.get_by_label("Name in the credit").fill("salma")
    expect(page.locator("datalist option")).to_have_attribute("value", "Salma Example / Agency")
    shoot(page, "photos-photographer-en")
    page.get_by_role("button", name="Find").click()

    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    assert page.complaints == []


def test_the_focal_point_follows_the_mouse_and_the_keyboard(at_desk, shoot):
    photo = take_in(caption_ar="سوق الخضار", caption_en="The market", alt_en="A field under a red sky")
    page = at_desk(f"/admin/articles/photo/{photo.pk}/change/")
    picture = page.locator(".photo-whole img")
    box = picture.bounding_box()

    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    page.locator(".photo-mark").press("ArrowLeft")
    page.locator(".photo-mark").press("Shift+ArrowDown")
    shoot(page, "photos-form-en")
    page.get_by_role("button", name="Save", exact=True).click()

    page.wait_for_url("**/admin/articles/photo/")
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (24, 85)
    assert page.complaints == []


def test_the_picker_sends_the_photo_to_the_form_that_asked(at_desk, shoot):
    photo = take_in(caption_en="The market", alt_en="A vendor")
    take_in(1, credit="Karim")
    page = at_desk("/admin/")
    page.evaluate("addEventListener('message', (event) => { window.chosen = event.data })")
    with page.expect_popup() as popup:
        page.evaluate("void window.open('/admin/articles/photo/picker/?for=id_lead&language=en')")
    picker = watched(popup.value)

    picker.get_by_label("Search captions and credits").fill("market")
    picker.get_by_role("button", name="Search").click()
    expect(picker.locator(".photo-offer")).to_have_count(1)
    shoot(picker, "photos-picker-en")
    press_and_leave(picker.locator(".photo-offer"))

    page.wait_for_function("window.chosen", polling=100)  # a page behind another paints no frames to wait for
    assert page.evaluate("window.chosen") == {
        "target": "id_lead",
        "photo": {
            "id": photo.pk,
            "thumbnail": f"/media/{photo.file.name}",
            "credit": "Noor",
            "caption": "The market",
            "alt": "A vendor",
            "warning": "",
        },
    }
    assert picker.is_closed()
    assert picker.complaints == []


def test_the_picker_hands_over_a_picture_uploaded_there(at_desk):
    page = at_desk("/admin/")
    page.evaluate("window.addEventListener('message', (event) => { window.chosen = event.data })")
    with page.expect_popup() as popup:
        page.evaluate("void window.open('/admin/articles/photo/picker/?for=id_lead&language=ar')")
    picker = popup.value
    picker.wait_for_load_state()  # what is dropped before its script has come falls on the floor
    picker.get_by_label("Credit for these pictures").fill("Salma")

    drop(picker, ("market.jpg", pictures.encode(pictures.draw())))
    press_and_leave(picker.get_by_role("button", name="Use this photo"))

    page.wait_for_function("window.chosen", polling=100)  # a page behind another paints no frames to wait for
    chosen = page.evaluate("window.chosen")
    assert (chosen["target"], chosen["photo"]["id"]) == ("id_lead", Photo.objects.get().pk)
    assert (chosen["photo"]["credit"], chosen["photo"]["caption"]) == ("Salma", "")


@pytest.mark.parametrize(("language", "forward"), [("en", "ArrowRight"), ("ar", "ArrowLeft")])
def test_arrow_keys_walk_over_the_picker_as_it_is_read(at_desk, language, forward):
    for number in range(3):
        take_in(number)
    page = at_desk("/admin/articles/photo/picker/", language=language)
    tiles = page.locator(".photo-offer")

    tiles.nth(0).focus()
    page.keyboard.press(forward)

    expect(tiles.nth(1)).to_be_focused()


@pytest.mark.parametrize(("language", "scheme", "viewport"), EVERY_LOOK)
def test_the_desks_photo_pages_fit_the_screen(at_desk, shoot, viewport, language, scheme):
    photo = take_in(caption_ar="باعة في سوق الخضار عند الفجر", caption_en="Vendors at dawn", alt_ar="باعة")
    today = timezone.localdate()
    for number in range(1, 5):
        take_in(number, credit="Karim Example", rights_until=today + timedelta(days=15 * (number - 2)))
    run_tasks(queues=["photos"])
    factories.make_article(lead_photo=photo)
    page = at_desk("/admin/articles/photo/", language=language, viewport=viewport, color_scheme=scheme)
    pages = {
        "list": "",
        "form": f"{photo.pk}/change/",
        "add": "add/",
        "picker": "picker/",
        "delete": f"{photo.pk}/delete/",
        "replace": f"{photo.pk}/replace/",
    }

    for name, path in pages.items():
        page.goto(f"/admin/articles/photo/{path}")
        shoot(page, f"photos-{name}-{language}-{viewport['width']}-{scheme}")

        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    for action in ("set_rights", "delete_unused"):
        page.goto("/admin/articles/photo/")
        for box in page.locator("input.action-select").all():
            box.check()
        page.locator("select[name=action]").select_option(action)
        page.locator(".actions button").click()
        page.locator(".photo-chosen").first.wait_for()
        shoot(page, f"photos-{action}-{language}-{viewport['width']}-{scheme}")

        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), action
    assert page.complaints == []


def test_a_phone_loads_small_pictures_first_the_lead(open_context, live_server, tmp_path):
    lead, other = take_in(1000), take_in(1001)
    section = factories.make_section()
    factories.make_article(section=section, lead_photo=lead)
    story = factories.make_article(section=section, lead_photo=other, title_en="Rain at last", slug_en="rain")
    run_tasks(queues=["photos"])
    page = watched(open_context(viewport=PHONE, device_scale_factor=2).new_page())

    page.goto(f"/en/article/{story.pk}/rain/")

    shown = page.locator("figure.lead img").evaluate(
        "async (image) => { await image.decode(); return image.currentSrc }"
    )
    assert shown.removeprefix(live_server.url) == f"/media/{other.stem()}-960.avif"
    assert (tmp_path / f"{other.stem()}-960.avif").stat().st_size < 60_000
    assert page.complaints == []


def test_small_pictures_of_a_list_are_loaded_small(open_context, live_server):
    section = factories.make_section(slug_en="water")
    for number in range(3):
        factories.make_article(section=section, lead_photo=take_in(number))
    run_tasks(queues=["photos"])
    page = watched(open_context(viewport=PHONE, device_scale_factor=2).new_page())

    page.goto("/en/section/water/")

    for image in page.locator(".thumb img").all():
        shown = image.evaluate("async (image) => { await image.decode(); return image.currentSrc }")
        assert shown.endswith("-at50x50-320.avif")
    assert page.complaints == []
