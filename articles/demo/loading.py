"""Put the demo newsroom into an empty database, as one act: all of it or nothing.

Promise: a newsroom that has a story already is left alone, so a second run adds nothing and changes nothing.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from articles import publishing
from articles.demo import contents, markup, pictures
from articles.demo.contents import Story, Version
from articles.models import Article, Byline, Contributor, Photo, RelatedLink, Role, Section, State, Topic
from newsroom.identity import LANGUAGES

Rows = dict[str, Any]


@transaction.atomic
def load() -> int:
    """Load sections, topics, people, pictures and stories; give the number of stories added."""
    if Article.objects.exists():
        return 0
    now = timezone.now()
    rows = {
        "sections": _places(Section, "sections"),
        "topics": _places(Topic, "topics"),
        "people": _places(Contributor, "people"),
        "photos": pictures.take_in_all(),
    }
    written = {story.key: _write(story, rows, now) for story in contents.stories()}
    for story in contents.stories():
        _link(story, written)
    return len(written)


def _places(model: type[models.Model], name: str) -> Rows:
    """Make sections, topics or contributors, each known again by its English address."""
    rows = {}
    for position, (key, values) in enumerate(contents.table(name).items()):
        slugs = {f"slug_{code}": slugify(values[f"name_{code}"], allow_unicode=True) for code in LANGUAGES}
        if model is Section:
            values = values | {"position": position}
        rows[key], _ = model._default_manager.get_or_create(slug_en=slugs["slug_en"], defaults=values | slugs)
    return rows


def _write(story: Story, rows: dict[str, Rows], now: datetime) -> Article:
    """Write one story with its people and topics, then let out the versions that are out."""
    article = Article(
        section=rows["sections"][story.section],
        original_language=story.original,
        lead_photo=rows["photos"][story.photo],
    )
    for language, version in story.versions.items():
        _put_words(article, language, version, rows["photos"], now)
    publishing.save(article, by=None)
    article.topics.set(rows["topics"][key] for key in story.topics)
    Byline.objects.bulk_create(_bylines(article, story, rows["people"]))
    for language, version in story.versions.items():
        if version.published is not None:
            publishing.publish(article, language=language, by=None, at=now + version.published)
        if version.state == State.WITHDRAWN:
            publishing.withdraw(article, language=language, by=None)
    return article


def _put_words(article: Article, language: str, version: Version, photos: Rows, now: datetime) -> None:
    figure = partial(_figure, photos)
    words = {
        "title": version.title,
        "standfirst": version.standfirst,
        "lead_caption": version.lead_caption,
        "body": markup.to_html(version.body, figure=figure),
        "updated_at": version.updated and now + version.updated,
        "state": version.state if version.published is None else State.DRAFT,
    }
    for field, value in words.items():
        setattr(article, f"{field}_{language}", value)


def _figure(photos: dict[str, Photo], scene: str, caption: str) -> str:
    return pictures.figure(photos[scene], caption=caption)


def _bylines(article: Article, story: Story, people: Rows) -> list[Byline]:
    parts = [(key, Role.AUTHOR) for key in story.authors] + [(key, Role.TRANSLATOR) for key in story.translators]
    return [
        Byline(article=article, contributor=people[key], role=role, position=position)
        for position, (key, role) in enumerate(parts)
    ]


def _link(story: Story, written: dict[str, Article]) -> None:
    """Pick the related stories, now that all of them are there."""
    RelatedLink.objects.bulk_create(
        RelatedLink(
            article=written[story.key],
            position=position,
            **({"story": written[link]} if isinstance(link, str) else link),
        )
        for position, link in enumerate(story.related)
    )
