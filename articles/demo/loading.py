"""Put the demo newsroom into an empty database, as one act: all of it or nothing.

Promise: a newsroom that has a story already is left alone, so a second run adds nothing and changes nothing.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from articles import corrections, names, pages, publishing, revisions
from articles.demo import contents, markup, pictures, reading
from articles.demo.contents import Story, Version
from articles.models import (
    Answer,
    Article,
    Contributor,
    Page,
    Photo,
    Revision,
    Role,
    Section,
    Series,
    SeriesEntry,
    State,
    Topic,
)
from articles.snapshots import Credit, Link, Snapshot
from newsroom.identity import LANGUAGES

Rows = dict[str, Any]


@transaction.atomic
def load() -> int:
    """Load sections, topics, people, pictures, stories and names; give the number of stories added."""
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
        _correct(story, written[story.key], now)
    _put_in_order(written)
    _write_pages()
    reading.invent(now)
    names.add_missing()
    names.add_missing(contents.HERE / "names.toml")
    return len(written)


def _put_in_order(written: dict[str, Article]) -> None:
    """Make the series, each with its stories in the order of the file."""
    parts = {key: values["stories"] for key, values in contents.table("series").items()}
    for key, row in _places(Series, "series").items():
        SeriesEntry.objects.bulk_create(
            SeriesEntry(series=row, article=written[story], position=position)
            for position, story in enumerate(parts[key])
        )


def _write_pages() -> None:
    """Write the pages at the foot, in the order of the file."""
    for position, values in enumerate(contents.table("pages").values()):
        bodies = {name: markup.to_html(text) for name, text in values.items() if name.startswith("body_")}
        pages.save(Page(**values | bodies, position=position, is_public_ar=True, is_public_en=True))


def _places(model: type[models.Model], name: str) -> Rows:
    """Make sections, topics, series or contributors, each known again by its English address."""
    rows = {}
    for position, (key, values) in enumerate(contents.table(name).items()):
        slugs = {f"slug_{code}": slugify(values[f"name_{code}"], allow_unicode=True) for code in LANGUAGES}
        values = {name: value for name, value in values.items() if name != "stories"}
        if model is Section:
            values = values | {"position": position}
        rows[key], _ = model._default_manager.get_or_create(slug_en=slugs["slug_en"], defaults=values | slugs)
    return rows


def _write(story: Story, rows: dict[str, Rows], now: datetime) -> Article:
    """Write one story with its people and topics, then let out the versions that are out."""
    words: dict[str, str] = {}
    for language, version in story.versions.items():
        words |= _words(language, version, rows["photos"])
    snapshot = Snapshot(
        words=words,
        section=rows["sections"][story.section].pk,
        original_language=story.original,
        kind=story.kind,
        lead_photo=rows["photos"][story.photo].pk,
        topics=tuple(sorted(rows["topics"][key].pk for key in story.topics)),
        bylines=_bylines(story, rows["people"]),
    )
    article = publishing.begin(snapshot, by=None)
    for language, version in story.versions.items():
        if version.published is not None:
            publishing.publish(article, language=language, by=None, at=now + version.published)
        elif version.state != State.DRAFT:
            publishing.move(article, language=language, to=State(version.state), by=None)
        if version.updated:
            Article.objects.filter(pk=article.pk).update(**{f"updated_at_{language}": now + version.updated})
        if version.state == State.WITHDRAWN:
            publishing.withdraw(article, language=language, by=None, reason=version.reason)
    _date_the_text(article, story, now)
    return article


def _words(language: str, version: Version, photos: Rows) -> dict[str, str]:
    words = {
        "title": version.title,
        "standfirst": version.standfirst,
        "lead_caption": version.lead_caption,
        "body": markup.to_html(version.body, figure=partial(_figure, photos)),
    }
    return {f"{field}_{language}": text for field, text in words.items()}


def _figure(photos: dict[str, Photo], scene: str, caption: str) -> str:
    return pictures.figure(photos[scene], caption=caption)


def _bylines(story: Story, people: dict[str, Contributor]) -> tuple[Credit, ...]:
    parts = [(key, Role.AUTHOR) for key in story.authors] + [(key, Role.TRANSLATOR) for key in story.translators]
    return tuple(Credit(people[key].pk, role) for key, role in parts)


def _link(story: Story, written: dict[str, Article]) -> None:
    """Pick the related stories, now that all of them are there, and let them out where the story is out."""
    if not story.related:
        return
    article = written[story.key]
    links = tuple(
        Link(story=written[link].pk) if isinstance(link, str) else Link(None, **link) for link in story.related
    )
    publishing.save(article, replace(revisions.working_copy(article), links=links), by=None)
    for language in article.live_languages():
        publishing.publish(article, language=language, by=None)


def _date_the_text(article: Article, story: Story, now: datetime) -> None:
    """Let the first text be as old as the story, so that corrections come after what the translation follows."""
    written = story.versions[story.original].published
    if written is not None and written < timedelta():
        Revision.objects.filter(article=article.pk).update(made_at=now + written)


def _correct(story: Story, article: Article, now: datetime) -> None:
    """Publish what the paper got wrong, and what the other version said to it."""
    for said in story.corrections:
        correction = corrections.publish_correction(
            article, language=said.language, kind=said.kind, text=said.text, by=None, at=now + said.said
        )
        if said.does_not_apply:
            corrections.answer(correction, answer=Answer.DOES_NOT_APPLY, reason=said.does_not_apply, by=None)
