"""Where a photo is used, as the desk shows it: the part it plays, both names of the place, and where it stands."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import photos
from articles.admin.story_list import chip
from articles.models import Article
from articles.models.addresses import words
from newsroom.identity import DIRECTION, LANGUAGES


class PlaceShown(NamedTuple):
    """One line of the list."""

    part: str
    url: str
    names: list[dict[str, str]]  # each with its language, direction and text
    fallback: str
    states: list[SafeString]


def places_shown(places: Iterable[photos.Place]) -> list[PlaceShown]:
    """Make the lines of the list."""
    return [_shown(place) for place in places]


def _shown(place: photos.Place) -> PlaceShown:
    parts = {"lead": _("Lead photo"), "body": _("In the text"), "portrait": _("Portrait")}
    row: Any = place.row
    is_story = isinstance(row, Article)
    field = "title" if is_story else "name"
    names = [
        {"language": code, "direction": DIRECTION[code], "text": text}
        for code in LANGUAGES
        if (text := words(row, field, code))
    ]
    return PlaceShown(
        part=parts[place.part],
        url=reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk]),
        names=names,
        fallback=str(row),
        states=[chip(row, code) for code in LANGUAGES] if is_story else [],
    )
