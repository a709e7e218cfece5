"""Which stories a series holds, and in which order.

Promise: whatever changes inside `arranging` is one act, and after its commit the shared caches drop the series' page
and the pages of all its stories, those that came and those that left among them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from articles import places
from articles.models import Series, SeriesEntry
from newsroom import edge


@contextmanager
def arranging(series: Series) -> Iterator[None]:
    """Change the parts of a series: `with arranging(series): entries.save()`."""
    with transaction.atomic():
        hold()
        before = _members(series)
        yield
        after = _members(series)
        if before != after:
            came_or_left = set(before) ^ set(after)
            edge.purge(places.page_keys(series) | {f"article-{pk}" for pk in came_or_left})


def hold() -> None:
    """Let nobody else arrange a series until the transaction ends, so that no story gets into two of them."""
    with connection.cursor() as cursor:
        cursor.execute(f'LOCK TABLE "{SeriesEntry._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')


def _members(series: Series) -> list[int]:
    """List the stories in order."""
    return list(series.entries.values_list("article", flat=True))
