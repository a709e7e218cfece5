"""Every act that changes a name of the house's list, and the list that a new newsroom may begin with.

Promise: after the commit of an act the shared caches drop every page of results, since any of them may change.
"""

import tomllib
from pathlib import Path

from django.db import transaction

from articles import plaintext
from articles.models import Name
from newsroom import edge
from newsroom.identity import LANGUAGES

STARTER = Path(__file__).resolve().parent / "starter_names.toml"


def save(name: Name) -> Name:
    """Write a name, each spelling once and without what cannot be seen."""
    with transaction.atomic():
        _write(name)
        edge.purge(_pages())
    return name


def delete(name: Name) -> None:
    """Remove a name; its spellings are words like all others from then on."""
    with transaction.atomic():
        name.delete()
        edge.purge(_pages())


def add_missing(path: Path = STARTER) -> int:
    """Add the names of a list that the house does not have, and say how many; those it has stay as they are."""
    with transaction.atomic():
        there = set(Name.objects.values_list("spelling_ar", "spelling_en"))
        missing = [name for name in _listed(path) if (name.spelling_ar, name.spelling_en) not in there]
        for name in missing:
            _write(name)
        edge.purge(_pages())
    return len(missing)


def _write(name: Name) -> None:
    for language in LANGUAGES:
        setattr(name, f"spelling_{language}", plaintext.one_line(name.spelling(language)))
    house = {name.spelling(language) for language in LANGUAGES}
    lines = map(plaintext.one_line, name.variants.splitlines())
    name.variants = "\n".join(dict.fromkeys(line for line in lines if line and line not in house))
    name.save()


def _listed(path: Path) -> list[Name]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Name(kind=kind, spelling_ar=arabic, spelling_en=english, variants="\n".join(variants))
        for kind, names in rows.items()
        for arabic, english, *variants in names
    ]


def _pages() -> set[str]:
    return {f"search-{language}" for language in LANGUAGES}
