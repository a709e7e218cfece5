"""The desk's pages for sections, topics and contributors."""

import pytest
from django.urls import reverse

from articles.models import Contributor, Section, Topic
from tests import factories
from tests.articles.admin.form_data import opened

pytestmark = pytest.mark.django_db


def test_section_gets_an_address_in_each_script(chief):
    address = reverse("admin:articles_section_add")

    chief.post(address, opened(chief, address) | {"name_ar": "مياه النهر", "name_en": "River water"})

    section = Section.objects.get()
    assert (section.slug_ar, section.slug_en) == ("مياه-النهر", "river-water")


def test_section_in_one_language_leaves_the_other_empty(chief):
    address = reverse("admin:articles_section_add")
    factories.make_section(name_en=None, slug_en=None)

    response = chief.post(address, opened(chief, address) | {"name_ar": "طقس"})

    assert response.status_code == 302
    assert Section.objects.get(name_ar="طقس").slug_en is None


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("section", factories.make_section),
        ("topic", factories.make_topic),
        ("contributor", factories.make_contributor),
    ],
)
def test_taken_address_is_told_at_its_language(chief, kind, make):
    make(name_en="Water", slug_en="water")
    address = reverse(f"admin:articles_{kind}_add")

    response = chief.post(address, opened(chief, address) | {"name_en": "Water!", "slug_en": "water"})

    errors = response.context["adminform"].form.errors
    assert errors == {"slug_en": ["“Water” has this address already. Choose another."]}


def test_nameless_topic_is_refused(chief):
    address = reverse("admin:articles_topic_add")

    response = chief.post(address, opened(chief, address))

    assert "Give it a name in at least one language." in response.content.decode()
    assert not Topic.objects.exists()


def test_renamed_contributor_renews_the_pages_that_name_them(chief, purged):
    person = factories.make_contributor()
    address = reverse("admin:articles_contributor_change", args=[person.pk])

    chief.post(address, opened(chief, address) | {"name_en": "A new pen name"})

    assert Contributor.objects.get().name_en == "A new pen name"
    assert {f"person-{person.pk}-ar", f"person-{person.pk}-en"} <= purged()


def test_renamed_section_renews_the_menu_of_every_page(chief, purged):
    section = factories.make_section()
    address = reverse("admin:articles_section_change", args=[section.pk])

    chief.post(address, opened(chief, address) | {"name_en": "Rivers"})

    assert {f"section-{section.pk}-en", "menu-en", "menu-ar", "home-ar"} <= purged()


def test_section_with_stories_cannot_be_deleted(chief):
    story = factories.make_article(title_en="It stays")

    response = chief.post(reverse("admin:articles_section_delete", args=[story.section_id]), {"post": "yes"})

    assert "It stays" in response.content.decode()
    assert Section.objects.filter(pk=story.section_id).exists()


def test_section_keeps_its_name_where_its_stories_are_public(chief):
    story = factories.make_article(live="en")
    address = reverse("admin:articles_section_change", args=[story.section_id])

    response = chief.post(address, opened(chief, address) | {"name_ar": "", "name_en": ""})

    told = "Stories of this section are public in this language, so it needs a name in it."
    assert response.context["adminform"].form.errors["name_en"] == [told]
    assert "name_ar" not in response.context["adminform"].form.errors
    assert Section.objects.get().name_en


def test_section_may_lose_its_name_where_nothing_is_public(chief):
    story = factories.make_article(live="en")
    address = reverse("admin:articles_section_change", args=[story.section_id])

    response = chief.post(address, opened(chief, address) | {"name_ar": "", "slug_ar": ""})

    assert response.status_code == 302
    assert Section.objects.get().name_ar is None
