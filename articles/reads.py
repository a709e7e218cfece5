"""How often stories are read, counted from lines that name a story and an hour, and no reader.

The outermost door writes one line a read, since pages come out of shared caches: nginx in production
(deploy/nginx.conf), `articles.middleware.noted_reads` where nothing stands in front of us. A line is

    2026-11-22T23:00+00:00 en 12

Promise: nothing about a reader is in a line, in a count or in a list; robots are left out at the door; counts are
deleted after eight days. A line is counted once, whatever happens between two runs.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum
from django.http import HttpRequest
from django.tasks import task
from django.utils import timezone

from articles.models import Article, LogMark, MostRead, ReadCount, Window
from newsroom import edge
from newsroom.identity import LANGUAGES

# nginx leaves out the same; a test compares the two.
ROBOTS = (
    "bot|crawl|spider|slurp|archiv|preview|scrape|fetch|monitor|check|feed|rss|curl|wget|python|java/|go-http|ruby|perl|"
    "php|headless|lighthouse|facebookexternalhit|whatsapp|telegram|skype|embedly|validator"
)
READ = r"/(ar|en)/article/([0-9]{1,18})/"
SPANS = {Window.DAY: timedelta(days=1), Window.WEEK: timedelta(days=7)}
KEPT = timedelta(days=8)
PLACES = 30  # more than any page shows, for some of them may be withdrawn before the next count
LINES_AT_ONCE = 200_000

logger = logging.getLogger(__name__)

_ROBOT = re.compile(ROBOTS, re.IGNORECASE)
_READ = re.compile(READ)
_LINE = re.compile(rb"(\d{4}-\d\d-\d\dT\d\d:00(?:Z|[+-]\d\d:\d\d)) (ar|en) (\d{1,18})\n")
_ADD = """
    INSERT INTO articles_readcount (article_id, language, hour, reads)
    SELECT articles_article.id, line.language, line.hour, line.reads
      FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::int[]) AS line (story, language, hour, reads)
      JOIN articles_article ON articles_article.id = line.story
     ORDER BY 1, 2, 3
    ON CONFLICT (article_id, language, hour) DO UPDATE SET reads = articles_readcount.reads + EXCLUDED.reads
"""

Key = tuple[int, str, datetime]


def line_of(request: HttpRequest, status: int) -> str | None:
    """Write the line of a read; None for what is none: a robot, a page fetched ahead, anything but an open story."""
    found = _READ.match(request.path_info)
    if request.method != "GET" or status not in (200, 304) or found is None or not is_by_a_person(request):
        return None
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    return f"{hour:%Y-%m-%dT%H:00}+00:00 {found[1]} {found[2]}\n"


def is_by_a_person(request: HttpRequest) -> bool:
    """Say whether a page was asked for by somebody who wants to see it: no robot, and no browser fetching ahead."""
    agent, ahead = request.headers.get("User-Agent", ""), request.headers.get("Sec-Purpose", "")
    return bool(agent) and not (ahead or request.headers.get("Purpose") or _ROBOT.search(agent))


def write(line: str) -> None:
    """Add a line to the log; a disk that is full costs the count, never the page."""
    try:
        with Path(settings.READS_LOG).open("a", encoding="ascii") as log:
            log.write(line)
    except OSError as error:
        logger.warning("a read was not counted: %s", error)


@task
def count() -> int:
    """Count what was read since the last run, work out the lists anew, and forget what is old; give the reads."""
    counted = 0
    if settings.READS_LOG:
        with transaction.atomic():
            counted = add(_new_reads(Path(settings.READS_LOG)))
    rank()
    return counted


def add(reads: Counter[Key]) -> int:
    """Add reads to their hours; give how many there were. What lies outside the windows is left out."""
    now = timezone.now()
    fresh = {key: number for key, number in reads.items() if now - KEPT < key[2] <= now}
    if fresh:
        columns = [list(column) for column in zip(*fresh, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [*columns, list(fresh.values())])
    return sum(fresh.values())


@transaction.atomic
def rank() -> None:
    """Work out the lists of the most read; a list that has changed is dropped from the shared caches."""
    now = timezone.now()
    ReadCount.objects.filter(hour__lt=now - KEPT).delete()
    for language in LANGUAGES:
        wanted = {(window, n): pk for window in Window for n, pk in enumerate(_most_read(language, window, now))}
        rows = MostRead.objects.filter(language=language)
        kept = {(row.window, row.position): row.article_id for row in rows.select_for_update()}
        if wanted != kept:
            rows.delete()
            MostRead.objects.bulk_create(
                MostRead(language=language, window=window, position=n, article_id=pk)
                for (window, n), pk in wanted.items()
            )
            edge.purge([f"most-read-{language}"])


def _most_read(language: str, window: Window, now: datetime) -> list[int]:
    counts = ReadCount.objects.filter(language=language, hour__gt=now - SPANS[window])
    open_now = Article.objects.live(language).values("pk")
    found = counts.filter(article__in=open_now).values("article").annotate(sum=Sum("reads"))
    return [row["article"] for row in found.order_by("-sum", "-article")[:PLACES]]


def _new_reads(path: Path) -> Counter[Key]:
    """Read the lines after the mark, in the file that was moved aside first, and move the mark."""
    mark, _made = LogMark.objects.select_for_update().get_or_create(path=str(path))
    reads: Counter[Key] = Counter()
    for file in (path.with_name(f"{path.name}.1"), path):
        try:
            inode, size = file.stat().st_ino, file.stat().st_size
        except FileNotFoundError:
            continue
        if file != path and inode != mark.inode:
            continue  # counted to its end before it was moved aside, or never ours
        start = mark.done if inode == mark.inode and mark.done <= size else 0
        with file.open("rb") as lines:
            lines.seek(start)
            done = start + _tally(islice(lines, LINES_AT_ONCE), reads)
        mark.inode, mark.done = inode, done
        if file != path and done < size:
            break  # the rest of it comes first, in the next run
    mark.save()
    return reads


def _tally(lines: Iterable[bytes], reads: Counter[Key]) -> int:
    """Count whole lines and give how many bytes they are; one that is still being written waits."""
    done = 0
    for line in _whole(lines):
        done += len(line)
        if found := _LINE.fullmatch(line):
            hour, language, number = (each.decode() for each in found.groups())
            try:
                reads[int(number), language, datetime.fromisoformat(hour)] += 1
            except ValueError:  # no such day
                continue
    return done


def _whole(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line in lines if line.endswith(b"\n"))
