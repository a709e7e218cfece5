"""What the desk points out about a photo: rights that end, a credit nobody confirmed, words that are missing."""

from datetime import date, datetime, time
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Photo
from newsroom import arabic
from newsroom.identity import DIRECTION, LANGUAGES, OTHER, language


class Badge(NamedTuple):
    """One thing to know: `mark` names its shape and colour, `word` says it."""

    mark: str
    word: str


class Caption(NamedTuple):
    """A caption with the language it is written in."""

    language: str
    direction: str
    text: str


def badges_of(photo: Photo, *, is_used: bool) -> list[Badge]:
    """List what is to be known of a photo, the most urgent first."""
    found = []
    if warning := rights_warning(photo):
        found.append(Badge(photo.rights_standing(), warning))
    if photo.credit_from_file:
        found.append(Badge("check", _("Credit not confirmed")))
    lacking = {"ar": _("No description in Arabic"), "en": _("No description in English")}
    found += [Badge("lacks", lacking[code]) for code in LANGUAGES if not photo.words("alt", code)]
    if not (photo.source or photo.rights or photo.rights_until):
        found.append(Badge("lacks", _("No source or rights stated")))
    if not is_used:
        found.append(Badge("unused", _("Unused")))
    return found


def rights_warning(photo: Photo) -> str:
    """Say when the rights ended or end soon; nothing while they last."""
    standing = photo.rights_standing()
    if not standing or photo.rights_until is None:
        return ""
    told = _("Rights ended on %(day)s") if standing == "expired" else _("Rights end on %(day)s")
    return told % {"day": written(photo.rights_until)}


def written(day: date) -> str:
    """Write a day of the calendar in the house style and the language of the desk."""
    noon = datetime.combine(day, time(12), timezone.get_current_timezone())
    return arabic.date(noon, language=language())


def caption_of(photo: Photo, wanted: str) -> Caption | None:
    """Give the caption in a language, else in the other, each with its own direction; None where there is none."""
    for code in (wanted, OTHER[wanted]):
        if text := photo.words("caption", code):
            return Caption(code, DIRECTION[code], text)
    return None
