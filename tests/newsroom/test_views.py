"""The front door, the error pages and the small files at the root."""

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from newsroom import urls


def broken(request) -> HttpResponse:
    """A view with a mistake in it."""
    raise RuntimeError("a mistake")


urlpatterns = [path("en/broken/", broken), path("ar/broken/", broken), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@override_settings(ROOT_URLCONF="tests.newsroom.test_views")
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_server_error_needs_no_database(language, direction):
    answer = Client(raise_request_exception=False).get(f"/{language}/broken/")
    html = answer.content.decode()

    assert answer.status_code == 500
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert "a mistake" not in html
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_not_found_speaks_the_pages_language(client):
    answer = client.get("/ar/nothing/", headers={"accept-language": "en"})

    assert (answer.status_code, answer["Content-Language"]) == (404, "ar")
    assert 'dir="rtl"' in answer.content.decode()


@pytest.mark.django_db
def test_not_found_says_so_in_its_title_and_is_renewed_with_the_stories_it_may_suggest(client):
    answer = client.get("/en/nothing/")

    assert "<title>Page not found – The River Post</title>" in answer.content.decode()
    assert answer["Surrogate-Key"] == "not-found feeds"


def test_request_for_no_path_at_all_is_not_found(client):
    answer = client.generic("OPTIONS", "*")

    assert answer.status_code == 404


def test_not_found_outside_the_editions_costs_no_query(client):
    answer = client.get("/wp-login.php", headers={"accept-language": "ar"})

    assert (answer.status_code, answer["Content-Language"]) == (404, "ar")
    assert answer["Vary"] == "Accept-Language, Accept-Encoding"


@pytest.mark.parametrize("path", ["/", "/a/1/", "/wp-login.php"])
@pytest.mark.django_db
def test_cookie_of_another_site_of_this_host_decides_nothing(path):
    asked = {"accept-language": "en"}
    plain = Client().get(path, headers=asked)

    answer = Client().get(path, headers=asked | {"cookie": "django_language=ar; sessionid=x"})

    assert (answer.content, answer.get("Location")) == (plain.content, plain.get("Location"))
    assert not answer.cookies
    assert "Cookie" not in answer["Vary"]


def test_bad_host_is_a_plain_400(client):
    assert client.get("/en/", headers={"host": "evil example"}).status_code == 400


def test_favicon_has_a_fixed_address_too(client):
    assert client.get("/favicon.ico")["Location"].endswith("img/favicon.png")
