"""The index as a whole. The database keeps it in line with the stories; see docs/decisions/0015-search.md."""

from collections.abc import Iterator

from django.db import connection

from articles.models import Article

BATCH = 200  # stories, written in one transaction


def rebuild(*, after: int = 0) -> Iterator[tuple[int, int]]:
    """Write the entries of all stories anew; give after each batch its last story's number and how many it had."""
    while pks := list(Article.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with connection.cursor() as cursor:
            # The locks that every act takes, in their order, so that no act is overtaken by what was read before it.
            cursor.execute(
                "WITH held AS MATERIALIZED (SELECT id FROM articles_article WHERE id = ANY (%s) ORDER BY id"
                " FOR NO KEY UPDATE) SELECT search_write(array_agg(id)) FROM held",
                [pks],
            )
        after = pks[-1]
        yield after, len(pks)
