"""How the tables are emptied after a test that commits.

Django truncates every table, which Postgres answers with new files and with a lock that nobody else may hold: a third
of a second a test, and now and then a deadlock with the last request of a page that closes.
"""

from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.commands import flush
from django.db.backends.postgresql.operations import DatabaseOperations

# They say what the code says, so that they stay, and nothing has to be told to write them again.
KEPT = {model._meta.db_table for model in (ContentType, Permission)}


def install() -> None:
    """Let `flush` delete rows instead of truncating tables."""
    DatabaseOperations.sql_flush = _deleting
    flush.emit_post_migrate_signal = lambda *_args, **_options: None


def _deleting(self: DatabaseOperations, _style: Any, tables: list[str], **_options: Any) -> list[str]:
    """Give the SQL that deletes all rows; no trigger and no foreign key has a say in it."""
    deletions = [f"DELETE FROM {self.quote_name(table)}" for table in tables if table not in KEPT]
    role = "SET LOCAL session_replication_role"
    return ["; ".join([f"{role} = replica", *deletions, f"{role} = DEFAULT"])]
