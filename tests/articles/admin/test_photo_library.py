"""The library page: tiles, filters, search, and what they cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.admin import counting
from articles.models import Photo
from newsroom.models import User
from tests import factories
from tests.pages import Page, read

pytestmark = pytest.mark.django_db

LIBRARY = "/admin/articles/photo/"


@pytest.fixture
def editor() -> User:
    return factories.make_editor()


@pytest.fixture
def desk(client, editor):
    """A browser logged in as an editor who may do everything."""
    client.force_login(editor)
    return client


def listed(client, **query: str) -> set[Photo]:
    return set(client.get(LIBRARY, query).context["cl"].result_list)


def badges(page: Page) -> list[str]:
    return page.texts("td .photo-badge") + page.texts("th .photo-badge")


def test_tile_shows_the_caption_of_the_interface_and_else_the_other_in_its_own_direction(desk):
    factories.make_photo(caption_ar="سوق الخضار", credit="Salma")

    page = read(desk, LIBRARY)

    caption = page.one("th .photo-caption")
    assert caption.text() == "سوق الخضار"
    assert (caption.attributes["lang"], caption.attributes["dir"]) == ("ar", "rtl")


def test_tile_says_in_words_what_is_to_be_known(desk):
    today = timezone.localdate()
    factories.make_photo(rights_until=today - timedelta(days=1), credit_from_file=True, alt_en="A vendor")

    said = badges(read(desk, LIBRARY))

    assert said[0].startswith("Rights ended on ")
    assert said[1:] == ["Credit not confirmed", "No description in Arabic", "Unused"]


def test_tile_of_a_photo_that_lacks_nothing_says_nothing(desk):
    photo = factories.make_photo(alt_ar="بائع", alt_en="A vendor", source="Agency")
    factories.make_article(lead_photo=photo)

    assert badges(read(desk, LIBRARY)) == []


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"use": "none"}, {"idle", "ended", "soon"}),
        ({"use": "some"}, {"lead", "body", "portrait"}),
        ({"rights": "expired"}, {"ended"}),
        ({"rights": "expiring"}, {"soon"}),
        ({"rights": "none"}, {"idle", "lead", "portrait"}),
        ({"origin": "unconfirmed"}, {"portrait"}),
        ({"origin": "none"}, {"idle", "lead", "ended", "soon", "portrait"}),
        ({"uploaded": "me"}, {"idle"}),
        ({"undescribed": "en"}, {"idle", "ended", "soon", "body", "portrait"}),
        ({"use": "none", "rights": "expired"}, {"ended"}),
        ({"use": "?", "rights": "'", "origin": "x", "uploaded": "you"}, None),
    ],
)
def test_filters_narrow_the_library(desk, editor, query, wanted):
    today = timezone.localdate()
    made = {
        "idle": factories.make_photo(uploaded_by=editor),
        "lead": factories.make_photo(alt_en="A vendor"),
        "body": factories.make_photo(source="Agency", rights="Free"),
        "portrait": factories.make_photo(credit_from_file=True),
        "ended": factories.make_photo(rights_until=today - timedelta(days=1)),
        "soon": factories.make_photo(rights_until=today),
    }
    factories.make_article(lead_photo=made["lead"]).body_photos.add(made["body"])
    factories.make_contributor(portrait=made["portrait"])

    assert listed(desk, **query) == {made[name] for name in (wanted if wanted is not None else made)}


def test_photographer_is_found_alone_and_beside_an_agency(desk):
    alone = factories.make_photo(credit="Salma Example")
    beside = factories.make_photo(credit="salma example / Agency")
    factories.make_photo(credit="Karim")

    assert listed(desk, credit="Salma Example") == {alone, beside}
    assert desk.get(LIBRARY, {"credit": "sal\0ma"}).headers["Location"] == f"{LIBRARY}?e=1"


def test_photographers_are_offered_from_the_latest_pictures_without_losing_the_other_filters(desk):
    for n in range(30):
        factories.make_photo(credit=f"Name {n:02}")
    factories.make_photo(credit="Salma")
    factories.make_photo(credit="Salma")

    page = read(desk, LIBRARY, use="none")

    offered = page.texts(".photo-by li")
    assert (len(offered), "Salma" in offered) == (11, True)
    assert page.one('.photo-by input[name="use"]').attributes["value"] == "none"


def test_credits_are_suggested_while_a_name_is_typed(desk):
    for credit in ("Salma", "Salma", "Noor / Salma", "Karim"):
        factories.make_photo(credit=credit)

    def suggested(text: str) -> list[str]:
        return desk.get(f"{LIBRARY}credits/", {"q": text}).json()["credits"]

    assert suggested("SAL") == ["Noor / Salma", "Salma"]
    assert suggested("s") == suggested("") == suggested("\0") == suggested("%%") == []


def test_search_wants_every_word_somewhere(desk):
    found = factories.make_photo(caption_ar="سوق الخضار", credit="Salma", source="River Agency")
    factories.make_photo(caption_ar="سوق السمك", credit="Karim")

    assert listed(desk, q="salma سوق") == {found}
    assert listed(desk, q="river agency") == {found}
    assert listed(desk, q="karim الخضار") == set()


def test_library_counts_only_so_far_and_says_so(desk, monkeypatch):
    monkeypatch.setattr(counting, "ENOUGH", 2)
    for _ in range(3):
        factories.make_photo()

    page = read(desk, f"{LIBRARY}?use=none")

    assert "the first 2 rows of more" in page.one("nav.paginator").text()
    assert "more than 2 results" in page.one('div[id="toolbar"]').text()


def test_library_takes_the_same_number_of_queries_with_every_filter_and_many_uses(desk, django_assert_num_queries):
    query = {"use": "some", "rights": "expired", "undescribed": "ar", "credit": "Noor"}
    ended = timezone.localdate() - timedelta(days=1)

    def one_more() -> None:
        photo = factories.make_photo(rights_until=ended)
        factories.make_article(lead_photo=photo).body_photos.add(photo)

    one_more()
    with django_assert_num_queries(6):
        assert len(listed(desk, **query)) == 1
    one_more()
    one_more()

    with django_assert_num_queries(6):
        assert len(listed(desk, **query)) == 3
