"""Load on one address: wrk where it is installed, else a keep-alive client of ours, which costs more itself."""

import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection

CONNECTIONS = 8


@dataclass(frozen=True)
class Load:
    """What a round showed: requests a second, median and 99th percentile in milliseconds, failed answers."""

    rate: float
    p50: float
    p99: float
    failed: int


def press(port: int, path: str, *, seconds: float) -> Load:
    """Ask for one page over eight connections for some seconds."""
    return _wrk(port, path, seconds) if shutil.which("wrk") else _own_client(port, path, seconds)


def tool() -> str:
    """Name the load generator, for the head of a table."""
    return "wrk" if shutil.which("wrk") else "own client"


def _wrk(port: int, path: str, seconds: float) -> Load:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency"]
    text = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return Load(
        rate=float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]),
        p50=_milliseconds(re.search(r"50%\s+([\d.]+)(us|ms|s)", text)),
        p99=_milliseconds(re.search(r"99%\s+([\d.]+)(us|ms|s)", text)),
        failed=int(failed[1]) if failed else 0,
    )


def _milliseconds(found: re.Match[str]) -> float:
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]


def _own_client(port: int, path: str, seconds: float) -> Load:
    until = time.perf_counter() + seconds
    times: list[float] = []
    failures: list[int] = []

    def ask() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        while (began := time.perf_counter()) < until:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            times.append((time.perf_counter() - began) * 1000)
            if response.status != 200:
                failures.append(response.status)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    return Load(
        rate=len(times) / seconds,
        p50=times[len(times) // 2],
        p99=times[int(len(times) * 0.99)],
        failed=len(failures),
    )
