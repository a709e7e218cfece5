"""The embedded Postgres: one line for what goes wrong, and data that survives."""

import os
import shutil
from contextlib import suppress
from uuid import uuid4

import psycopg2
import pytest

from newsroom import embedded_postgres, shelter
from newsroom.embedded_postgres import PostgresRefused


@pytest.fixture
def data():
    """A data folder of its own, removed wherever it came to lie."""
    folder = embedded_postgres.VAR_DIR / f"trial-{uuid4().hex[:8]}" / "postgres"
    yield folder
    with suppress(PostgresRefused):
        embedded_postgres.stop(folder)
    elsewhere = shelter.home_of(folder).parent
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.rmtree(elsewhere, ignore_errors=True)


def rows(url):
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM kept")
        found = cursor.fetchall()
    connection.close()
    return found


def test_stop_and_start_keep_the_data(data):
    connection = psycopg2.connect(embedded_postgres.start(data, durable=False))
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 'كلمة' AS word")
        cursor.execute("SELECT lower('É'), current_setting('listen_addresses')")
        lowered, listens = cursor.fetchone()
    connection.close()

    embedded_postgres.stop(data)
    running = embedded_postgres.is_running(data)
    again = embedded_postgres.start(data, durable=False)

    assert (lowered, listens) == ("é", "127.0.0.1")
    assert running is False
    assert rows(again) == [("كلمة",)]
    assert embedded_postgres.start(data, durable=False) == again


def test_a_wrong_pg_bindir_is_one_line(data, monkeypatch):
    monkeypatch.setenv("PG_BINDIR", "/nowhere")

    with pytest.raises(PostgresRefused, match=r"^PG_BINDIR is /nowhere, where there is no initdb\.$"):
        embedded_postgres.start(data)


def test_data_of_another_version_is_one_line(data):
    home = shelter.home_of(data)
    home.mkdir(parents=True)
    (home / "PG_VERSION").write_text("9\n")

    with pytest.raises(PostgresRefused, match="needs Postgres 9: set PG_BINDIR to it, or remove the folder"):
        embedded_postgres.start(data)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs a shelter")
def test_a_private_folder_stays_private_and_its_data_moves_out(tmp_path):
    tmp_path.chmod(0o700)
    inside = tmp_path / "var" / "postgres"

    home = shelter.home_of(inside)

    assert tmp_path.stat().st_mode & 0o777 == 0o700
    assert home.name == "postgres"
    assert not home.is_relative_to(tmp_path)
    assert shelter.home_of(inside) == home
