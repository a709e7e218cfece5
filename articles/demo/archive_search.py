"""What search finds of a generated archive: put together from the lexemes of its parts, which are few.

The triggers that follow stories would read each text again; a million of them would take hours.
"""

from typing import Any

from psycopg2.sql import SQL, Identifier, Literal

from newsroom.identity import LANGUAGES

FOLLOWERS = {
    "articles_article": "search_follows_new_stories",
    "articles_byline": "search_follows_new_bylines",
    "articles_article_topics": "search_follows_new_topics",
}
_PART = (
    "(SELECT vector FROM grown_words WHERE place = {place}"
    " AND number = (hashint8extended(n, {part}) & 1073741823) % {pool})"
)
_ENTRIES = """
INSERT INTO articles_searchentry (article_id, language, published_at, vector)
SELECT story.id, {language}, story.{published_at},
    {headline} || array_to_tsvector(ARRAY[n::text]) || {body} || search_tags(story, {language}, story.{published_at})
FROM grown JOIN articles_article AS story USING (id)
"""


def follow(cursor: Any, *, on: bool) -> None:
    """Let the triggers follow stories that are added, or not."""
    for table, trigger in FOLLOWERS.items():
        act = SQL("ENABLE" if on else "DISABLE")
        cursor.execute(SQL("ALTER TABLE {} {} TRIGGER {}").format(Identifier(table), act, Identifier(trigger)))


def read_words(cursor: Any) -> None:
    """Give each part of the stories its lexemes, once."""
    cursor.execute("ALTER TABLE grown_words ADD vector tsvector")
    cursor.execute(
        "UPDATE grown_words SET vector = CASE WHEN place LIKE 'headline%'"
        " THEN search_vector(text, '', '', '') ELSE search_vector('', '', '', text) END"
    )


def add_entries(cursor: Any, *, pool: int, paragraphs: int) -> None:
    """Let search find the stories that were grown, in both languages."""
    for language in LANGUAGES:
        body = (
            SQL(_PART).format(place=Literal(f"body_{language}"), part=Literal(part), pool=Literal(pool))
            for part in range(1, paragraphs + 1)
        )
        statement = SQL(_ENTRIES).format(
            language=Literal(language),
            published_at=Identifier(f"published_at_{language}"),
            headline=SQL(_PART).format(place=Literal(f"headline_{language}"), part=Literal(0), pool=Literal(pool)),
            body=SQL(" || ").join(body),
        )
        cursor.execute(statement)
