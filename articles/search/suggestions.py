"""What else the reader may have meant: words of our headlines that look like those that find nothing."""

from datetime import datetime

from django.db import connection

from articles.search.question import Question

MOST = 4

# The nearest words are few; each is asked for, since a headline that was withdrawn must not be told by its words.
_CLOSE = """
SELECT asked.word, near.word FROM unnest(%(words)s::text[]) AS asked (word)
    CROSS JOIN LATERAL search_alike(asked.word) AS near
WHERE EXISTS (
    SELECT FROM search_newest(
        %(language)s, quote_literal(near.folded)::tsquery, '-infinity', %(now)s::timestamptz, 1
    )
)
ORDER BY near.alike DESC, near.word
"""


def close_to(question: Question, *, language: str, now: datetime, none_answers: bool = False) -> list[str]:
    """Give questions that differ from this one in one word and that something live answers.

    Where none of several words answers, the question with all of them put right comes first.
    """
    words = [word for term in question.wanted for word in term.words]
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, {"words": words, "language": language, "now": now})
        pairs = cursor.fetchall()
    asked = [" ".join(near if word == old else word for word in words) for old, near in pairs]
    nearest = dict(reversed(pairs))
    if none_answers and len(nearest) > 1:
        asked.insert(0, " ".join(nearest.get(word, word) for word in words))
    return list(dict.fromkeys(asked))[:MOST]
