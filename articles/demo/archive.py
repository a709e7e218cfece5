"""An archive of any size, for measuring pages: generated stories, live in both languages, years of them.

Postgres makes the rows itself, a million in a few minutes, and takes no notice of caches: this is for an empty edge
and never for readers. A new column of a story needs nothing here: it holds what a new story's holds.
"""

from datetime import timedelta
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from psycopg2.sql import SQL, Composable, Identifier, Literal

from articles.demo import archive_search, prose
from articles.models import Article, Byline, Contributor, Parity, Photo, Role, SearchEntry, Section, State, Topic
from newsroom.identity import LANGUAGES

BETWEEN_STORIES = timedelta(minutes=13)  # a million of them are 25 years
# Older than any story of the demo, so that the generated ones never lead a page.
NEWEST = timedelta(weeks=6)
BETWEEN_DEBTS = 50
PARAGRAPHS = 6
POOL = 4000  # of headlines, and of paragraphs, in each language
MANY = 20_000  # from here on it is quicker to make what searching needs anew than to keep it up
SLUG = {"ar": "من-الأرشيف", "en": "from-the-archive"}
STANDFIRST = {
    "ar": "نص مولَّد للقياس، في طول خبر عادي.",
    "en": "A generated text for measuring, as long as a common story.",
}

_HEADLINE = SQL(
    "(SELECT text || ' ' || numbered.n FROM grown_words"
    " WHERE place = {place} AND number = (hashint8extended(numbered.n, 0) & 1073741823) %% {pool})"
)
_BODY = SQL(
    "(SELECT string_agg('<p>' || text || '</p>', '') FROM generate_series(1, {paragraphs}) part JOIN grown_words"
    " ON place = {place} AND number = (hashint8extended(numbered.n, part) & 1073741823) %% {pool})"
)


def grow(stories: int) -> int:
    """Add this many stories, with bylines, topics and photos as far as there are any; give the first's number."""
    first = Article.objects.count() + 1
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE grown ON COMMIT DROP AS SELECT 0::bigint AS id, 0::bigint AS n LIMIT 0")
        _lay_out_words(cursor)
        if stories >= MANY:
            archive_search.read_words(cursor)
            archive_search.follow(cursor, on=False)
        laid_aside = _lay_aside_indexes(cursor) if stories >= MANY else []
        _add_stories(cursor, first, first + stories - 1)
        _add_bylines(cursor)
        _add_topics(cursor)
        _add_translations(cursor)
        if stories >= MANY:
            archive_search.add_entries(cursor, pool=POOL, paragraphs=PARAGRAPHS)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no index can be made while a row waits for its check
        for statement in laid_aside:
            cursor.execute(statement)
        archive_search.follow(cursor, on=True)
        cursor.execute("DROP TABLE grown, grown_words")
    return first


def _lay_out_words(cursor: Any) -> None:
    cursor.execute(
        "CREATE TEMP TABLE grown_words (place text, number int, text text, PRIMARY KEY (place, number))"
        " ON COMMIT DROP"
    )
    for language in LANGUAGES:
        for name, make in (("headline", prose.headlines), ("body", prose.paragraphs)):
            cursor.execute(
                "INSERT INTO grown_words SELECT %s, n - 1, text FROM unnest(%s) WITH ORDINALITY AS made (text, n)",
                [f"{name}_{language}", make(language, POOL)],
            )
    cursor.execute("ANALYZE grown_words")


def _lay_aside_indexes(cursor: Any) -> list[str]:
    """Drop the stories' GIN indexes and give the statements that make them again."""
    cursor.execute(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam"
        " WHERE i.indrelid = ANY (%s::regclass[]) AND a.amname = 'gin'",
        [[Article._meta.db_table, SearchEntry._meta.db_table]],
    )
    found = cursor.fetchall()
    for name, _statement in found:
        cursor.execute(SQL("DROP INDEX {}").format(Identifier(name)))
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    return [statement for _name, statement in found]


