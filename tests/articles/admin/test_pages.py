"""Flat pages at the desk."""

import pytest
from django.urls import reverse

from articles.models import Page
from tests import factories
from tests.articles.admin.form_data import opened
from tests.pages import read

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_page_add")


def test_desk_makes_a_page_and_says_where_it_is(chief, client):
    form = opened(chief, ADD) | {"title_en": "Ethics", "body_en": "<p>We say where we were wrong.</p>"}

    chief.post(ADD, form | {"is_public_en": "on", "in_footer": "on", "position": "3"})
    listed = read(chief, reverse("admin:articles_page_changelist"))

    assert client.get("/en/page/ethics/").status_code == 200
    assert [a.attributes["href"] for a in listed.all("td.field-english a")] == ["/en/page/ethics/"]


def test_desk_refuses_what_is_incomplete_or_taken_beside_its_field(chief):
    other = factories.make_page(slug_en="about")
    form = opened(chief, ADD) | {"title_en": "About", "slug_en": "about", "is_public_en": "on", "position": "0"}

    answer = chief.post(ADD, form)

    assert set(answer.context["adminform"].form.errors) == {"slug_en", "is_public_en"}
    assert list(Page.objects.all()) == [other]
