"""A whole story as one value: its words in both languages and everything around it.

The desk's form makes one, a revision stores one, and publishing lays one, or a part of it, on the story's row. Parts
have names: a column of the story ("title_ar", "section"), or "topics", "bylines", "links".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple, Self

from articles.translation import ArticleWords
from newsroom.identity import LANGUAGES

WORDS = tuple(f"{name}_{language}" for name in ArticleWords.fields for language in LANGUAGES)
COLUMNS = ("kind", "section", "lead_photo", "original_language")
ROWS = ("topics", "bylines", "links")
SHARED = (*COLUMNS, *ROWS)
PARTS = (*WORDS, *SHARED)


class Credit(NamedTuple):
    """One byline: who, and what they did."""

    contributor: int
    role: str


class Link(NamedTuple):
    """One picked link: to a story of ours, or to an address with a title per language."""

    story: int | None = None
    url: str = ""
    title_ar: str = ""
    title_en: str = ""


@dataclass(frozen=True)
class Snapshot:
    """One story, whole. `names` says what its numbers stood for, so that what is deleted later can still be named."""

    words: Mapping[str, str] = field(default_factory=dict)
    section: int | None = None
    lead_photo: int | None = None
    original_language: str = "ar"
    kind: str = "news"  # what revisions that are older than kinds read as
    topics: tuple[int, ...] = ()
    bylines: tuple[Credit, ...] = ()
    links: tuple[Link, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, compare=False)

    def part(self, name: str) -> Any:
        """Give one part by its name; a missing word is an empty one."""
        return self.words.get(name, "") if name in WORDS else getattr(self, name)

    def text(self, name: str, language: str) -> str:
        """Give the words of one field in one language."""
        return self.words.get(f"{name}_{language}", "")

    def with_words(self, **words: str) -> Self:
        """Put other words in: `story.with_words(title_en="Rain")`."""
        return replace(self, words={**self.words, **words})

    def with_parts(self, names: Iterable[str], other: "Snapshot") -> Self:
        """Take these parts from another snapshot and keep the rest."""
        names = set(names)
        words = {**self.words, **{name: other.part(name) for name in names & set(WORDS)}}
        shared = {name: other.part(name) for name in names & set(SHARED)}
        return replace(self, words=words, names={**self.names, **other.names}, **shared)

    def as_json(self) -> dict[str, Any]:
        """Give what a revision stores; empty words are left out."""
        stored = {each.name: getattr(self, each.name) for each in fields(self)}
        stored["words"] = {name: text for name, text in self.words.items() if text}
        stored["bylines"] = [credit._asdict() for credit in self.bylines]
        stored["links"] = [{name: value for name, value in link._asdict().items() if value} for link in self.links]
        return stored | {"topics": list(self.topics), "names": dict(self.names)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what a revision stored."""
        known = {each.name for each in fields(cls)}
        values = {name: value for name, value in stored.items() if name in known}
        values["topics"] = tuple(values.get("topics", ()))
        values["bylines"] = tuple(Credit(**credit) for credit in values.get("bylines", ()))
        values["links"] = tuple(Link(**link) for link in values.get("links", ()))
        return cls(**values)


def parts_of(language: str) -> tuple[str, ...]:
    """Name the parts that belong to one language alone."""
    return tuple(name for name in WORDS if name.endswith(f"_{language}"))


def changed_parts(before: Snapshot, after: Snapshot) -> set[str]:
    """Name the parts in which two snapshots differ."""
    return {name for name in PARTS if before.part(name) != after.part(name)}
