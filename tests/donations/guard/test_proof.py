"""Proof of work: what a challenge says, and that a solution serves one form in any cache at any moment."""

import json
from base64 import b64decode, b64encode
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

from donations.guard import proof
from tests.donations import gifts

DATABASE = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "proof_cache"}}


def changed(text, *path, to):
    """The same solution with one value changed."""
    payload = json.loads(b64decode(text))
    place = payload
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return b64encode(json.dumps(payload).encode()).decode()


def test_challenge_is_bounded_short_lived_and_kept_nowhere(client, settings):
    settings.GUARD_PROOF_COST, settings.GUARD_PROOF_TRIES = 3, 7

    response = client.get("/support/challenge")

    asked = response.json()["parameters"]
    assert (asked["algorithm"], asked["cost"], asked["data"]["most"]) == ("PBKDF2/SHA-256", 3, 7)
    assert asked["expiresAt"] - asked["data"]["at"] == 20 * 60
    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("challenge", "parameters", "expiresAt"), 9_999_999_999),
        (("challenge", "parameters", "cost"), 1_000),
        (("challenge", "parameters", "data"), {"most": 0, "at": 9_999_999_999}),
        (("challenge", "parameters", "keySignature"), "00" * 32),
        (("challenge", "signature"), "00" * 32),
        (("challenge", "signature"), None),
        (("solution", "derivedKey"), "00" * 32),
        (("solution", "derivedKey"), 7),
        (("challenge",), []),
        (("solution",), "x"),
    ],
)
def test_tampered_solution_proves_nothing(path, value):
    solved = gifts.solved()

    assert proof.holds(changed(solved, *path, to=value), form_key=uuid4()) is False
    assert proof.holds(solved, form_key=uuid4()) is True


@pytest.mark.django_db(transaction=True)
def test_solution_sent_by_many_forms_at_once_serves_one(settings):
    settings.CACHES = DATABASE
    call_command("createcachetable", verbosity=0)
    caches["default"].clear()
    solved, barrier = gifts.solved(), Barrier(6)

    def send(_):
        barrier.wait()
        try:
            return proof.holds(solved, form_key=uuid4())
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(send, range(6)))

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE proof_cache")
    assert sorted(answers) == [False] * 5 + [True]
