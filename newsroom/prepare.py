"""Bring catalogues and database up to date before `make run` serves: migrations, groups, and the demo once.

The demo is loaded only into a database that was empty when this run found it, so a newsroom's own data is never mixed
with it. A note in `var/` remembers a demo that was interrupted; the next run loads it to the end.
"""

import hashlib
import os
import sys
from io import StringIO

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.db import DatabaseError, connection

from newsroom import catalogues

KEPT_UP_TO_DATE = ("keep_groups",)
DEMO = ("load_demo", "load_demo_gifts")


def main() -> int:
    """Prepare everything; give the exit status, with one line on stderr when the database does not answer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        catalogues.compile_all()
        django.setup()
        _prepare_database()
        _say_logins()
    except (DatabaseError, ImproperlyConfigured) as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        sys.stderr.write(f"The database does not answer as it should: {reason[0]}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or settings.VAR_DIR}: {error.strerror or error}.\n")
        return 1
    return 0


def _prepare_database() -> None:
    if connection.vendor != "postgresql":
        raise ImproperlyConfigured("DATABASE_URL must be a Postgres address (postgres://...).")
    note = settings.VAR_DIR / f"demo-unfinished-{_database_name()}"
    if not connection.introspection.table_names():
        note.touch()
        sys.stdout.write("Making the tables and loading the demo newsroom; this happens once ...\n")
        sys.stdout.flush()
    call_command("migrate", verbosity=0)
    _call_those_that_exist(KEPT_UP_TO_DATE)
    if note.exists():
        _call_those_that_exist(DEMO)
        note.unlink()


def _say_logins() -> None:
    """Tell the demo logins that are in this database."""
    if "load_demo" not in get_commands():
        return
    from articles.demo import staff  # models can be imported only now that Django is set up
    from newsroom.entry import codes  # so can these

    here = set(get_user_model().objects.values_list("username", flat=True))
    known = [f"{login.username} / {login.password}" for login in staff.LOGINS if login.username in here]
    if known:
        sys.stdout.write(f"Demo logins   {', '.join(known)}\n")
        sys.stdout.write(f"Second step   the code is {codes.shown(staff.APP_KEY)} now; `make code` shows the next\n")


def _call_those_that_exist(commands: tuple[str, ...]) -> None:
    for name in commands:
        if name in get_commands():
            call_command(name, stdout=StringIO())  # their reports are for whoever runs them by hand


def _database_name() -> str:
    """Name the database in a word that stays the same while the embedded server changes its port."""
    database = connection.settings_dict
    own = database["HOST"] == "127.0.0.1" and database["USER"] == "postgres" and not database["PASSWORD"]
    place = "embedded" if own else f"{database['HOST']}:{database['PORT']}"
    return hashlib.sha256(f"{place}/{database['NAME']}".encode()).hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main())
