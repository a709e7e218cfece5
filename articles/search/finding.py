"""What is found, in order, with what it can be narrowed down by.

Promise: the time it takes does not grow with the number of stories that match. The newest that match, and the newest
that have all the words in their headline, are weighed against each other; of the rest nothing is read. How many were
weighed is the count that readers see, and "more than" where more match.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from articles.prepared import PreparedSQL
from articles.search.meaning import Meaning
from newsroom.identity import LANGUAGES

WEIGHED = 300  # of all that match, the newest
WEIGHED_BY_HEADLINE = 100
WEIGHED_FOR_PHRASES = 1000  # of those with all its words
ENOUGH = 40  # results; with fewer, words with the same skeleton are looked for too
CHOICES = 8

# The index answers `strict`, `loose` and `headline` alone; `precise` and the weight need the vectors themselves.
_QUESTION = """
WITH strict AS MATERIALIZED (
    SELECT id FROM search_newest(%(language)s, %(headline)s, %(since)s, %(until)s, %(by_headline)s) AS id
    UNION
    SELECT id FROM search_newest(%(language)s, %(strict)s, %(since)s, %(until)s, %(most)s) AS id
), found AS MATERIALIZED (
    SELECT id FROM strict
    UNION
    SELECT id FROM search_newest(%(language)s, %(loose)s, %(since)s, %(until)s, %(enough)s) AS id
    WHERE %(loose)s <> %(strict)s AND (SELECT count(*) FROM strict) < %(enough)s
), weighed AS MATERIALIZED (
    SELECT entry.article_id, entry.published_at,
        ts_rank(entry.vector, %(weighed)s::tsquery)
            * (1 + 1 / (1 + extract(epoch FROM %(now)s::timestamptz - entry.published_at) / 86400 / 120)) AS weight
    FROM found JOIN articles_searchentry AS entry USING (id)
    WHERE %(precise)s = '' OR entry.vector @@ %(precise)s::tsquery
)
SELECT (SELECT count(*) FROM weighed) AS count, (SELECT count(*) FROM strict) AS matched,
    ARRAY(SELECT article_id FROM weighed ORDER BY weight DESC, published_at DESC, article_id DESC
        OFFSET %(start)s LIMIT %(per_page)s) AS stories,
    (SELECT json_agg(choice) FROM (
        SELECT story.section_id AS pk, count(*) FROM weighed JOIN articles_article AS story ON story.id = article_id
        GROUP BY 1 ORDER BY 2 DESC, 1
    ) AS choice) AS sections,
    (SELECT json_agg(choice) FROM (
        SELECT topic.id AS pk, topic.name_{language} AS name, count(*)
        FROM weighed JOIN articles_article_topics AS tag USING (article_id)
            JOIN articles_topic AS topic ON topic.id = tag.topic_id
        WHERE topic.name_{language} <> '' GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT %(choices)s
    ) AS choice) AS topics,
    (SELECT json_agg(choice) FROM (
        SELECT person.id AS pk, person.name_{language} AS name, count(DISTINCT article_id)
        FROM weighed JOIN articles_byline AS byline USING (article_id)
            JOIN articles_contributor AS person ON person.id = byline.contributor_id
        WHERE person.name_{language} <> '' GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT %(choices)s
    ) AS choice) AS contributors
"""
_FIND = {
    code: PreparedSQL(
        _QUESTION.format(language=code),
        **dict.fromkeys(("language", "weighed", "precise"), "text"),
        **dict.fromkeys(("strict", "loose", "headline"), "tsquery"),
        **dict.fromkeys(("since", "until", "now"), "timestamptz"),
        **dict.fromkeys(("most", "by_headline", "enough", "choices", "start", "per_page"), "integer"),
    )
    for code in LANGUAGES
}


@dataclass(frozen=True)
class Choice:
    """One section, topic or contributor that some of the results have."""

    pk: int
    count: int
    name: str = ""


@dataclass(frozen=True)
class Bounds:
    """What the reader has narrowed the search down to; `since` and `until` hold the moment of publication."""

    section: int | None = None
    topic: int | None = None
    contributor: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    def tags(self) -> list[str]:
        """Name the lexemes of what was chosen."""
        chosen = (("s", self.section), ("t", self.topic), ("c", self.contributor))
        return [f"':{letter}:{number}'" for letter, number in chosen if number is not None]


@dataclass(frozen=True)
class Found:
    """One page of results: the numbers of its stories in order, and how many there are in all."""

    stories: list[int]
    count: int
    is_more: bool = False  # more match than are counted
    has_some: bool = False  # nothing has all the words; these have some of them
    sections: list[Choice] = field(default_factory=list)
    topics: list[Choice] = field(default_factory=list)
    contributors: list[Choice] = field(default_factory=list)


def find(
    meaning: Meaning, *, language: str, bounds: Bounds, now: datetime, start: int = 0, per_page: int = 20
) -> Found:
    """Find live versions of one language; where none has all the words, those that have some of them."""
    strict = meaning.strict()
    if not strict:
        return Found([], 0)
    asked = {"strict": strict, "loose": meaning.loose(), "headline": meaning.headline()}
    found = _ask(meaning, asked, language=language, bounds=bounds, now=now, start=start, per_page=per_page)
    if found.count or meaning.precise() or len(meaning.question.words()) < 2:
        return found
    some = dict.fromkeys(asked, meaning.some())
    found = _ask(meaning, some, language=language, bounds=bounds, now=now, start=start, per_page=per_page)
    return Found(**vars(found) | {"has_some": True})


def _ask(
    meaning: Meaning,
    asked: dict[str, str],
    *,
    language: str,
    bounds: Bounds,
    now: datetime,
    start: int,
    per_page: int,
) -> Found:
    precise = meaning.precise()
    most = WEIGHED_FOR_PHRASES if precise else WEIGHED
    values: dict[str, Any] = {name: " & ".join([query, *bounds.tags()]) for name, query in asked.items()}
    values |= {
        "language": language,
        "weighed": meaning.weighed(),
        "precise": precise,
        "since": bounds.since or datetime.min.replace(tzinfo=now.tzinfo, year=1900),
        "until": min(bounds.until or now, now),
        "now": now,
        "most": most,
        "by_headline": WEIGHED_BY_HEADLINE,
        "enough": ENOUGH,
        "choices": CHOICES,
        "start": start,
        "per_page": per_page,
    }
    (row,) = _FIND[language].rows(**values)
    kinds = ("sections", "topics", "contributors")
    sections, topics, contributors = ([Choice(**choice) for choice in row[kind] or []] for kind in kinds)
    return Found(
        row["stories"],
        row["count"],
        is_more=row["matched"] >= most,
        sections=sections,
        topics=topics,
        contributors=contributors,
    )
