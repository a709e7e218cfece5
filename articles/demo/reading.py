"""How often the demo's stories were read, invented: the newer and the longer named, the oftener."""

from datetime import datetime, timedelta

from articles import reads
from articles.models import Article, ReadCount
from newsroom.identity import LANGUAGES

HOURS_AGO = (1, 5, 20, 60, 130)


def invent(now: datetime) -> None:
    """Count reads for every live story of the demo, and work out the lists."""
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    for language in LANGUAGES:
        stories = Article.objects.live(language).newest_first(language).values_list("pk", flat=True)
        ReadCount.objects.bulk_create(
            ReadCount(
                article_id=pk,
                language=language,
                hour=this_hour - timedelta(hours=hours),
                reads=_reads(pk, place, hours),
            )
            for place, pk in enumerate(stories)
            for hours in HOURS_AGO
        )
    reads.rank()


def _reads(pk: int, place: int, hours: int) -> int:
    return 20 + (pk * 37 + hours * 11) % 180 + 240 // (place + 1)
