"""`make run`: real processes, started, asked, stopped, and looked for afterwards."""

import fcntl
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import ClassVar
from urllib.request import urlopen
from uuid import uuid4

import psycopg2
import pytest

from newsroom import embedded_postgres, server, shelter

ROOT = Path(__file__).resolve().parents[2]
FIRST_START_SECONDS = 240
DYING_SECONDS = 5
PATIENCE = 120  # seconds for anything else, on a machine that does much besides
OURS_ALONE = range(20_000, 32_000)  # below the ports that the kernel gives to others between our look and our use


@pytest.fixture
def var() -> Iterator[Path]:
    """A `var/` of its own inside the project's, where Postgres may live even when root runs the tests."""
    folder = embedded_postgres.VAR_DIR / f"trial-{uuid4().hex[:8]}"
    folder.mkdir(parents=True)
    yield folder
    for run in Run.all:
        run.end()
    Run.all.clear()
    embedded_postgres.stop(folder / "postgres")
    elsewhere = shelter.home_of(folder / "postgres").parent
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(elsewhere, ignore_errors=True)


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    for number in random.sample(OURS_ALONE, 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", number))
            return number
    raise AssertionError("a hundred ports, all taken")


class Run:
    """One launcher and all it started, known by a word in their environment."""

    all: ClassVar[list["Run"]] = []

    def __init__(self, var: Path, **environment: str) -> None:
        self.all.append(self)
        self.mark = f"trial-{uuid4().hex}"
        self.var = var
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SITE_URL", "ALLOWED_HOSTS")}
        self.words = tempfile.TemporaryFile("w+")  # noqa: SIM115 - it lives as long as the run
        self.process = subprocess.Popen(
            [sys.executable, "-m", "newsroom.server"],
            cwd=ROOT,
            env=kept | {"VAR_DIR": str(var), "TRIAL": self.mark} | environment,
            stdin=subprocess.DEVNULL,
            stdout=self.words,
            stderr=subprocess.STDOUT,
        )

    @property
    def said(self) -> str:
        """All that it has said until now."""
        self.words.seek(0)
        return self.words.read()

    def wait_for(self, line: str, *, seconds: float = FIRST_START_SECONDS) -> None:
        """Read what it says until this line comes."""
        deadline = time.monotonic() + seconds
        while line not in self.said:
            if time.monotonic() > deadline or (self.process.poll() is not None and line not in self.said):
                self.end()
                pytest.fail(f"it never said {line!r}, but: {self.said}")
            time.sleep(0.05)

    def end(self, number: int = signal.SIGTERM) -> int:
        """Ask it to stop and give its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)

    def left_behind(self) -> list[str]:
        """Name the processes that carry its mark, and its Postgres if that still runs.

        A process that was killed a moment ago may wait for its turn to die: what goes within seconds is not left.
        """
        deadline = time.monotonic() + DYING_SECONDS
        while (found := self._alive()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return found

    def _alive(self) -> list[str]:
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            try:
                if self.mark.encode() in path.read_bytes():
                    found.append((path.parent / "cmdline").read_text().replace("\0", " "))
            except OSError:
                continue
        if self.var.is_dir() and embedded_postgres.is_running(self.var / "postgres"):
            found.append("postgres")
        return found

    def child(self, words: str) -> int:
        """Give the process id of the oldest child whose command line has these words."""
        for path in sorted(Path("/proc").glob("[0-9]*/environ"), key=lambda p: int(p.parent.name)):
            try:
                cmdline = (path.parent / "cmdline").read_text().replace("\0", " ")
                if self.mark.encode() in path.read_bytes() and words in cmdline:
                    return int(path.parent.name)
            except OSError:
                continue
        raise AssertionError(words)


def refused(var: Path, **environment: str) -> str:
    """Run it where it must refuse; give its one line."""
    run = Run(var, **environment)
    assert run.process.wait(timeout=PATIENCE) == 1
    assert run.left_behind() == []
    lines = run.said.strip().splitlines()
    assert len(lines) == 1, run.said
    return lines[0]


def use_prepared_tables(var: Path) -> str:
    """Start a Postgres whose database is not empty, so that no demo is loaded; give its address."""
    url = embedded_postgres.start(var / "postgres", durable=False)
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE somebody_elses (id int)")
    connection.close()
    return url


@pytest.mark.long
def test_run_serves_the_demo_once_and_leaves_nothing_behind(var, port):
    first = Run(var, PORT=str(port))
    first.wait_for("Ctrl-C stops everything")
    english = urlopen(f"http://127.0.0.1:{port}/en/", timeout=PATIENCE)
    arabic = urlopen(f"http://127.0.0.1:{port}/ar/", timeout=PATIENCE)
    long_question = urlopen(f"http://127.0.0.1:{port}/ar/search/?q={'%D8%B3' * 10_000}", timeout=PATIENCE)
    third = refused_while_running(var, port)
    status = first.end(signal.SIGINT)

    assert (english.status, arabic.status, long_question.status, status) == (200, 200, 200, 0)
    assert f"English site  http://127.0.0.1:{port}/en/" in first.said
    assert f"Arabic site   http://127.0.0.1:{port}/ar/" in first.said
    assert f"The desk      http://127.0.0.1:{port}/admin/" in first.said
    assert "Second step   the code is " in first.said
    assert "Demo logins   editor / river-editor, reporter / river-reporter, translator / river-tr" in first.said
    assert third == "This newsroom is already running; stop the other `make run` first."
    assert first.left_behind() == []

    keep_an_edit(var)
    second = Run(var, PORT=str(port))
    second.wait_for("Ctrl-C stops everything")
    kept = edits(var)
    status = second.end(signal.SIGTERM)

    assert status == 0
    assert "loading the demo" not in second.said
    assert kept == ["Kept"]  # and the deleted finance officer is not hired again
    assert second.left_behind() == []


def refused_while_running(var: Path, port: int) -> str:
    other = Run(var, PORT=str(port))
    other.process.wait(timeout=PATIENCE)
    return other.said.strip()


def keep_an_edit(var: Path) -> None:
    url = embedded_postgres.start(var / "postgres")
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("UPDATE newsroom_user SET first_name = 'Kept' WHERE username = 'editor'")
        cursor.execute("DELETE FROM newsroom_user_groups; DELETE FROM mfa_authenticator")
        cursor.execute("DELETE FROM newsroom_user WHERE username = 'finance'")
    connection.close()
    embedded_postgres.stop(var / "postgres")


def edits(var: Path) -> list[str]:
    with (
        psycopg2.connect(embedded_postgres.url(data_dir=var / "postgres")) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT first_name FROM newsroom_user WHERE username IN ('editor', 'finance')")
        found = [row[0] for row in cursor.fetchall()]
    connection.close()
    return found


@pytest.mark.soak
@pytest.mark.parametrize("words", ["gunicorn", "ox_worker"])
def test_a_dead_child_ends_everything(var, port, words):
    url = use_prepared_tables(var)
    run = Run(var, PORT=str(port), DATABASE_URL=url)
    run.wait_for("Ctrl-C stops everything")

    os.kill(run.child(words), signal.SIGKILL)
    run.process.wait(timeout=PATIENCE)
    status = run.end()
    embedded_postgres.stop(var / "postgres")

    assert status == 1
    assert re.search(r"The (web server|task worker) ended by itself \(status -9\); everything is stopped\.", run.said)
    assert run.left_behind() == []


def test_run_refuses_a_taken_port(var, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        line = refused(var, PORT=str(port))

    assert line == (
        f"127.0.0.1:{port} cannot be used (Address already in use); stop the other program or choose another "
        f"port: PORT={port % 65535 + 1} make run."
    )


@pytest.mark.parametrize("number", ["http", "0", "70000", "-1", "٨٠٨٠"])
def test_run_refuses_what_is_no_port(var, number):
    assert refused(var, PORT=number) == f"PORT is {number!r}; it must be a number from 1 to 65535."


def test_run_refuses_what_is_no_host(var):
    assert refused(var, HOST="no.such.host.invalid").startswith("HOST is 'no.such.host.invalid', which is no address")


def test_run_refuses_a_var_that_is_no_folder(var):
    file = var / "file"
    file.write_text("")

    assert refused(file) == f"{file} is not a folder; move it away."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")  # nothing to refuse
def test_run_refuses_a_var_that_cannot_be_written(var):
    var.chmod(0o500)

    line = refused(var)

    var.chmod(0o700)
    assert line == f"{var} cannot be written (Permission denied); make it writable for you."


def test_a_full_disk_is_refused():
    with pytest.raises(server.Refusal, match="has 3 MB left; the newsroom needs 200 MB"):
        server._refuse_a_full_disk(3 * 1024**2)


@pytest.mark.parametrize(
    "url",
    ["postgres://nobody:secret@127.0.0.1:1/none", "sqlite:////tmp/x.sqlite3"],
)
def test_run_refuses_a_database_that_does_not_answer(var, port, url):
    run = Run(var, PORT=str(port), DATABASE_URL=url)

    assert run.process.wait(timeout=PATIENCE) == 1
    assert "The database does not answer as it should: " in run.said
    assert "Traceback" not in run.said
    assert "secret" not in run.said
    assert run.left_behind() == []


def test_run_refuses_production(var):
    assert refused(var, PRODUCTION="1").startswith("`make run` is for trying the newsroom")


def test_a_second_run_waits_for_nobody(var):
    with (var / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        line = refused(var)

    assert line == "This newsroom is already running; stop the other `make run` first."
