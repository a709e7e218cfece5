"""Where photos are used, as the desk shows it: the part it plays, both names of the place, and where it stands."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import access, photos
from articles.admin.story_list import chip
from articles.models import Article
from articles.models.addresses import words
from newsroom.identity import DIRECTION, LANGUAGES
from newsroom.models import User


class PlaceShown(NamedTuple):
    """One line of the list; a story that the reader of the list may not see has neither address nor names."""

    part: str
    url: str
    names: list[dict[str, str]]  # each with its language, direction and text
    fallback: str
    states: list[SafeString]

    def link(self) -> SafeString:
        """Give the line as one link, for the admin's own list of what keeps a row from being deleted."""
        if not self.url:
            return format_html("{}: {}", self.part, self.fallback)
        return format_html('{}: <a href="{}"><bdi>{}</bdi></a>', self.part, self.url, self.fallback)


def shown_to(user: User, places: Mapping[int, list[photos.Place]]) -> dict[int, list[PlaceShown]]:
    """Make the lines for each photo, with what this user may see of the stories; in one query."""
    stories = {place.row.pk for listed in places.values() for place in listed if isinstance(place.row, Article)}
    seen = set(access.visible_to(user).filter(pk__in=stories).values_list("pk", flat=True)) if stories else set()
    lines: dict[int, list[PlaceShown]] = defaultdict(list)
    for photo, listed in places.items():
        lines[photo] = [_shown(place, seen, user) for place in listed]
    return lines


def _shown(place: photos.Place, seen: set[int], user: User) -> PlaceShown:
    parts = {"lead": _("Lead photo"), "body": _("In the text"), "portrait": _("Portrait")}
    row: Any = place.row
    is_story = isinstance(row, Article)
    if is_story and row.pk not in seen:
        return PlaceShown(parts[place.part], "", [], _("a story that you may not open"), [])
    opens = is_story or user.has_perm("articles.view_contributor")
    field = "title" if is_story else "name"
    return PlaceShown(
        part=parts[place.part],
        url=reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk]) if opens else "",
        names=[
            {"language": code, "direction": DIRECTION[code], "text": text}
            for code in LANGUAGES
            if (text := words(row, field, code))
        ],
        fallback=str(row),
        states=[chip(row, code) for code in LANGUAGES] if is_story else [],
    )
