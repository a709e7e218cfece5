"""The start-up checks: a developer's machine passes, a careless production start is refused."""

import pytest
from django.core import checks
from django.db.backends.postgresql.psycopg_any import is_psycopg3

from newsroom import checks as ours

PRODUCTION = {
    "PRODUCTION": True,
    "SECRET_KEY": "x" * 60,
    "DEBUG": False,
    "SITE_URL": "https://news.example.org",
    "DATABASE_NAMED": True,
    "MAILERS": {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}},
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}},
}


@pytest.fixture
def production(settings):
    """The settings of a complete production start."""
    for name, value in PRODUCTION.items():
        setattr(settings, name, value)
    return settings


def numbers(messages):
    return [message.id for message in messages]


def test_production_with_everything_set_passes(production):
    assert ours.production_is_complete(None) == []
    assert ours.cache_is_shared(None) == []


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("PRODUCTION", False, "newsroom.E010"),
        ("SECRET_KEY", "only-for-a-developers-machine-never-for-readers", "newsroom.E011"),
        ("DEBUG", True, "newsroom.E012"),
        ("SITE_URL", "http://news.example.org", "newsroom.E013"),
        ("DATABASE_NAMED", False, "newsroom.E014"),
        (
            "MAILERS",
            {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}},
            "newsroom.E015",
        ),
    ],
)
def test_production_refuses_each_developers_part(production, name, value, number):
    setattr(production, name, value)

    assert numbers(ours.production_is_complete(None)) == [number]


def test_a_cache_per_process_is_warned_of(production):
    production.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    assert numbers(ours.cache_is_shared(None)) == ["newsroom.W001"]


def test_a_proxy_that_hides_its_visitors_is_warned_of(production):
    production.BEHIND_TLS_PROXY, production.CLIENT_ADDRESS_HEADER = True, ""

    assert numbers(ours.visitors_are_told_apart(None)) == ["newsroom.W002"]


def test_a_proxy_that_names_its_visitors_is_fine(production):
    production.BEHIND_TLS_PROXY, production.CLIENT_ADDRESS_HEADER = True, "X-Real-IP"

    assert ours.visitors_are_told_apart(None) == []


def test_a_jquery_ui_from_elsewhere_is_refused(settings):
    settings.JQUERY_UI_URL = "//ajax.example.com/jquery-ui.js"

    assert numbers(ours.scripts_are_our_own(None)) == ["newsroom.E002"]


def test_no_jquery_ui_address_is_fine(settings):
    assert ours.scripts_are_our_own(None) == []


def test_the_driver_is_psycopg2():
    assert is_psycopg3 is False
    assert ours.driver_is_psycopg2(None) == []


def test_the_checks_are_registered():
    registered = checks.registry.registry.get_checks(include_deployment_checks=True)

    assert {
        ours.driver_is_psycopg2,
        ours.scripts_are_our_own,
        ours.production_is_complete,
        ours.cache_is_shared,
        ours.visitors_are_told_apart,
    } <= set(registered)
