"""`make run`: the whole newsroom from one command, and nothing left behind when it ends.

Downward: hold the lock, look at the port and at `var/`, start the embedded Postgres unless DATABASE_URL is set,
bring the database up to date, then keep the task worker and the web server until a signal comes or one of them ends.
Whatever goes wrong on the way is one line for the person at the terminal.
"""

import fcntl
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple, TextIO

import environ

from newsroom import embedded_postgres
from newsroom.children import Children, is_alive, running
from newsroom.embedded_postgres import VAR_DIR, PostgresRefused

BASE_DIR = Path(__file__).resolve().parent.parent
ROOM_IN_BYTES = 200 * 1024**2
ANSWER_SECONDS = 60


class Refusal(Exception):
    """The newsroom cannot start or go on; the message is one line that says what to do."""


class Stop:
    """Whether a signal has asked us to end; a plain flag, since a handler that takes a lock may wait for ever."""

    asked = False

    def ask(self, *_: object) -> None:
        """Take note of the signal."""
        self.asked = True

    def wait(self, seconds: float) -> bool:
        """Let this time pass, unless we are asked already; say whether we are."""
        if not self.asked:
            time.sleep(seconds)
        return self.asked


class Address(NamedTuple):
    """Where the server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Give the address to type into a browser on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - compared, not bound
        return f"http://{_bracketed(host)}:{self.port}"


def main() -> int:
    """Run the newsroom until it is stopped; give the exit status."""
    stopping = Stop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stopping.ask)
    try:
        _run(stopping)
    except (Refusal, PostgresRefused) as refused:
        _say(str(refused), to=sys.stderr)
        return 1
    except OSError as error:
        _say(f"{error.filename or 'The newsroom cannot start'}: {error.strerror or error}.", to=sys.stderr)
        return 1
    return 0


def _run(stopping: Stop) -> None:
    environ.Env.read_env(BASE_DIR / ".env")
    if os.environ.get("PRODUCTION", "").lower() in environ.Env.BOOLEAN_TRUE_STRINGS:
        raise Refusal("`make run` is for trying the newsroom; for PRODUCTION=1 follow docs/operations.md.")
    address = _wanted_address()
    with ExitStack() as held:
        held.enter_context(_var_folder())
        _refuse_a_taken_port(address)
        own_database = held.enter_context(_database())
        _set_defaults(address)
        _prepare(stopping)
        if stopping.asked:
            return
        children = held.enter_context(running(_programs(address)))
        if _wait_for_an_answer(address, stopping, children):
            _say_addresses(address)
        while not stopping.wait(0.3):
            _check(stopping, children, own_database=own_database)


def _wanted_address() -> Address:
    """Read HOST and PORT."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise Refusal(f"PORT is {port!r}; it must be a number from 1 to 65535.")
    return Address(host.strip("[]"), int(port))


@contextmanager
def _var_folder() -> Iterator[None]:
    """Hold `var/` for this run alone; refuse when it cannot be written or has no room."""
    try:
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        lock = (VAR_DIR / "run.lock").open("w")
    except FileExistsError as error:
        raise Refusal(f"{VAR_DIR} is not a folder; move it away.") from error
    except OSError as error:
        raise Refusal(f"{VAR_DIR} cannot be written ({error.strerror}); make it writable for you.") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal("This newsroom is already running; stop the other `make run` first.") from error
        _refuse_a_full_disk(shutil.disk_usage(VAR_DIR).free)
        yield


def _refuse_a_full_disk(free: int) -> None:
    if free < ROOM_IN_BYTES:
        needed = ROOM_IN_BYTES // 1024**2
        raise Refusal(f"{VAR_DIR} has {free // 1024**2} MB left; the newsroom needs {needed} MB. Make room first.")


