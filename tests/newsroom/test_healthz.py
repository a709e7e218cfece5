"""The health check tells the truth about the database, and quickly."""

import time

import pytest
from django.db import connections


@pytest.mark.django_db
def test_healthz_is_ok_when_the_database_answers(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_healthz_says_503_when_the_database_is_away(client):
    connection = connections["default"]
    port = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = 1
    started = time.monotonic()

    response = client.get("/healthz")
    seconds = time.monotonic() - started

    connection.settings_dict["PORT"] = port
    connection.close()
    assert (response.status_code, response.content) == (503, b"the database does not answer")
    assert response["Content-Type"] == "text/plain"
    assert seconds < 5
