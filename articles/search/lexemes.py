"""Questions to Postgres put together from lexemes: 'bridge' & ('old' | 'ancient').

A lexeme comes from `folding` or is one of our own tags, so it holds neither a quote nor a backslash.
"""

from collections.abc import Iterable

Query = str  # the text of a tsquery; an empty one asks for nothing


def one(lexeme: str) -> Query:
    """Ask for one lexeme."""
    return f"'{lexeme}'"


def any_of(parts: Iterable[Query]) -> Query:
    """Ask for one of these at least."""
    return _joined(parts, " | ")


def all_of(parts: Iterable[Query]) -> Query:
    """Ask for all of these."""
    return _joined(parts, " & ")


def none_of(parts: Iterable[Query]) -> Query:
    """Ask that none of these is there."""
    either = any_of(parts)
    return f"!{either}" if either else ""


def in_order(parts: list[Query], gaps: tuple[int, ...]) -> Query:
    """Ask for these one behind the other; `gaps` says how many places each is behind the first."""
    asked = parts[0]
    for part, before, gap in zip(parts[1:], gaps, gaps[1:], strict=False):
        asked = f"{asked} <{gap - before}> {part}"
    return f"({asked})"


def _joined(parts: Iterable[Query], by: str) -> Query:
    unlike = list(dict.fromkeys(filter(None, parts)))
    return f"({by.join(unlike)})" if len(unlike) > 1 else "".join(unlike)