def _add_stories(cursor: Any, first: int, last: int) -> None:
    """Insert the rows; what is not generated here holds what a new story's holds."""
    made = _columns()
    fields = {
        str(field.column): field
        for field in Article._meta.concrete_fields
        if not field.primary_key and not field.generated
    }
    insert = SQL(
        "WITH numbered AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence({name}, 'id')) AS id, n"
        " FROM generate_series({first}::bigint, {last}::bigint) n),"
        " kept AS (INSERT INTO grown SELECT id, n FROM numbered)"
        " INSERT INTO {table} (id, {columns}) SELECT id, {values} FROM numbered"
    ).format(
        name=Literal(Article._meta.db_table),
        first=Literal(first),
        last=Literal(last),
        table=Identifier(Article._meta.db_table),
        columns=SQL(", ").join(Identifier(column) for column in fields),
        values=SQL(", ").join(made.get(column) or _default(field) for column, field in fields.items()),
    )
    # Execution with an (empty) list, so that %% is read as one sign.
    cursor.execute(insert, [])
    cursor.execute("ANALYZE grown")


def _columns() -> dict[str, Composable]:
    """Say in SQL what stands in each column of story number n."""
    columns = {"section_id": _one_of(Section, SQL("n")), "lead_photo_id": _one_of(Photo, SQL("n"))}
    newest = timezone.now() - NEWEST
    for language in LANGUAGES:
        words = {"pool": Literal(POOL), "paragraphs": Literal(PARAGRAPHS)}
        columns |= {
            f"title_{language}": _HEADLINE.format(place=Literal(f"headline_{language}"), **words),
            f"slug_{language}": SQL("{} || '-' || n").format(Literal(SLUG[language])),
            f"standfirst_{language}": Literal(STANDFIRST[language]),
            f"body_{language}": _BODY.format(place=Literal(f"body_{language}"), **words),
            f"state_{language}": Literal(State.PUBLISHED.value),
            f"published_at_{language}": SQL("{} - n * {}").format(Literal(newest), Literal(BETWEEN_STORIES)),
        }
    return columns


def _default(field: models.Field) -> Composable:
    is_clock = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return Literal(timezone.now() if is_clock else field.get_db_prep_save(field.get_default(), connection))


def _add_bylines(cursor: Any) -> None:
    if Contributor.objects.exists():
        statement = "INSERT INTO {} (article_id, contributor_id, role, position) SELECT id, {}, {}, 0 FROM grown"
        table, person = Identifier(Byline._meta.db_table), _one_of(Contributor, SQL("n"))
        cursor.execute(SQL(statement).format(table, person, Literal(Role.AUTHOR.value)), [])


def _add_topics(cursor: Any) -> None:
    """Give each story one or two topics; UNION leaves out the second where it is the first."""
    if Topic.objects.exists():
        statement = "INSERT INTO {} (article_id, topic_id) SELECT id, {} FROM grown UNION SELECT id, {} FROM grown"
        table = Identifier(Article.topics.through._meta.db_table)
        places = _one_of(Topic, SQL("n")), _one_of(Topic, SQL("n / 3"))
        cursor.execute(SQL(statement).format(table, *places), [])


def _add_translations(cursor: Any) -> None:
    """Let most translations follow their source, and every fiftieth owe something, the oldest for the longest."""
    cursor.execute(
        "INSERT INTO articles_translation"
        " (article_id, language, state, words_behind, behind_since, owed_since)"
        " SELECT id, 'en', CASE WHEN owes THEN %(debt)s ELSE %(none)s END,"
        " CASE WHEN owes THEN n %% 40 + 1 ELSE 0 END, since, since FROM (SELECT id, n, n %% %(between)s = 0 AS owes,"
        " CASE WHEN n %% %(between)s = 0 THEN %(now)s - n * %(pause)s END AS since FROM grown) AS told",
        {
            "debt": Parity.SOURCE_CHANGED.value,
            "none": Parity.UP_TO_DATE.value,
            "between": BETWEEN_DEBTS,
            "now": timezone.now(),
            "pause": BETWEEN_STORIES,
        },
    )


def _one_of(model: type[models.Model], number: Composable) -> Composable:
    """Deal out the rows of a model by number; nothing where there are none."""
    pks = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
    if not pks:
        return SQL("NULL::bigint")
    return SQL("({}::bigint[])[1 + {} %% {}]").format(Literal(pks), number, Literal(len(pks)))
