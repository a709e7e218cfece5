"""Read the demo newsroom from its files: a TOML file per story, one each for sections, topics, people and photos."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from articles.models import Article, State
from newsroom.identity import LANGUAGES

HERE = Path(__file__).resolve().parent
_MOMENT = re.compile(r"(in )?(\d+) (minute|hour|day|week)s?( ago)?")


@dataclass(frozen=True)
class Version:
    """One language of a story. `published` and `updated` count from the moment of loading; the past is negative."""

    title: str
    standfirst: str
    body: str
    state: str = State.PUBLISHED
    published: timedelta | None = None
    updated: timedelta | None = None
    lead_caption: str = ""
    reason: str = ""  # why it was withdrawn


@dataclass(frozen=True)
class Said:
    """One correction of a version and, where the other has answered, why it does not apply there."""

    language: str
    kind: str
    said: timedelta
    text: str
    does_not_apply: str = ""


@dataclass(frozen=True)
class Story:
    """One story as it stands in its file. `related` holds keys of stories, or tables with a url and titles."""

    key: str
    section: str
    original: str
    photo: str
    authors: list[str]
    versions: dict[str, Version]
    kind: str = Article.Kind.NEWS
    translators: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    related: list[str | dict[str, str]] = field(default_factory=list)
    corrections: list[Said] = field(default_factory=list)

    @property
    def newest(self) -> timedelta:
        """Say when the latest of its versions appears; a story with no date counts as being written now."""
        moments = [version.published for version in self.versions.values() if version.published is not None]
        return max(moments, default=timedelta())


@cache
def table(name: str) -> dict[str, dict[str, Any]]:
    """Read a file of rows such as `sections` or `people`: each row by its key, in the order of the file."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def stories() -> list[Story]:
    """Read every story, the oldest first."""
    found = [_story(path) for path in sorted((HERE / "stories").glob("*.toml"))]
    return sorted(found, key=lambda story: (story.newest, story.key))


def moment(words: str) -> timedelta:
    """Understand "20 minutes ago" and "in 2 hours"; raise ValueError at anything else."""
    match = _MOMENT.fullmatch(words)
    if not match or bool(match[1]) == bool(match[4]):
        raise ValueError(f"not a moment: {words!r}")
    span = timedelta(**{f"{match[3]}s": int(match[2])})
    return span if match[1] else -span


def _story(path: Path) -> Story:
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    versions = {language: _version(values.pop(language)) for language in LANGUAGES if language in values}
    corrections = [Said(**row | {"said": moment(row["said"])}) for row in values.pop("corrections", [])]
    return Story(key=path.stem, versions=versions, corrections=corrections, **values)


def _version(values: dict[str, Any]) -> Version:
    for name in ("published", "updated"):
        if name in values:
            values[name] = moment(values[name])
    return Version(**values)
