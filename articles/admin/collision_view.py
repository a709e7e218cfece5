"""The screen of a collision: yours, the newer text with who wrote it and when, and what both began from."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.collisions import CHOICE, SEEN, Collision, Merge
from articles.admin.marked import Run, language_of, marked, readable
from articles.admin.story_form import StoryForm
from articles.models import Article, Revision
from articles.snapshots import Snapshot, changed_parts
from newsroom import arabic
from newsroom.identity import DIRECTION, language
from newsroom.models import User
from newsroom.staff import acting

# Beyond this many newer revisions the latest ones are asked who wrote.
LOOK_BACK = 50


@dataclass
class Screen:
    """One part that two people changed, as readable texts."""

    part: str
    label: str
    anchor: str
    language: str
    direction: str
    mine: list[Run]
    theirs: list[Run]
    common: str | None
    by: User | None
    at: datetime | None
    choice_name: str
    takes_theirs: bool


class Collisions:
    """For the admin of stories: shows collisions as a choice, and says what came in from others."""

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show each collision above the form, and count its texts as shown."""
        form = context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        if request.method == "POST" and form.instance.pk:
            context["collisions"] = screens(form, formsets)
            count_as_shown(form, formsets)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def after_save(self, request: HttpRequest, form: Any, formsets: list, change: bool) -> None:
        """Say whose changes are in the story beside one's own."""
        merged = set().union(*(merge.merged for merge in _merges(form, formsets))) if change else set()
        if merged:
            messages.info(request, told_of(form, formsets, merged, reader=acting(request)))


def screens(form: StoryForm, formsets: Iterable[Any]) -> list[Screen]:
    """Give what was found now, and what was answered before but could not be saved for another reason."""
    open_now = [*form.collisions, *(each.collision for each in formsets if each.collision)]
    parts = {collision.part for collision in open_now}
    answered = [each for merge in _merges(form, formsets) for each in merge.chosen if each.part not in parts]
    if not open_now and not answered:
        return []
    writers = writers_since(form.instance, form.merge.started_from)
    names = {**form.instance.working.names, **form.names}
    for formset in formsets:
        names |= formset.names
    labels, anchors = _labels(form, formsets), _anchors(form, formsets)
    return [
        _screen(each, writers.get(each.part), names, labels[each.part], anchors[each.part], form.merge.choices)
        for each in [*open_now, *answered]
    ]


def count_as_shown(form: Any, formsets: Iterable[Any]) -> None:
    """Let the hidden field of the page say that its editor now knows the newer texts, of the lists too.

    Each merge knows what its own parts show now, and of the others only what the page said before.
    """
    shown: dict[str, int] = {}
    for merge in _merges(form, formsets):
        for part, at in merge.shown_since.items():
            shown[part] = max(at, shown.get(part, at))
    data = form.data.copy()
    data[SEEN] = json.dumps(json.loads(form.merge.seen()) | {"parts": shown})
    form.data = data


def told_of(form: StoryForm, formsets: Iterable[Any], merged: set[str], *, reader: User) -> str:
    """Say which parts others changed meanwhile, and who."""
    writers, labels = writers_since(form.instance, form.merge.started_from), _labels(form, formsets)
    people = {revision.by for part in merged if (revision := writers.get(part))}
    names = [_("you, on another page") if person == reader else name_of(person) for person in people]
    told = ngettext(
        "Saved together with a change by %(people)s: %(parts)s.",
        "Saved together with changes by %(people)s: %(parts)s.",
        len(merged),
    )
    parts = [label for part, label in labels.items() if part in merged]
    here = language()
    return told % {
        "people": arabic.joined(sorted(names), language=here),
        "parts": arabic.joined(parts, language=here),
    }


def writers_since(article: Article, number: int | None) -> dict[str, Revision]:
    """Name, for each part, the newest revision after one that changed it."""
    newer = Revision.objects.filter(article=article.pk, number__gte=number or 0).select_related("by")
    rows = list(reversed(newer.order_by("-number")[: LOOK_BACK + 1]))
    found: dict[str, Revision] = {}
    for before, after in pairwise(rows):
        changed = changed_parts(Snapshot.from_json(before.story), Snapshot.from_json(after.story))
        found |= dict.fromkeys(changed, after)
    return found


def name_of(person: User | None) -> str:
    """Name a member of staff."""
    return (person.get_full_name() or person.username) if person else _("the system")


def _screen(
    found: Collision, writer: Revision | None, names: dict, label: str, anchor: str, choices: dict[str, str]
) -> Screen:
    mine, theirs = (readable(found.part, value, names) for value in (found.mine, found.theirs))
    common = None if found.common is None else readable(found.part, found.common, names)
    written_in = language_of(found.part)
    return Screen(
        part=found.part,
        label=label,
        anchor=anchor,
        language=written_in or language(),
        direction=DIRECTION[written_in or language()],
        mine=marked(theirs if common is None else common, mine),
        theirs=marked(mine if common is None else common, theirs),
        common=common,
        by=writer.by if writer else None,
        at=writer.made_at if writer else None,
        choice_name=f"{CHOICE}{found.part}",
        takes_theirs=choices.get(found.part) == "theirs",
    )


def _merges(form: Any, formsets: Iterable[Any]) -> list[Merge]:
    return [form.merge, *(each.merge for each in formsets if each.merge)]


def _labels(form: Any, formsets: Iterable[Any]) -> dict[str, str]:
    fields = {name: str(field.label) for name, field in form.fields.items()}
    return fields | {each.part: str(each.model._meta.verbose_name_plural) for each in formsets}


def _anchors(form: Any, formsets: Iterable[Any]) -> dict[str, str]:
    return {name: form[name].id_for_label for name in form.fields} | {
        each.part: f"{each.prefix}-group" for each in formsets
    }
