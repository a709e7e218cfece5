"""What changed between two texts, word by word.

Promise: however long and however alike the words are, a comparison ends in a moment: long texts are compared sentence
by sentence first, and a passage that would still take too long is told as replaced whole.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

from articles.richtext import plain_text
from articles.snapshots import Snapshot

# So many pairs of equal words a comparison may look at closely; two texts of 2,000 words have about 100,000.
CLOSE_READING = 200_000
LONGEST_SENTENCE = 40  # words
COUNTED = ("title", "standfirst", "lead_caption")


class Change(NamedTuple):
    """A run of words: kept ("equal"), or what was `before` and what stands there `after`."""

    kind: str  # "equal", "replace", "delete" or "insert", as difflib names them
    before: list[str]
    after: list[str]


def word_changes(before: list[str], after: list[str]) -> Iterator[Change]:
    """Compare two lists of words and give the runs in their order."""
    if _is_short_work(before, after):
        yield from _runs(before, after)
        return
    for change in _runs(_sentences(before), _sentences(after), rough=True):
        old, new = list(chain(*change.before)), list(chain(*change.after))
        if change.kind == "replace" and _is_short_work(old, new):
            yield from _runs(old, new)
        else:
            yield Change(change.kind, old, new)


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


def _runs(before: Sequence, after: Sequence, *, rough: bool = False) -> Iterator[Change]:
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=rough).get_opcodes():
        yield Change(kind, list(before[start:end]), list(after[new_start:new_end]))


def _is_short_work(before: list[str], after: list[str]) -> bool:
    there = Counter(after)
    return sum(count * there[word] for word, count in Counter(before).items()) <= CLOSE_READING


def _sentences(words: list[str]) -> list[tuple[str, ...]]:
    """Part words where a sentence ends, or where it has gone on for too long."""
    sentences, sentence = [], []
    for word in words:
        sentence.append(word)
        if word.endswith((".", "!", "?", "؟", "؛", ":")) or len(sentence) == LONGEST_SENTENCE:
            sentences.append(tuple(sentence))
            sentence = []
    return [*sentences, tuple(sentence)] if sentence else sentences
