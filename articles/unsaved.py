"""A story as one person has it in their form: the working copy, and on it what they typed and have not saved."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from articles import drafts
from articles.cleaning import cleaned
from articles.models import Article, Role
from articles.snapshots import WORDS, Credit, Link, Snapshot
from newsroom.models import User
from newsroom.row_numbers import row_number

TITLES = ("title_ar", "title_en")


def typed_in(article: Article, *, by: User) -> Mapping[str, Any]:
    """Give what somebody typed into a story's form and has not saved; nothing of anybody else's."""
    draft = drafts.of_story(article.pk, user=by)
    return draft.typed if draft else {}


def laid_on(story: Snapshot, typed: Mapping[str, Any]) -> Snapshot:
    """Let a story say what was typed; what no form could have sent is left out."""
    words = {name: text for name, text in typed.items() if name in WORDS and isinstance(text, str)}
    shared: dict[str, Any] = {}
    for name in {"section", "lead_photo"} & set(typed):
        shared[name] = row_number(typed[name])
    if typed.get("kind") in Article.Kind.values:
        shared["kind"] = typed["kind"]
    if isinstance(typed.get("topics"), list):
        shared["topics"] = tuple(pk for each in typed["topics"] if (pk := row_number(each)))
    if isinstance(typed.get("bylines"), list):
        shared["bylines"] = _credits(typed["bylines"])
    if isinstance(typed.get("related_links"), list):
        shared["links"] = tuple(_link(row) for row in typed["related_links"])
    if not shared.get("section"):
        shared["section"] = story.section
    return cleaned(replace(story.with_words(**words), **shared))


def _credits(rows: list[Mapping[str, str]]) -> tuple[Credit, ...]:
    chosen = [(row_number(row.get("contributor")), row.get("role", "")) for row in rows]
    return tuple(Credit(pk, role) for pk, role in chosen if pk and role in Role.values)


def _link(row: Mapping[str, str]) -> Link:
    url = row.get("url", "")
    is_web = url.startswith(("https://", "http://"))  # the form will refuse any other
    return Link(row_number(row.get("story")), url if is_web else "", *(row.get(name, "") for name in TITLES))
