"""What changed between two texts, word by word."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from articles.richtext import plain_text
from articles.snapshots import Snapshot

# Above this many words on a side a rough comparison is made, which stays fast whatever is pasted.
CLOSE_READING = 4_000
COUNTED = ("title", "standfirst", "lead_caption")


class Change(NamedTuple):
    """A run of words: kept ("equal"), or what was `before` and what stands there `after`."""

    kind: str  # "equal", "replace", "delete" or "insert", as difflib names them
    before: list[str]
    after: list[str]


def word_changes(before: list[str], after: list[str]) -> Iterator[Change]:
    """Compare two lists of words and give the runs in their order."""
    rough = max(len(before), len(after)) > CLOSE_READING
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=rough).get_opcodes():
        yield Change(kind, before[start:end], after[new_start:new_end])


def count_changed_words(before: Snapshot, after: Snapshot, language: str) -> int:
    """Count the words of one language that were added, taken out or replaced."""
    old, new = words_of(before, language), words_of(after, language)
    if old == new:
        return 0
    changes = (each for each in word_changes(old, new) if each.kind != "equal")
    return sum(max(len(change.before), len(change.after)) for change in changes)


def words_of(story: Snapshot, language: str) -> list[str]:
    """List the words that a translator of this version works from."""
    texts = [story.text(name, language) for name in COUNTED]
    return " ".join([*texts, plain_text(story.text("body", language))]).split()
