"""The drawn picture of a story: what stands on it, who gets it, and how its headline is set."""

import io
import random
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone, translation
from django_ox.testing import run_tasks
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, features

from articles import publishing, revisions, share_images
from articles.models import Article, State
from articles.photos import library
from articles.share_images import drawing, typesetting
from newsroom import edge
from tests import factories
from tests.pages import read

BOX = {"width": 624, "height": 382}
ARABIC = "المجلس البلدي يقرر إعادة فتح الجسر القديم أمام المشاة بعد سبعة أشهر من أعمال الترميم"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Folders of its own for every test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    drawn = settings.STORAGES["drawn"] | {"OPTIONS": {"location": tmp_path / "drawn", "allow_overwrite": True}}
    settings.STORAGES = settings.STORAGES | {"drawn": drawn}
    return tmp_path / "drawn"


def jpeg(colour: str, size: tuple[int, int] = (900, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, format="JPEG")
    return out.getvalue()


def picture_of(client, story: Article, language: str = "en") -> Image.Image:
    answer = client.get(share_images.address(story, language))
    assert answer.status_code == 200
    return Image.open(io.BytesIO(answer.content))


# --- Who gets it ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_share_image_is_the_one_that_the_page_names(client):
    story = factories.make_article(lead_photo=factories.make_photo(renditions=made(30, 70)))

    for language in ("ar", "en"):
        address = read(client, story.address(language)).one('meta[property="og:image"]').attributes["content"]
        answer = client.get(address)

        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Surrogate-Key"] == f"article-{story.pk}"
        assert not answer.cookies
        image = Image.open(io.BytesIO(answer.content))
        assert (image.format, image.size) == ("JPEG", (1200, 630))


def made(*focal: int) -> dict:
    return {"widths": [320], "cards": [320], "share": [320, 168], "focal": list(focal)}


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.READY, State.WITHDRAWN])
def test_share_image_of_what_is_not_public_is_not_there(client, state):
    story = factories.make_article(state_en=state)

    assert client.get(share_images.address(story, "en")).status_code == 404
    assert client.get(share_images.address(story, "ar")).status_code == 200


@pytest.mark.django_db
def test_share_image_of_a_scheduled_story_waits_with_it(client, time_machine):
    story = factories.make_article(published_at_en=timezone.now() + timedelta(minutes=1))
    early = client.get(share_images.address(story, "en"))

    time_machine.move_to(timezone.now() + timedelta(minutes=2))

    assert early.status_code == 404
    assert client.get(share_images.address(story, "en")).status_code == 200


@pytest.mark.django_db
def test_share_image_that_was_kept_is_not_given_out_after_the_withdrawal(client, folders):
    story = factories.make_article()
    address = share_images.address(story, "en")
    assert client.get(address).status_code == 200

    publishing.withdraw(story, language="en", by=None, reason="It was wrong.")

    assert client.get(address).status_code == 404
    assert not [path for path in folders.parent.rglob("*.jpg") if "media" in path.parts]


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["?size=9000", "?lite", "?"])
def test_share_image_has_one_address(client, part):
    story = factories.make_article()
    address = share_images.address(story, "en")

    answer = client.get(f"{address}{part}")

    # Django's client sends no bare "?".
    assert (answer.status_code, answer.get("Location", address)) == (200 if part == "?" else 302, address)


@pytest.mark.django_db
def test_share_image_of_an_older_headline_leads_to_the_new_one_and_is_thrown_away(client, folders):
    story = factories.make_article(title_en="Before")
    before = share_images.address(story, "en")
    client.get(before)
    Article.objects.filter(pk=story.pk).update(title_en="After")
    story.refresh_from_db()

    answer = client.get(before, follow=True)

    assert answer.redirect_chain == [(share_images.address(story, "en"), 302)]
    assert len(list(folders.rglob("*.jpg"))) == 1


def after_a_while(time_machine) -> None:
    time_machine.move_to(timezone.now() + 2 * edge.SLOWEST_PAGE)
    run_tasks(raise_failures=True)


def drawn_for(client, story: Article, *languages: str) -> None:
    for language in languages:
        assert client.get(share_images.address(story, language)).status_code == 200


@pytest.mark.django_db
def test_drawing_of_a_withdrawn_story_is_deleted_and_that_of_its_other_language_stays(client, folders, time_machine):
    story = factories.make_article()
    drawn_for(client, story, "ar", "en")

    publishing.withdraw(story, language="en", by=None, reason="It was wrong.")
    after_a_while(time_machine)

    assert [path.parts[-3] for path in folders.rglob("*.jpg")] == ["ar"]


