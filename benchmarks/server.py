"""A gunicorn of our own on a free loopback port, as production runs it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = str(ROOT / "var" / "bench" / "pages")
WORKERS = 2
THREADS = 4


@contextmanager
def running(*, bare: bool = False) -> Iterator[tuple[int, int]]:
    """Start the server and give (port, pid of the master); stop it at the end."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi:application", "-b", f"127.0.0.1:{port}"]
    command += ["-w", str(WORKERS), "-k", "gthread", "--threads", str(THREADS), "--no-control-socket"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "BARE": "1" if bare else "0"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_until_up(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def fetch(port: int, path: str, **headers: str) -> tuple[int, bytes]:
    """Get one page: its status and the bytes that came over the wire."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


def worker_memory(master: int) -> list[float]:
    """Give the proportional memory (PSS, MiB) of each worker."""
    found = subprocess.run(["pgrep", "-P", str(master)], capture_output=True, text=True, check=True).stdout.split()
    return [_pss(int(pid)) for pid in found]


def _pss(pid: int) -> float:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) / 1024


def _wait_until_up(port: int) -> None:
    for _ in range(200):
        try:
            if fetch(port, "/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("The server did not come up.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
