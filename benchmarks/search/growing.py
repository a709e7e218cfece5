"""Arabic stories by the million, for search: news in brief of 42 words, which are spread as words are.

The rows and what search knows of them are put together from a pool of parts, so that each part is read once. No
trigger runs meanwhile and the desk's own indexes are left out, so the database is good for nothing else afterwards.
"""

from django.db import connection, transaction
from django.utils import timezone

from articles.demo import prose

POOL = 4000
SPAN_YEARS = 20
FIRST = 1_000_000_000  # the number of the first of them

_LAY_OUT = """
CREATE TABLE IF NOT EXISTS bench_parts AS
SELECT n - 1 AS number, headline, search_vector(headline, '', '', '') AS headline_vector,
    paragraph, search_vector('', '', '', paragraph) AS paragraph_vector
FROM unnest(%s, %s) WITH ORDINALITY AS made (headline, paragraph, n)
"""
_STORIES = """
INSERT INTO articles_article
SELECT made.*
FROM (SELECT story AS template FROM articles_article AS story WHERE id < {first} ORDER BY id LIMIT 1) AS chosen
CROSS JOIN (SELECT array_agg(id) AS sections FROM articles_section) AS known
CROSS JOIN ({parts}) CROSS JOIN LATERAL jsonb_populate_record(template, jsonb_build_object(
    'id', {first} + n, 'title_ar', headline.headline || ' ' || n, 'slug_ar', 'story-' || n,
    'standfirst_ar', '', 'lead_caption_ar', '', 'lead_photo_id', NULL,
    'body_ar', '<p>' || body.paragraph || '</p>',
    'section_id', sections[n %% cardinality(sections) + 1], 'state_ar', 'published',
    'published_at_ar', %(now)s::timestamptz - n * %(apart)s::interval, 'state_en', 'draft', 'published_at_en', NULL
)) AS made
"""
_ENTRIES = """
INSERT INTO articles_searchentry (article_id, language, published_at, vector)
SELECT story.id, 'ar', story.published_at_ar,
    headline.headline_vector || array_to_tsvector(ARRAY[n::text]) || body.paragraph_vector
    || array_to_tsvector(ARRAY[':ar', to_char(story.published_at_ar AT TIME ZONE 'UTC', '":ar:"YYYY'),
        to_char(story.published_at_ar AT TIME ZONE 'UTC', '":ar:"YYYY-MM'), ':s:' || story.section_id])
FROM {parts} JOIN articles_article AS story ON story.id = {first} + n
"""
_PARTS = """
generate_series(%(start)s::bigint, %(end)s::bigint) AS numbered (n)
JOIN bench_parts AS headline ON headline.number = (hashint8extended(n, 0) & 1073741823) %% {pool}
JOIN bench_parts AS body ON body.number = (hashint8extended(n, 1) & 1073741823) %% {pool}
"""
_BESIDE = [
    "INSERT INTO articles_byline (article_id, contributor_id, role, position)"
    " SELECT {first} + n, people[n %% cardinality(people) + 1], 'author', 0"
    " FROM generate_series(%(start)s::bigint, %(end)s::bigint) AS n,"
    " (SELECT array_agg(id) AS people FROM articles_contributor) AS known",
    "INSERT INTO articles_article_topics (article_id, topic_id)"
    " SELECT {first} + n, topics[n %% cardinality(topics) + 1]"
    " FROM generate_series(%(start)s::bigint, %(end)s::bigint) AS n,"
    " (SELECT array_agg(id) AS topics FROM articles_topic) AS known",
]


def grow(*, start: int, end: int) -> None:
    """Add stories number `start` to `end`; the more there are, the closer they follow each other in time."""
    values = {"start": start, "end": end, "now": timezone.now(), "apart": f"{SPAN_YEARS * 31_557_600 / end} seconds"}
    parts = {"parts": _PARTS.format(pool=POOL), "first": FIRST}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(_LAY_OUT, [prose.headlines("ar", POOL), prose.paragraphs("ar", POOL)])
        for name in _searching_indexes(cursor):
            cursor.execute(f'DROP INDEX "{name}"')
        for statement in (_STORIES, _ENTRIES, *_BESIDE):
            cursor.execute(statement.format(**parts), values)
        cursor.execute(
            "CREATE INDEX search_entry_vector ON articles_searchentry USING gin (vector) WITH (fastupdate = off)"
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (FREEZE, ANALYZE) articles_searchentry")
        cursor.execute("VACUUM ANALYZE articles_article")
        cursor.execute("CHECKPOINT")  # or the first questions would wait for what growing has left to be written


def _searching_indexes(cursor: object) -> list[str]:
    cursor.execute(
        "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%% USING gin %%'"
        " AND tablename IN ('articles_article', 'articles_searchentry')"
    )
    return [name for (name,) in cursor.fetchall()]
