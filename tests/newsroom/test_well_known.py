"""security.txt, robots.txt and the way to our onion service."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from newsroom import checks
from tests import factories

ONION = "http://" + "a" * 56 + ".onion"
SECURITY = "/.well-known/security.txt"


def in_days(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).isoformat()


def test_security_says_whom_to_write_to_and_until_when(client, settings):
    settings.SITE_URL = "https://post.example"
    settings.SECURITY_CONTACT = ["mailto:safe@post.example", "https://post.example/safe"]
    settings.SECURITY_EXPIRES = "2100-01-01T02:00:00+02:00"

    answer = client.get(SECURITY)

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "Contact: mailto:safe@post.example\n"
        "Contact: https://post.example/safe\n"
        "Expires: 2100-01-01T00:00:00Z\n"
        "Preferred-Languages: ar, en\n"
        "Canonical: https://post.example/.well-known/security.txt\n"
    )


@pytest.mark.parametrize(
    ("contact", "expires"),
    [([], "2100-01-01T00:00:00Z"), (["mailto:a@b.example"], ""), (["mailto:a@b.example"], "2020-01-01T00:00:00Z")]
    + [(["mailto:a@b.example"], odd) for odd in ("soon", "2100-13-45T00:00:00Z", "2100-01-01T00:00:00")],
)
@pytest.mark.django_db
def test_security_that_is_not_set_or_over_is_not_found(client, settings, contact, expires):
    settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = contact, expires

    assert client.get(SECURITY).status_code == 404


def test_security_is_kept_no_longer_than_it_holds(client, settings, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, tzinfo=UTC), tick=False)
    settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = ["mailto:a@b.example"], "2026-03-01T00:05:00Z"

    assert "s-maxage=300" in client.get(SECURITY)["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/", "/ar/section/%D9%85%D8%A7%D8%A1/?page=1&q=%D8%AE%D8%A8%D8%B2"])
def test_onion_location_keeps_path_and_query(client, settings, path):
    settings.ONION_ADDRESS = ONION
    factories.make_section(slug_ar="ماء")

    assert client.get(path)["Onion-Location"] == ONION + path


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/en/rss.xml", "/robots.txt", "/sitemap.xml", "/healthz", "/en/nothing/", "/admin/login/", "/"]
)
def test_onion_location_is_named_on_public_pages_alone(client, settings, path):
    settings.ONION_ADDRESS = ONION

    assert "Onion-Location" not in client.get(path)


@pytest.mark.django_db
def test_onion_location_is_not_named_to_who_is_there_or_where_there_is_none(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    without = client.get("/en/")
    settings.ONION_ADDRESS = ONION

    assert "Onion-Location" not in without
    assert "Onion-Location" not in client.get("/en/", headers={"host": ONION.removeprefix("http://")})


@pytest.mark.django_db
def test_onion_location_cannot_be_led_astray(client, settings):
    settings.ONION_ADDRESS = ONION

    for path in ("/en/?x=%0d%0aSet-Cookie:a=b", "//evil.example/en/"):
        assert client.get(path).get("Onion-Location", ONION + "/").startswith(ONION + "/")


@pytest.mark.parametrize(
    ("setting", "value", "number"),
    [
        ("WEBSUB_HUB", "hub.example", "W003"),
        ("ONION_ADDRESS", "https://post.example", "W004"),
        ("ONION_ADDRESS", f"{ONION}/path", "W004"),
        ("SECURITY_EXPIRES", "2020-01-01T00:00:00Z", "W005"),
        ("SECURITY_EXPIRES", "", "W005"),
        ("SECURITY_CONTACT", ["safe@post.example"], "W006"),
    ],
)
def test_production_start_warns_of_what_no_machine_can_use(settings, setting, value, number):
    settings.WEBSUB_HUB, settings.ONION_ADDRESS = "https://hub.example/", ONION
    settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = ["mailto:safe@post.example"], in_days(300)
    before = checks.machines_are_told_what_is_true(None)
    setattr(settings, setting, value)

    assert before == []
    assert [each.id for each in checks.machines_are_told_what_is_true(None)] == [f"newsroom.{number}"]
