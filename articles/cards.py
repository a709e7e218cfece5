"""What a list shows of a story: headline, standfirst, date and picture; and the menu that stands above every list."""

import json
from functools import partial
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, QuerySet
from django.db.models.functions import JSONObject

from articles.models import Article, Photo, Section
from articles.prepared import Among, Given, Prepared, loaded
from newsroom.identity import LANGUAGES

# What it takes to show a picture.
PICTURE = ("file", "width", "height", "credit", "renditions")


def load(pks: list[int], language: str) -> dict[int, Article]:
    """Load these stories with what a list shows of them in this language, by number, in one query."""
    if not pks:
        return {}
    return {story.pk: with_photo(story) for story in _CARDS[language].objects(pks=pks)}


def menu(language: str) -> list[Section]:
    """List the sections that have a name in this language, in the order of the site's menu."""
    return _MENU[language].objects()


def picture_columns(*more: str) -> JSONObject:
    """Gather, in the story's own query, what it takes to show its lead photo."""
    columns = {name: F(f"lead_photo__{name}") for name in (*PICTURE, *more)}
    return JSONObject(id=F("lead_photo_id"), **columns)


def with_photo(story: Any) -> Article:
    """Put the photo that `picture_columns` gathered in its place on the story."""
    columns = json.loads(story.photo_columns)
    story.lead_photo = loaded(Photo, columns) if columns["id"] else None
    return story


def _cards(language: str) -> QuerySet:
    words = (f"{field}_{language}" for field in ("title", "slug", "standfirst", "published_at"))
    rows = Article.objects.filter(Among(F("pk"), Given("pks", ArrayField(BigIntegerField()))))
    return rows.only("section_id", "kind", *words).annotate(photo_columns=picture_columns())


_CARDS = {language: Prepared(partial(_cards, language)) for language in LANGUAGES}
_MENU = {language: Prepared(partial(Section.objects.for_menu, language)) for language in LANGUAGES}
