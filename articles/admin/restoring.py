"""What was typed and not saved, offered at the next visit of the form, and put back into its fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from articles import drafts
from articles.admin.marked import Run, language_of, marked, readable
from articles.cleaning import cleaned
from articles.models import Draft
from articles.snapshots import WORDS, Snapshot
from newsroom.identity import DIRECTION
from newsroom.row_numbers import row_number

NUMBERS = {"section", "lead_photo", "topics", "contributor", "story"}
# What each list around a story shows in a row.
COLUMNS = {"bylines": ("contributor", "role"), "related_links": ("story", "url", "title_ar", "title_en")}
TITLES = ("title_ar", "title_en")


@dataclass
class Difference:
    """One field that was typed in: its label, and for words what was added and taken out."""

    label: str
    language: str = ""
    direction: str = ""
    runs: list[Run] | None = None


@dataclass
class Offer:
    """A draft as the form offers it."""

    answer: str  # what `?restore=` says
    place: str  # the key of a new form, or nothing
    typed_at: datetime
    differences: list[Difference]
    title: str = ""
    title_language: str = ""


def offer(draft: Draft, form: forms.ModelForm, labels: Mapping[str, str]) -> Offer | None:
    """Say what a draft would bring back; nothing where the form says all of it already."""
    working: Snapshot = form.instance.working
    found = [
        _difference(name, draft.typed[name], working, labels)
        for name in [*form.fields, *COLUMNS]
        if name in draft.typed and _differs(name, draft.typed[name], working)
    ]
    if not found:
        return None
    key = str(draft.key or "")
    titled = next((name for name in TITLES if draft.typed.get(name)), "")
    return Offer(key or "1", key, draft.saved_at, found, draft.typed.get(titled, ""), language_of(titled))


def first_values(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was typed as the first values of the form's own fields."""
    return {name: _fit(name, value) for name, value in typed.items() if name not in COLUMNS}


def first_rows(typed: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Give the rows that were typed, in the order of the screen, by the name of their list."""
    return {
        name: [
            {column: _fit(column, row.get(column, "")) for column in columns} | {"position": position}
            for position, row in enumerate(typed[name])
        ]
        for name, columns in COLUMNS.items()
        if name in typed
    }


def _fit(name: str, value: Any) -> Any:
    """Leave out what cannot stand for a row: a widget would ask the database for it."""
    if name not in NUMBERS:
        return value
    numbers = [each for each in (value if isinstance(value, list) else [value]) if row_number(each)]
    return numbers if isinstance(value, list) else next(iter(numbers), None)


def _differs(name: str, typed: Any, working: Snapshot) -> bool:
    if name in WORDS:
        return bool(cleaned(Snapshot(words={name: typed})).part(name) != working.part(name))
    if name in COLUMNS:
        rows = [row._asdict() for row in working.part(drafts.part_of(name))]
        shown = [[str(row[column] or "") for column in COLUMNS[name]] for row in rows]
        return [[row.get(column, "") for column in COLUMNS[name]] for row in typed] != shown
    if name == "topics":
        return sorted(typed) != sorted(map(str, working.topics))
    known = str(getattr(working, name, "") or "")
    return bool(typed != known)


def _difference(name: str, typed: Any, working: Snapshot, labels: Mapping[str, str]) -> Difference:
    label, language = labels.get(name, name), language_of(name)
    if name not in WORDS:
        return Difference(label)
    runs = marked(readable(name, working.part(name)), readable(name, typed))
    return Difference(label, language, DIRECTION[language], runs)
