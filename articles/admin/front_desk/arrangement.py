"""The arrangement of a page while an editor works on it.

Everything that is on the screen travels in the form, so that each button works without a script: only "Save" writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.access import visible_to
from articles.admin.lives import standing
from articles.curating import Wish
from articles.models import Article, FrontPage
from articles.pinned import Pinned
from newsroom.models import User
from newsroom.row_numbers import row_number

CLOCK = "%Y-%m-%dT%H:%M"  # as a browser's own picker writes it
LASTS = ("3h", "tonight", "24h")


@dataclass
class Row:
    """One pinned story on the screen; `expires` is what stands in its field."""

    story: Article
    expires: str = ""
    error: str = ""

    def moment(self) -> datetime | None:
        """Read the field on the newsroom's clock; raise ValidationError for what is no moment to come."""
        moment = forms.DateTimeField(required=False).clean(self.expires)
        if moment is not None and moment <= timezone.now():
            told = _("This moment has passed on the clock of %(zone)s. Choose one to come, or leave it empty.")
            raise ValidationError(told, params={"zone": settings.TIME_ZONE})
        return moment


@dataclass
class Arrangement:
    """The rows of one page, in order, resting on the arrangement with the number `seen`."""

    page: FrontPage
    seen: int
    rows: list[Row] = field(default_factory=list)

    def numbers(self) -> list[int]:
        """List the stories by number."""
        return [row.story.pk for row in self.rows]

    def wishes(self) -> list[Wish]:
        """Read every row; raise ValidationError once each wrong row carries its error."""
        wishes = []
        for row in self.rows:
            try:
                wishes.append(Wish(row.story.pk, row.moment()))
            except ValidationError as wrong:
                row.error = " ".join(wrong.messages)
        if any(row.error for row in self.rows):
            raise ValidationError(_("Correct the marked times first."))
        return wishes

    def as_readers_see_it(self) -> Pinned:
        """Give what would lead the page after saving: rows whose story is not live, or of another section, do not."""
        language, section = self.page.language, self.page.section_id
        shown = [row.story for row in self.rows if row.story.is_live(language)]
        return Pinned([story.pk for story in shown if section in (None, story.section_id)], None, None)

    def states(self) -> list[tuple[Row, str, str]]:
        """Pair each row with where its story stands in this language."""
        return [(row, *standing(row.story, self.page.language)) for row in self.rows]


def stored(page: FrontPage, by: User) -> Arrangement:
    """Take the page as it was last arranged; slots whose time is up have left it."""
    if page.pk is None:
        return Arrangement(page, page.number)
    now = timezone.now()
    slots = [slot for slot in page.slots.all() if slot.expires_at is None or slot.expires_at > now]
    stories = _stories((slot.story_id for slot in slots), by)
    rows = [Row(stories[slot.story_id], _on_clock(slot.expires_at)) for slot in slots if slot.story_id in stories]
    return Arrangement(page, page.number, rows)


def typed(page: FrontPage, sent: QueryDict, by: User) -> Arrangement:
    """Take the page as it stands on the editor's screen, after the pressed button has done its work."""
    numbers = [pk for text in sent.getlist("story") if (pk := row_number(text))]
    numbers = list(dict.fromkeys(numbers))
    stories = _stories(numbers, by)
    fields = dict(zip(sent.getlist("story"), sent.getlist("expires"), strict=False))
    rows = [Row(stories[pk], fields.get(str(pk), "")) for pk in numbers if pk in stories]
    seen = sent.get("seen", "")
    arrangement = Arrangement(page, row_number(seen) or 0, rows)
    _press(arrangement, sent, by)
    return arrangement


def lasting(how_long: str) -> str:
    """Say on the newsroom's clock when one of the quick choices ends."""
    now = timezone.localtime()
    ends = {
        "3h": now + timedelta(hours=3),
        "tonight": now.replace(hour=23, minute=59),
        "24h": now + timedelta(hours=24),
    }
    return ends[how_long].strftime(CLOCK)


def clock_now() -> str:
    """Read the newsroom's clock, as the quick choices of the script count from it."""
    return timezone.localtime().strftime(f"{CLOCK}:%S")


def candidates(page: FrontPage, text: str, *, without: Iterable[int] = (), most: int = 12) -> list[Article]:
    """Find live stories that may be pinned to the page: the newest, or those with this text in the headline."""
    found = Article.objects.live(page.language)
    if page.section_id:
        found = found.filter(section=page.section_id)
    if text:
        found = found.none() if "\0" in text else found.matching(text)
    return list(found.exclude(pk__in=list(without)).select_related("lead_photo").newest_first(page.language)[:most])


def _press(arrangement: Arrangement, sent: QueryDict, by: User) -> None:
    """Do what a row's button asks for."""
    rows = arrangement.rows
    for act in ("_up", "_down", "_remove", "_lasts"):
        number, _colon, how_long = sent.get(act, "").partition(":")
        place = next((n for n, row in enumerate(rows) if str(row.story.pk) == number), None)
        if place is None:
            continue
        if act == "_lasts" and how_long in LASTS:
            rows[place].expires = lasting(how_long)
        elif act == "_remove":
            del rows[place]
        elif act in ("_up", "_down"):
            other = max(0, place - 1) if act == "_up" else min(len(rows) - 1, place + 1)
            rows[place], rows[other] = rows[other], rows[place]
    wanted = row_number(sent.get("_add", ""))
    if wanted and wanted not in arrangement.numbers():
        rows.extend(Row(story) for story in _stories([wanted], by).values())


def _stories(numbers: Iterable[int], by: User) -> dict[int, Article]:
    """Load these stories, but for those that this editor may not see at the desk."""
    seen = visible_to(by).filter(pk__in=list(numbers)).select_related("lead_photo")
    return {story.pk: story for story in seen}


def _on_clock(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime(CLOCK) if moment else ""
