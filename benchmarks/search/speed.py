"""How long a question takes, by how many stories there are and how many of them match.

BENCH_SEARCH_STORIES names the sizes ("1000,100000"; a million takes minutes to grow). The database begins afresh.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from random import Random
from statistics import quantiles

from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.demo import prose
from articles.search.finding import Bounds, find
from articles.search.meaning import look_up
from articles.search.question import read
from benchmarks import archive
from benchmarks.search import growing

SIZES = "1000,100000"
ROUNDS = 40
PAGE = "/ar/search/"


def main() -> None:
    """Print one table for each size."""
    archive.prepare(afresh=True)
    start = 1
    for size in map(int, os.environ.get("BENCH_SEARCH_STORIES", SIZES).split(",")):
        began = time.perf_counter()
        growing.grow(start=start, end=size)
        print(f"\n{size:,} stories · grown in {time.perf_counter() - began:.0f} s · index {_index_size()}")
        _table()
        start = size + 1


def _table() -> None:
    print(f"{'question':<34}{'matches':>12}{'p50 ms':>9}{'p95 ms':>9}{'page p50':>10}{'page p95':>10}")
    client = Client()
    for name, questions in _questions().items():
        asked = [questions[n % len(questions)] for n in range(ROUNDS)]
        matches = sorted(_matches(question) for question in questions)
        answers = _timed(lambda question: _ask(question), asked)
        pages = _timed(lambda question: client.get(PAGE, {"q": question}), asked[: ROUNDS // 2])
        span = f"{matches[0]:,}–{matches[-1]:,}" if matches[0] != matches[-1] else f"{matches[0]:,}"
        print(f"{name:<34}{span:>12}", *(f"{value:>8.1f}" for value in (*answers, *pages)), flush=True)


def _questions() -> dict[str, list[str]]:
    """Choose words by how many of the parts of the stories have them."""
    parts = prose.paragraphs("ar", growing.POOL)
    counted = Counter(word for part in parts for word in set(part.strip(".").split()))
    ranked = [word for word, _count in counted.most_common()]
    dice = Random(3)
    common, uncommon, rare = ranked[3:13], ranked[100:110], ranked[-10:]
    texts = [part.strip(".").split() for part in dice.sample(parts, 10)]
    return {
        "everywhere": ranked[:3],
        "common word": common,
        "uncommon word": uncommon,
        "rare word": rare,
        "one story's number": [str(growing.POOL // 8 + n) for n in range(10)],
        "word that is nowhere": [f"غغظ{letter}ضذ" for letter in "بتثجحخدر"],
        "two common words": [f"{one} {other}" for one, other in pairwise(common)],
        "common and rare word": [f"{one} {other}" for one, other in zip(common, rare, strict=False)],
        "common without a common word": [f"{one} -{other}" for one, other in pairwise(common)],
        "phrase of two words": [f'"{" ".join(words[4:6])}"' for words in texts],
        "phrase of two common words": [f'"{one} {other}"' for one, other in pairwise(common)],
    }


def _ask(question: str) -> None:
    now = timezone.now()
    find(look_up(read(question)), language="ar", bounds=Bounds(), now=now)


def _timed(act: Callable[[str], object], questions: list[str]) -> tuple[float, float]:
    """Give the median and the 95th percentile in milliseconds; the first of each question warms up."""
    times = []
    for question in questions[:3]:
        act(question)
    for question in questions:
        began = time.perf_counter()
        act(question)
        times.append((time.perf_counter() - began) * 1000)
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18]


def _matches(question: str) -> int:
    """Count all that match, which no reader's question does."""
    meaning = look_up(read(question))
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(
            "SELECT count(*) FROM articles_searchentry WHERE vector @@ %s::tsquery", [f"{meaning.strict()} & ':ar'"]
        )
        (count,) = cursor.fetchone()
        cursor.execute("RESET enable_seqscan")
    return count


def _index_size() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_relation_size('search_entry_vector'))")
        return cursor.fetchone()[0]
