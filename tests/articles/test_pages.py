"""Flat pages: public per language, linked at the foot of every page, moved with their addresses."""

import pytest
from django.core.exceptions import ValidationError

from articles import pages
from articles.models import Page
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


def foot(client, path="/en/"):
    return [link.text() for link in read(client, path).all("footer li a")]


def test_page_shows_its_own_language_and_leads_to_the_other(client):
    about = factories.make_page(
        title_en="About us", slug_en="about", slug_ar="من-نحن", body_en="<h2>Who</h2><p>We.</p>"
    )

    page = read(client, "/en/page/about/")

    assert page.texts("main h1") == ["About us"]
    assert page.texts("main .body h2") == ["Who"]
    assert [a.attributes["href"] for a in page.all(".tools a[hreflang]")] == [about.address("ar")]
    assert f"page-{about.pk}-en" in client.get("/en/page/about/")["Surrogate-Key"].split()


def test_page_that_is_not_public_is_found_by_nobody_and_linked_nowhere(client):
    hidden = factories.make_page(title_en="Not yet", slug_en="not-yet", is_public_en=False)

    assert client.get("/en/page/not-yet/").status_code == 404
    assert "Not yet" not in foot(client)
    assert read(client, hidden.address("ar")).all(".tools a[hreflang]") == []


def test_foot_links_in_the_order_of_the_newsroom(client):
    factories.make_page(title_en="Second", position=2)
    factories.make_page(title_en="First", position=1)
    factories.make_page(title_en="Unlinked", in_footer=False)

    linked = foot(client)

    assert [title for title in linked if title in ("First", "Second", "Unlinked")] == ["First", "Second"]


def test_foot_is_asked_for_once(client, django_assert_num_queries):
    factories.make_page()
    pages.footer("en")

    with django_assert_num_queries(0):
        pages.footer("en")


def test_empty_foot_is_kept_too(django_assert_num_queries):
    pages.footer("en")

    with django_assert_num_queries(0):
        assert pages.footer("en") == []


def test_saved_page_is_renewed_everywhere(client, django_capture_on_commit_callbacks):
    page = factories.make_page(title_en="Old", slug_en="old")
    foot(client)

    with django_capture_on_commit_callbacks(execute=True):
        page.title_en, page.slug_en = "New", "new"
        pages.save(page)

    assert "New" in foot(client)
    assert client.get("/en/page/old/")["Location"] == "/en/page/new/"


@pytest.mark.parametrize(
    ("change_of", "keys"),
    [
        ({"body_en": "<p>Other.</p>"}, set()),
        ({"title_en": "Other"}, {"menu-en"}),
        ({"position": 9}, {"menu-en", "menu-ar"}),
        ({"is_public_ar": False}, {"menu-ar", "not-found"}),
    ],
)
def test_every_page_is_dropped_when_the_foot_changes_and_only_then(purged, change_of, keys):
    page = factories.make_page()

    for name, value in change_of.items():
        setattr(page, name, value)
    pages.save(page)

    assert purged() == {f"page-{page.pk}-ar", f"page-{page.pk}-en", "feeds"} | keys


def test_public_page_needs_a_title_and_a_text():
    with pytest.raises(ValidationError):
        pages.save(Page(title_en="Privacy", body_en="<p></p>", is_public_en=True))


def test_text_is_cleaned_like_a_story(client):
    page = pages.save(
        Page(title_en="Contact", is_public_en=True, body_en='<p onclick="x()">Write<script>alert(1)</script></p>')
    )

    assert "onclick" not in page.body_en
    assert read(client, page.address("en")).texts("main .body p") == ["Write"]


@pytest.mark.parametrize("slug", ["%00", "x" * 500, "..", "%E2%80%AE"])
def test_odd_addresses_are_not_found(client, slug):
    assert client.get(f"/en/page/{slug}/").status_code in (301, 404)
