"""The desk's page for addresses that pages have left."""

import pytest
from django.urls import reverse

from articles import redirects
from articles.models import Redirect
from tests import factories
from tests.articles.admin.form_data import opened

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/redirect/add/"
LIST = "/admin/articles/redirect/"


def test_pasted_address_is_kept_as_a_plain_path(chief, settings):
    settings.SITE_URL = "https://post.example"
    sent = {"old_path": "https://post.example/ar/topic/%D9%86%D9%87%D8%B1/", "new_path": "/en/topic/river"}

    chief.post(ADD, opened(chief, ADD) | sent)

    assert Redirect.objects.values_list("old_path", "new_path").get() == ("/ar/topic/نهر/", "/en/topic/river/")


@pytest.mark.parametrize(
    ("sent", "field", "told"),
    [
        ({"new_path": "//evil.example/"}, "new_path", "Give an address of our own pages"),
        ({"old_path": "/admin/"}, "old_path", "Give an address of our own pages"),
        ({"old_path": "/en/"}, "old_path", "A page has this address"),
        ({"new_path": "/en/topic/a/"}, "new_path", "would lead to each other"),
        ({"new_path": "/en/wholly/unknown/thing/"}, "new_path", "no pages with such an address"),
        ({"old_path": "/en/topic/taken/"}, "old_path", "leads somewhere already"),
        ({"old_path": "/en/" + "x" * 5000}, "old_path", "at most 2400 characters"),
        ({"old_path": ""}, "old_path", "This field is required."),
    ],
)
def test_mistake_is_told_beside_its_field(chief, sent, field, told):
    redirects.save(Redirect(old_path="/en/topic/taken/", new_path="/en/topic/b/"))

    response = chief.post(ADD, opened(chief, ADD) | {"old_path": "/en/topic/a/", "new_path": "/en/topic/b/"} | sent)

    errors = response.context["adminform"].form.errors
    assert list(errors) == [field]
    assert told in errors[field][0]
    assert Redirect.objects.count() == 1


def test_changed_and_deleted_redirects_are_renewed_in_the_caches(chief, purged):
    row = redirects.save(Redirect(old_path="/en/topic/a/", new_path="/en/topic/b/"))
    other = redirects.save(Redirect(old_path="/en/topic/x/", new_path="/en/topic/b/"))
    address = reverse("admin:articles_redirect_change", args=[row.pk])

    chief.post(address, opened(chief, address) | {"new_path": "/en/topic/c/"})
    chief.post(LIST, {"action": "delete_selected", "_selected_action": [row.pk, other.pk], "post": "yes"})

    assert {redirects.key_of(row.pk), redirects.key_of(other.pk)} <= purged()
    assert not Redirect.objects.exists()


def test_list_is_searched_and_asks_a_flat_number_of_questions(chief, django_assert_num_queries):
    for name in "abc":
        redirects.save(Redirect(old_path=f"/ar/topic/{name}/", new_path="/ar/topic/نهر/"))
    chief.get(LIST)

    with django_assert_num_queries(4):
        page = chief.get(LIST, {"q": "نهر"}).content.decode()

    assert page.count('<bdi dir="ltr">/ar/topic/نهر/</bdi>') == 3


@pytest.mark.parametrize(("group", "status"), [("chief_editor", 200), ("editor", 403), ("finance", 403)])
def test_redirects_belong_to_the_chief_editor(signed_in_as, group, status):
    factories.make_topic()

    assert signed_in_as(group).get(LIST).status_code == status
