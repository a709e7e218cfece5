"""Programs that `make run` starts, and that end with it, they and all that they started."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
STOP_SECONDS = 10

type Children = dict[str, subprocess.Popen[bytes]]


@contextmanager
def running(commands: dict[str, list[str]]) -> Iterator[Children]:
    """Run programs of ours; at the end stop them and all that they started."""
    children: Children = {}
    try:
        for name, command in commands.items():
            # A session of their own: Ctrl-C reaches us only, and we stop them in order.
            children[name] = subprocess.Popen(  # noqa: S603 - our own programs
                command, cwd=BASE_DIR, start_new_session=True, stdin=subprocess.DEVNULL
            )
        yield children
    finally:
        _stop(children)


def _stop(children: Children) -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children.values():
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass
        finally:
            _kill_session(child)


def _kill_session(child: subprocess.Popen[bytes]) -> None:
    """End what is left of a child and its children; nobody left is what we want."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    child.wait()


def is_alive(process_id: int | None) -> bool:
    """Say whether there is such a process."""
    if process_id is None:
        return False
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
