"""The stories that the figures are taken on: the demo newsroom, and an archive of generated ones on top of it.

`grow(1_000_000)` takes minutes, not hours: `articles.demo.archive` lets Postgres make the rows. Their words are
invented and spread as words are (`articles.demo.prose`): a search finds some of them everywhere, most almost nowhere.
"""

import subprocess
import sys

from django.core.management import call_command
from django.db import connection

from articles.models import Article
from benchmarks.server import ROOT
from newsroom.identity import OTHER


def prepare(*, afresh: bool) -> None:
    """Bring the bench's database up to date with the demo newsroom and its pictures; `afresh` empties it before."""
    if afresh:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    call_command("load_demo_gifts", verbosity=0)
    # The worker ends its process when nothing is left to do, so it gets one of its own.
    subprocess.run([sys.executable, "manage.py", "ox_worker", "--batch", "-v", "0"], cwd=ROOT, check=True)


def grow(stories: int) -> None:
    """Add generated stories until there are this many, and let Postgres look at them."""
    missing = stories - Article.objects.count()
    if missing > 0:
        call_command("grow_archive", stories=missing, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def longest(language: str) -> Article:
    """Choose the longest live story of a language that is live in the other as well and has pictures in its text."""
    stories = Article.objects.with_bodies().live(language).live(OTHER[language]).filter(body_photos__isnull=False)
    return max(stories.distinct()[:200], key=lambda story: len(story.words("body", language)))
