"""Whether readers find what they look for: recall among the first ten and mean reciprocal rank, beside the stock.

The stories are put into the bench's database beside the demo's, with the starter list of names, and taken out again.
"""

import sys
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from articles import names
from articles.models import Article, Section, State
from articles.search.finding import Bounds, find
from articles.search.meaning import look_up
from articles.search.question import read
from newsroom.identity import LANGUAGES

HERE = Path(__file__).resolve().parent
FIRST = 10
CONFIG = {"ar": "arabic", "en": "english"}

_STOCK = """
SELECT id FROM (
    SELECT id, published_at_{language} AS moment, setweight(to_tsvector(%(config)s, title_{language}), 'A')
        || setweight(to_tsvector(%(config)s, standfirst_{language}), 'B')
        || to_tsvector(%(config)s, regexp_replace(body_{language}, '<[^>]*>', ' ', 'g')) AS vector
    FROM articles_article WHERE state_{language} = 'published'
) AS story
WHERE vector @@ websearch_to_tsquery(%(config)s, %(question)s)
ORDER BY ts_rank(vector, websearch_to_tsquery(%(config)s, %(question)s)) DESC, moment DESC LIMIT %(first)s
"""

Ask = Callable[[str, str], list[int]]


def main() -> None:
    """Print one line for each language and way of searching; with --misses, each question that fails."""
    pairs = tomllib.loads((HERE / "pairs.toml").read_text(encoding="utf-8"))
    with transaction.atomic():
        stories = _load()
        names.add_missing()
        count = Article.objects.count()
        print(f"\n{sum(map(len, pairs.values()))} questions among {count} stories · first {FIRST} results")
        print(f"{'search':<22}{'recall':>8}{'MRR':>8}")
        for language in LANGUAGES:
            for name, ask in (("ours", _ours), ("stock", _stock)):
                _line(f"{name} ({CONFIG[language]})", language, pairs[language], stories, ask)
        transaction.set_rollback(True)


def _line(name: str, language: str, pairs: list[list[str]], stories: dict[str, int], ask: Ask) -> None:
    recalls, ranks = [], []
    for question, *wanted in pairs:
        found = ask(question, language)
        places = [found.index(stories[key]) for key in wanted if stories[key] in found]
        recalls.append(len(places) / len(wanted))
        ranks.append(1 / (1 + min(places)) if places else 0)
        if "--misses" in sys.argv and name.startswith("ours") and len(places) < len(wanted):
            print(f"  missed: {question} → {', '.join(key for key in wanted if stories[key] not in found)}")
    print(f"{name:<22}{sum(recalls) / len(recalls):>8.3f}{sum(ranks) / len(ranks):>8.3f}")


def _ours(question: str, language: str) -> list[int]:
    now = timezone.now()
    return find(look_up(read(question)), language=language, bounds=Bounds(), now=now, per_page=FIRST).stories


def _stock(question: str, language: str) -> list[int]:
    with connection.cursor() as cursor:
        values = {"config": CONFIG[language], "question": question, "first": FIRST}
        cursor.execute(_STOCK.format(language=language), values)
        return [pk for (pk,) in cursor]


def _load() -> dict[str, int]:
    """Write the stories, the first a day old and each a day older than the one before; give their numbers."""
    section, written = Section.objects.order_by("pk").first(), {}
    texts = tomllib.loads((HERE / "stories.toml").read_text(encoding="utf-8"))
    for age, (key, versions) in enumerate(texts.items(), 1):
        values = {}
        for language in LANGUAGES:
            title, standfirst, body = versions[language]
            values |= {
                f"title_{language}": title,
                f"slug_{language}": key,
                f"standfirst_{language}": standfirst,
                f"body_{language}": f"<p>{body}</p>",
                f"state_{language}": State.PUBLISHED,
                f"published_at_{language}": timezone.now() - timedelta(days=age),
            }
        written[key] = Article.objects.create(section=section, **values).pk
    return written