@pytest.mark.django_db
def test_drawing_of_an_older_headline_is_deleted_though_nobody_asks_for_the_new_one(client, folders, time_machine):
    story = factories.make_article()
    drawn_for(client, story, "en")
    words = revisions.working_copy(story).with_words(title_en="Another headline")

    publishing.save(story, words, by=None)
    publishing.publish(story, language="en", by=None)
    after_a_while(time_machine)

    assert list(folders.rglob("*.jpg")) == []


@pytest.mark.django_db
def test_drawing_of_a_story_that_was_deleted_is_deleted_too(client, folders, time_machine):
    story = factories.make_article()
    drawn_for(client, story, "ar", "en")

    publishing.delete(story, by=None)
    after_a_while(time_machine)

    assert list(folders.rglob("*.jpg")) == []


@pytest.mark.django_db
def test_drawing_with_a_credit_that_was_changed_is_deleted(client, folders, time_machine):
    photo = factories.make_photo()
    story = factories.make_article(lead_photo=photo)
    drawn_for(client, story, "en")
    photo.credit = "A pen name"

    library.change(photo, by=None, changed=["credit"])
    after_a_while(time_machine)

    assert list(folders.rglob("*.jpg")) == []


@pytest.mark.django_db
def test_drawing_stays_while_the_story_looks_the_same(client, folders, time_machine):
    story = factories.make_article()
    drawn_for(client, story, "en")
    words = revisions.working_copy(story).with_words(body_en="<p>Longer text.</p>")

    publishing.save(story, words, by=None)
    publishing.publish(story, language="en", by=None)
    after_a_while(time_machine)

    assert len(list(folders.rglob("*.jpg"))) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/en/share/1/0123456789abcdef.png",
        "/en/share/1/0123456789ABCDEF.jpg",
        "/en/share/1/0123456789abcde.jpg",
        "/en/share/1/0123456789abcdef0.jpg",
        "/en/share/1/..%2f..%2f..%2fsecret0.jpg",
        "/en/share/-1/0123456789abcdef.jpg",
        "/en/share/99999999/0123456789abcdef.jpg",
        f"/en/share/{'9' * 40}/0123456789abcdef.jpg",
        "/fr/share/1/0123456789abcdef.jpg",
    ],
)
def test_share_image_refuses_odd_addresses(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_share_image_asks_once_and_is_drawn_once(client, folders, django_assert_num_queries):
    story = factories.make_article()
    address = share_images.address(story, "en")
    with django_assert_num_queries(1):
        client.get(address)
    (kept,) = folders.rglob("*.jpg")
    kept.write_bytes(b"kept")

    with django_assert_num_queries(1):
        answer = client.get(address)

    assert answer.content == b"kept"


@pytest.mark.django_db
def test_share_image_address_changes_with_all_that_stands_on_it(settings):
    story = factories.make_article(lead_photo=factories.make_photo(renditions=made(50, 50)))
    addresses = [share_images.address(story, "en")]

    for change in (
        lambda: setattr(story, "title_en", "Another headline"),
        lambda: setattr(story, "share_title_en", "Words for the card"),
        lambda: setattr(story.section, "name_en", "Another section"),
        lambda: setattr(story, "kind", Article.Kind.OPINION),
        lambda: setattr(story.lead_photo, "credit", "SOMEBODY ELSE"),
        lambda: setattr(story.lead_photo, "renditions", made(10, 50)),
        lambda: setattr(settings, "NEWSROOM_NAME", {"ar": "الجدول", "en": "The Brook"}),
    ):
        change()
        addresses.append(share_images.address(story, "en"))
    story.standfirst_en = "Nothing of this stands on the picture."

    assert len(set(addresses)) == len(addresses)
    assert share_images.address(story, "en") == addresses[-1]


@pytest.mark.django_db
def test_share_image_address_is_the_same_whatever_language_is_spoken_meanwhile():
    story = factories.make_article(kind=Article.Kind.OPINION)

    addresses = set()
    for spoken in ("ar", "en"):
        with translation.override(spoken):
            addresses.add(share_images.address(story, "ar"))

    assert len(addresses) == 1


@pytest.mark.django_db
def test_share_image_shows_the_photo_at_the_end_of_the_line(client):
    photo = factories.make_photo(file="photos/red.jpg")
    default_storage.save("photos/red.jpg", ContentFile(jpeg("#ff0000")))
    story = factories.make_article(lead_photo=photo)

    english, arabic = picture_of(client, story, "en"), picture_of(client, story, "ar")

    assert is_red(english.getpixel((1190, 20)))
    assert is_red(arabic.getpixel((10, 20)))
    assert not is_red(english.getpixel((10, 20)))


def is_red(pixel) -> bool:
    return pixel[0] > 240 and pixel[1] < 20


@pytest.mark.django_db
@pytest.mark.parametrize("content", [None, b"no picture", jpeg("#ff0000")[:300]])
def test_share_image_does_without_a_photo_that_is_lost_or_broken(client, content):
    photo = factories.make_photo(file="photos/broken.jpg")
    if content:
        default_storage.save("photos/broken.jpg", ContentFile(content))
    story = factories.make_article(lead_photo=photo)

    assert picture_of(client, story).size == (1200, 630)


@pytest.mark.django_db
def test_share_image_is_sent_where_it_cannot_be_kept(client, settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    drawn = settings.STORAGES["drawn"] | {"OPTIONS": {"location": tmp_path / "file"}}
    settings.STORAGES = settings.STORAGES | {"drawn": drawn}

    assert picture_of(client, factories.make_article()).size == (1200, 630)


@pytest.mark.django_db
def test_share_image_asks_crawlers_to_come_back_while_others_are_drawn(client, monkeypatch):
    monkeypatch.setattr(share_images, "LONGEST_WAIT", 0.01)
    address = share_images.address(factories.make_article(), "en")

    with share_images._at_the_table:
        busy = client.get(address)

    assert (busy.status_code, busy["Retry-After"], busy["Cache-Control"]) == (503, "10", "no-store")
    assert client.get(address).status_code == 200


# --- How it is set ----------------------------------------------------------------------------------------


def test_arabic_is_shaped_and_ordered():
    apart = sum(typesetting.length(letter, 60, "ar") for letter in "الجسر")

    assert features.check("raqm")
    assert typesetting.length("الجسر", 60, "ar") < apart * 0.95


@pytest.mark.parametrize("language", ["ar", "en"])
def test_latin_and_arabic_words_stand_in_the_order_in_which_they_are_read(language):
    """A line of both scripts begins, at its own side, with what is read first."""
    both = {"ar": "صحيفة BBC", "en": "BBC صحيفة"}[language]
    first = both.split(" ")[0]

    whole, alone = (drawing.draw(drawing.Card(language, "", "", text)) for text in (both, first))

    edge = (1070, 200, 1140, 500) if language == "ar" else (60, 200, 130, 500)
    beginnings = [Image.open(io.BytesIO(each)).crop(edge) for each in (whole, alone)]
    assert ImageChops.difference(*beginnings).getbbox() is None
    assert ImageChops.invert(beginnings[0]).getbbox() is not None


@pytest.mark.parametrize(
    ("language", "text"), [("ar", ARABIC), ("en", "Town council votes to reopen the old bridge")]
)
def test_headline_keeps_its_words_in_order_within_its_room(language, text):
    block = typesetting.set_in(text, language, **BOX)

    assert " ".join(block.lines) == text
    assert not block.cut
    assert all(typesetting.length(line, block.size, language) <= BOX["width"] for line in block.lines)
    assert block.leading * len(block.lines) <= BOX["height"]


def test_short_headline_is_large_and_a_long_one_is_balanced():
    short = typesetting.set_in("Rain", "en", **BOX)
    long = typesetting.set_in("Town council votes to reopen the old bridge to walkers in spring", "en", **BOX)

    assert short.size == typesetting.LARGEST
    lengths = [typesetting.length(line, long.size, "en") for line in long.lines]
    assert min(lengths) > max(lengths) * 0.5


def test_headline_without_end_is_cut_with_an_ellipsis():
    block = typesetting.set_in(" ".join([ARABIC] * 4), "ar", **BOX)

    assert block.cut
    assert block.lines[-1].endswith("…")
    assert block.size == typesetting.SMALLEST


def test_word_without_end_is_broken():
    block = typesetting.set_in("Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 2, "en", **BOX)

    assert len(block.lines) > 1
    assert all(typesetting.length(line, block.size, "en") <= BOX["width"] for line in block.lines)


def test_pictograms_are_left_out_and_nothing_else():
    assert typesetting.drawable("Rain 🌧️ in\x00 the © hills <b> & all", "en") == "Rain in the hills <b> & all"


def test_other_script_keeps_its_signs_across_the_end_of_a_line():
    assert typesetting.drawable("عن BBC: 3 من كل 10", "ar") == "عن \u2068BBC\u2069: 3 من كل 10"
    assert typesetting.drawable("+963 11 222 3333", "ar") == "\u2066+963 11 222 3333\u2069"


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200), language=st.sampled_from(["ar", "en"]))
def test_any_headline_can_be_set(text, language):
    block = typesetting.set_in(text, language, **BOX)

    assert all(typesetting.length(line, block.size, language) <= BOX["width"] for line in block.lines)
    assert block.leading * len(block.lines) <= BOX["height"] + 1


def test_any_mix_of_scripts_can_be_drawn():
    letters = random.Random(4).choices("ab 1٢ ا ب ت ( ) « » \u2067 \u2069 \u200f \u200d ؟ é گ ğ", k=200)

    assert drawing.draw(drawing.Card("ar", "جريدة", "قسم", "".join(letters), "credit"))[:2] == b"\xff\xd8"
