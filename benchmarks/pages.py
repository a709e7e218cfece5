"""Article, home and section as readers get them: rate, time, queries, bytes and memory, beside a bare view."""

import gzip
from pathlib import Path
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Section
from benchmarks import archive, server
from benchmarks.load import Load, press, tool
from newsroom.identity import LANGUAGES

ROUNDS = 5
SECONDS = 2


def main() -> None:
    """Print one table with the demo's stories and one with an archive of 30,000."""
    for stories in (None, 30_000):
        if stories:
            archive.grow(stories)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        _table(_addresses())


def _addresses() -> dict[str, str]:
    section = Section.objects.named("ar").named("en").first()
    found = {}
    for language in LANGUAGES:
        found[f"article-{language}"] = archive.longest(language).address(language)
        found[f"home-{language}"] = reverse("articles:home", kwargs={"language": language})
        found[f"section-{language}"] = section.address(language)
    return found


def _table(addresses: dict[str, str]) -> None:
    from articles.models import Article

    queries = {name: queries_of(path) for name, path in addresses.items()}
    with server.running() as (port, master), server.running(bare=True) as (bare_port, _master):
        sizes = {name: _keep(name, port, path) for name, path in addresses.items()}
        rounds: dict[str, list[tuple[Load, Load]]] = {name: [] for name in addresses}
        for _round in range(ROUNDS):
            for name, path in addresses.items():
                bare = press(bare_port, f"/bare/{name}", seconds=SECONDS)
                rounds[name].append((bare, press(port, path, seconds=SECONDS)))
        memory = server.worker_memory(master)
    print(f"\n{Article.objects.count():,} stories · gunicorn {server.WORKERS}x{server.THREADS} · {tool()} · ", end="")
    print(
        f"medians of {ROUNDS} interleaved rounds · {', '.join(f'{mib:.0f} MiB' for mib in memory)} per worker (PSS)"
    )
    print(f"{'page':<12}{'req/s':>8}{'bare':>8}{'ratio':>8}{'p50 ms':>8}{'p99 ms':>8}", end="")
    print(f"{'queries':>9}{'bytes':>9}{'gzip':>8}{'failed':>8}")
    for name, pairs in rounds.items():
        _row(name, pairs, queries[name], sizes[name])


def _row(name: str, pairs: list[tuple[Load, Load]], queries: int, sizes: tuple[int, int]) -> None:
    rate, bare = median(page.rate for _bare, page in pairs), median(bare.rate for bare, _page in pairs)
    ratio = median(page.rate / bare.rate for bare, page in pairs)
    p50, p99 = median(page.p50 for _bare, page in pairs), median(page.p99 for _bare, page in pairs)
    failed = sum(page.failed for _bare, page in pairs)
    print(f"{name:<12}{rate:>8.0f}{bare:>8.0f}{ratio:>8.3f}{p50:>8.1f}{p99:>8.1f}", end="")
    print(f"{queries:>9}{sizes[0]:>9,}{sizes[1]:>8,}{failed:>8}")


def _keep(name: str, port: int, path: str) -> tuple[int, int]:
    status, body = server.fetch(port, path)
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    Path(server.PAGES).mkdir(parents=True, exist_ok=True)
    (Path(server.PAGES) / name).write_bytes(body)
    return len(body), len(gzip.compress(body, 6))


def queries_of(path: str) -> int:
    """Count the questions that a page costs once it has been asked for."""
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return len(seen)
