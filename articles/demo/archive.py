"""An archive of any size, for measuring pages: generated stories, live in both languages, years of them.

The rows go in by the thousand and take no notice of caches, so this is for an empty edge and never for readers.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Byline, Contributor, Parity, Photo, Section, State, Topic, Translation

BATCH = 2000
BETWEEN_STORIES = timedelta(minutes=47)
# Older than any story of the demo, so that the generated ones never lead a page.
NEWEST = timedelta(weeks=6)
BETWEEN_DEBTS = 50
PARAGRAPHS = 9
WORDS = {
    "ar": {
        "title": "من الأرشيف: خبر رقم {number} من ضفة النهر",
        "standfirst": "نص مولَّد للقياس، في طول خبر عادي.",
        "paragraph": "هذه فقرة مولَّدة للقياس رقم {number}. " + "يمر النهر تحت الجسر القديم ثم يدور حول السوق. " * 6,
    },
    "en": {
        "title": "From the archive: story {number} from the river bank",
        "standfirst": "A generated text for measuring, as long as a common story.",
        "paragraph": "Generated paragraph {number}, for measuring. "
        + "The river runs under the old bridge and round. " * 6,
    },
}


def grow(stories: int) -> int:
    """Add this many stories, with bylines, topics and photos as far as there are any; give the first's number."""
    first = Article.objects.count() + 1
    sections, topics = list(Section.objects.all()), list(Topic.objects.all())
    people, photos = list(Contributor.objects.all()), list(Photo.objects.all())
    now = timezone.now()
    for numbers in batched(range(first, first + stories), BATCH):
        with transaction.atomic():
            rows = Article.objects.bulk_create(
                Article(section=_one(sections, number), lead_photo=_one(photos, number), **_words(number, now))
                for number in numbers
            )
            Byline.objects.bulk_create(
                Byline(article=row, contributor=_one(people, row.pk)) for row in rows if people
            )
            Translation.objects.bulk_create(_translation(row, now) for row in rows)
            if topics:
                Article.topics.through.objects.bulk_create(_topics(rows, topics))
    return first


def _words(number: int, now: datetime) -> dict[str, object]:
    body = {
        language: "".join(f"<p>{words['paragraph'].format(number=line).strip()}</p>" for line in range(PARAGRAPHS))
        for language, words in WORDS.items()
    }
    values: dict[str, object] = {}
    for language, words in WORDS.items():
        values |= {
            f"title_{language}": words["title"].format(number=number),
            f"slug_{language}": f"{'من-الأرشيف' if language == 'ar' else 'from-the-archive'}-{number}",
            f"standfirst_{language}": words["standfirst"],
            f"body_{language}": body[language],
            f"state_{language}": State.PUBLISHED,
            f"published_at_{language}": now - NEWEST - number * BETWEEN_STORIES,
        }
    return values


def _translation(row: Article, now: datetime) -> Translation:
    """Let most translations follow their source, and every fiftieth owe something, the oldest for the longest."""
    if row.pk % BETWEEN_DEBTS:
        return Translation(article=row, language="en", state=Parity.UP_TO_DATE)
    behind = now - row.pk * BETWEEN_STORIES
    return Translation(
        article=row,
        language="en",
        state=Parity.SOURCE_CHANGED,
        words_behind=row.pk % 40 + 1,
        behind_since=behind,
        owed_since=behind,
    )


def _topics(rows: list[Article], topics: list[Topic]) -> Iterator[Any]:
    through = Article.topics.through
    for row in rows:
        for place in {row.pk % len(topics), row.pk // 3 % len(topics)}:
            yield through(article_id=row.pk, topic_id=topics[place].pk)


def _one[Row](rows: list[Row], number: int) -> Row | None:
    return rows[number % len(rows)] if rows else None
