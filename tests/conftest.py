"""What every test stands on: a real Postgres, started when none is named, and compiled catalogues."""

import os

import environ
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from newsroom import catalogues, embedded_postgres
from tests import door, emptying

TEST_DATA = embedded_postgres.VAR_DIR / "postgres-test"

_started_here = False


def pytest_configure(config: pytest.Config) -> None:
    """Start the test server and lead Django to it; a server that already runs belongs to another test run."""
    global _started_here
    if "DATABASE_URL" not in os.environ:
        catalogues.compile_all()
        _started_here = not embedded_postgres.is_running(TEST_DATA)
        os.environ["DATABASE_URL"] = embedded_postgres.start(TEST_DATA, durable=False)
        # pytest-django has read the settings already; no connection is open yet.
        settings.DATABASES["default"].update(environ.Env.db_url_config(os.environ["DATABASE_URL"]))
    emptying.install()
    # What is slow on purpose would be a third of the run.
    settings.GUARD_PROOF_COST, settings.GUARD_PROOF_TRIES = 1, 4
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: at the end one core would work on it and the others wait."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the test server if this run started it."""
    if _started_here:
        embedded_postgres.stop(TEST_DATA)


@pytest.fixture(autouse=True)
def forced_logins_have_both_proofs(monkeypatch) -> None:
    """Let `client.force_login` stand for a login with a second factor; `door.by_password` is the other kind."""
    monkeypatch.setattr(Client, "force_login", door.with_second_factor(Client.force_login))


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Begin every test with an empty cache: what one test caches must not answer another."""
    cache.clear()
