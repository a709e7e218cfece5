"""Programs that start with `make run` and end with it."""

import os
import subprocess
import sys
import time

import pytest

from newsroom import children, server
from newsroom.children import is_alive, running

PATIENCE = 20  # seconds
SLEEP = "import time; time.sleep(99)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); {SLEEP}"
PARENT = f"import subprocess as s, sys; print(s.Popen([sys.executable, '-c', '{SLEEP}']).pid, flush=True); {SLEEP}"


def python(words: str) -> list[str]:
    return [sys.executable, "-c", words]


@pytest.fixture
def said(capfd):
    """Wait for what a child prints first."""

    def wait() -> str:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if words := capfd.readouterr().out.strip():
                return words
            time.sleep(0.02)
        raise AssertionError("it said nothing")

    return wait


def test_children_end_with_us():
    with running({"one": python(SLEEP), "other": python(SLEEP)}) as started:
        alive = [is_alive(child.pid) for child in started.values()]

    assert alive == [True, True]
    assert [child.poll() for child in started.values()] == [-15, -15]


def test_deaf_child_is_killed(monkeypatch, said):
    monkeypatch.setattr(children, "STOP_SECONDS", 0.2)

    with running({"deaf": python(DEAF)}) as started:
        said()

    assert started["deaf"].poll() == -9


def test_what_a_child_has_started_ends_too(said):
    with running({"parent": python(PARENT)}):
        grandchild = int(said())
        alive = is_alive(grandchild)

    assert alive
    deadline = time.monotonic() + PATIENCE
    while _runs(grandchild) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _runs(grandchild)


def _runs(process_id: int) -> bool:
    """Say whether a process runs; one that has ended may wait for its new parent to notice."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process_id)], capture_output=True, text=True, check=False)
    return state.stdout.strip()[:1] not in ("", "Z")


def test_run_goes_on_with_all_children_and_refuses_to_with_one_less():
    with running({"web server": python(SLEEP), "task worker": python(SLEEP)}) as started:
        server._check(server.Stop(), started, own_database=False)
        os.kill(started["task worker"].pid, 9)
        started["task worker"].wait(PATIENCE)

        with pytest.raises(server.Refusal, match=r"The task worker ended by itself \(status -9\)"):
            server._check(server.Stop(), started, own_database=False)