def _refuse_a_taken_port(address: Address) -> None:
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise Refusal(f"HOST is {address.host!r}, which is no address of this machine.") from error
    with socket.socket(found[0], found[1]) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(found[4])
        except PermissionError as error:
            raise Refusal(f"Port {address.port} is not yours to use; choose one: PORT=8001 make run.") from error
        except OSError as error:
            raise Refusal(
                f"{_bracketed(address.host)}:{address.port} cannot be used ({error.strerror}); "
                f"stop the other program or choose another port: PORT={address.port % 65535 + 1} make run."
            ) from error


@contextmanager
def _database() -> Iterator[bool]:
    """Provide a database, and say whether it is our own; one that we start is stopped at the end."""
    if os.environ.get("DATABASE_URL"):
        yield False
        return
    was_running = embedded_postgres.is_running()
    if not was_running:
        _say("Starting Postgres ...")
    try:
        os.environ["DATABASE_URL"] = embedded_postgres.start()
        yield True
    finally:
        if not was_running:
            embedded_postgres.stop()


def _set_defaults(address: Address) -> None:
    """Tell Django where it is read from, unless the environment already does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ.setdefault("SITE_URL", address.url)
    os.environ.setdefault("READS_AT_ORIGIN", "true")  # nothing stands in front of it here
    hosts = dict.fromkeys(["127.0.0.1", "localhost", "[::1]", _bracketed(address.host), socket.gethostname()])
    os.environ.setdefault("ALLOWED_HOSTS", ",".join(hosts))


def _prepare(stopping: Stop) -> None:
    """Bring catalogues and database up to date, in a process of its own that leaves no connection behind."""
    with running({"preparation": [sys.executable, "-m", "newsroom.prepare"]}) as children:
        while children["preparation"].poll() is None:
            if stopping.wait(0.05):
                return
        if children["preparation"].returncode != 0:
            raise Refusal("The newsroom did not start; the reason is above.")


def _programs(address: Address) -> dict[str, list[str]]:
    return {
        "task worker": [sys.executable, "manage.py", "ox_worker", "--verbosity", "0"],
        "web server": [sys.executable, "-m", "gunicorn", *_gunicorn_options(address), "newsroom.wsgi"],
    }


def _gunicorn_options(address: Address) -> list[str]:
    reload = ["--reload"] if os.environ.get("DEBUG", "").lower() in environ.Env.BOOLEAN_TRUE_STRINGS else []
    return [
        *("--bind", f"{_bracketed(address.host)}:{address.port}"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        *("--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"),
        *("--limit-request-line", "0"),  # a question of 10,000 Arabic letters is answered, and takes 60 KB
        *reload,
    ]


def _check(stopping: Stop, children: Children, *, own_database: bool) -> None:
    """Refuse to go on when a child or the embedded Postgres has ended by itself."""
    if stopping.asked:
        return
    for name, child in children.items():
        if child.poll() is not None:
            raise Refusal(f"The {name} ended by itself (status {child.returncode}); everything is stopped.")
    if own_database and not is_alive(embedded_postgres.process_id()):
        raise Refusal("The embedded Postgres ended by itself; everything is stopped.")


def _wait_for_an_answer(address: Address, stopping: Stop, children: Children) -> bool:
    """Wait until the site answers its health check; False when we are asked to stop first."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < deadline:
        if stopping.wait(0.1):
            return False
        _check(stopping, children, own_database=False)
        connection = HTTPConnection(address.url.removeprefix("http://"), timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return True
        except (OSError, HTTPException):
            continue
        finally:
            connection.close()
    raise Refusal(f"The web server gave no answer within {ANSWER_SECONDS} seconds; everything is stopped.")


def _say_addresses(address: Address) -> None:
    _say(f"English site  {address.url}/en/")
    _say(f"Arabic site   {address.url}/ar/")
    _say(f"The desk      {address.url}/admin/")
    _say("Ctrl-C stops everything.")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _say(line: str, *, to: TextIO | None = None) -> None:
    print(line, file=to or sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(main())
