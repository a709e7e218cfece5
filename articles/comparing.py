"""Two states of a story side by side: what was added, taken out and set otherwise, word by word and part by part.

Promise: the result holds words and names, never markup.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from articles.blocks import Block, Word, blocks_of
from articles.changes import word_changes
from articles.snapshots import Snapshot
from articles.translation import ArticleWords

ALIKE = 0.3  # two blocks that share less of their words are not the same block written anew
MOST_PAIRS = 2_500  # beyond so many, blocks are matched by their place
MANY_BLOCKS = 500  # beyond so many, blocks that stand there again and again are not looked for


@dataclass(frozen=True)
class Piece:
    """A run of words: "kept", "added", "removed", or "reset": the same words, set otherwise."""

    kind: str
    text: str
    was: Word | None = None  # for "reset": how the first word was set, and how it is set now
    now: Word | None = None


@dataclass(frozen=True)
class Line:
    """One block of a text in both states; `before` or `after` is missing where the block was added or removed."""

    before: Block | None
    after: Block | None
    pieces: list[Piece] = field(default_factory=list)

    @property
    def block(self) -> Block:
        """Give the block as it is now, or as it last was."""
        return self.after or self.before or Block("p")

    @property
    def kind(self) -> str:
        """Say what happened to the block as a whole."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "kept" if self.before == self.after else "changed"


def compare_field(before: Snapshot, after: Snapshot, name: str, language: str) -> list[Piece]:
    """Compare one plain text; nothing where it did not change."""
    old, new = before.text(name, language), after.text(name, language)
    return [] if old == new else list(_pieces(_plain(old), _plain(new)))


def changed_fields(before: Snapshot, after: Snapshot, language: str) -> list[str]:
    """Name the plain texts that differ, in the order of the form."""
    names = [name for name in ArticleWords.fields if name != "body"]
    return [name for name in names if before.text(name, language) != after.text(name, language)]


def compare_bodies(before: str, after: str) -> list[Line]:
    """Compare two body texts block by block; nothing where they are the same."""
    if before == after:
        return []
    old, new = blocks_of(before), blocks_of(after)
    lines: list[Line] = []
    rough = max(len(old), len(new)) > MANY_BLOCKS
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=rough).get_opcodes():
        if kind == "equal":
            lines += [_line(block, block) for block in old[start:end]]
        else:
            lines += [_line(*pair) for pair in _paired(old[start:end], new[new_start:new_end])]
    return lines


def _line(before: Block | None, after: Block | None) -> Line:
    if before and before == after:
        return Line(before, after, [Piece("kept", " ".join(before.texts))])
    return Line(before, after, list(_pieces(before.words if before else (), after.words if after else ())))


def _paired(old: list[Block], new: list[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Put beside each block what it became, in order; what has no like was removed or added."""
    by_place = len(old) * len(new) > MOST_PAIRS
    start = 0
    for block in old:
        found = _most_like(block, new, start, start + 1 if by_place else len(new))
        if found is None:
            yield block, None
            continue
        yield from ((None, added) for added in new[start:found])
        yield block, new[found]
        start = found + 1
    yield from ((None, added) for added in new[start:])


def _most_like(block: Block, new: list[Block], start: int, end: int) -> int | None:
    likeness = {place: _likeness(block, new[place]) for place in range(start, min(end, len(new)))}
    best = max(likeness, key=lambda place: likeness[place], default=None)
    return best if best is not None and likeness[best] >= ALIKE else None


def _likeness(one: Block, other: Block) -> float:
    if (one.kind in ("photo", "film", "hr") or other.kind in ("photo", "film", "hr")) and (
        one.kind != other.kind or one.about != other.about
    ):
        return 0
    shared = Counter(one.texts) & Counter(other.texts)
    longer = max(len(one.words), len(other.words))
    return shared.total() / longer if longer else 1


def _pieces(before: Sequence[Word], after: Sequence[Word]) -> Iterator[Piece]:
    """Compare words, and how the words that stayed are set."""
    old, new = 0, 0
    for change in word_changes([word.text for word in before], [word.text for word in after]):
        was, now = before[old : old + len(change.before)], after[new : new + len(change.after)]
        old, new = old + len(change.before), new + len(change.after)
        if change.kind == "equal":
            yield from _kept(was, now)
            continue
        if change.before:
            yield Piece("removed", " ".join(change.before))
        if change.after:
            yield Piece("added", " ".join(change.after))


def _kept(was: Sequence[Word], now: Sequence[Word]) -> Iterator[Piece]:
    """Part words that stayed into runs that are set as they were and runs that are set otherwise."""
    start = 0
    for end in range(1, len(now) + 1):
        if end < len(now) and _setting(was[end], now[end]) == _setting(was[start], now[start]):
            continue
        text = " ".join(word.text for word in now[start:end])
        if _setting(was[start], now[start]) is None:
            yield Piece("kept", text)
        else:
            yield Piece("reset", text, was[start], now[start])
        start = end


def _setting(was: Word, now: Word) -> tuple[Word, Word] | None:
    """Tell how a word was and is set, where that differs."""
    if was == now:
        return None
    return was._replace(text=""), now._replace(text="")


def _plain(text: str) -> list[Word]:
    return [Word(word) for word in text.split()]
