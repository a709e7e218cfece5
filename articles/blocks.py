"""A body text read as blocks: paragraphs, headings, items, photos, captions, films. What a comparison works on.

Promise: a block holds words and names only, never markup; whoever shows them escapes them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from articles.richtext.embeds import embed_for

_PIECE = re.compile(r"<(/?)([a-z0-9]+)([^<>]*)>|([^<]+)")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_EMPHASIS = frozenset({"strong", "em", "sub", "sup"})
_LINES = frozenset({"p", "h2", "h3", "figcaption"})


class Word(NamedTuple):
    """A word and how it is set: "strong", "em", "sub", "sup", and the address that it links to."""

    text: str
    marks: frozenset[str] = frozenset()
    address: str = ""


@dataclass(frozen=True)
class Block:
    """One block of a text.

    `kind` is "p", "h2", "h3", "quote", "bullet", "number", "caption", "photo", "film" or "hr". `about` tells blocks
    of one kind apart: the number of the photo, the address of the film.
    """

    kind: str
    words: tuple[Word, ...] = ()
    about: str = ""
    direction: str = ""  # `dir` and `lang`, where the block has its own

    @property
    def texts(self) -> list[str]:
        """List the words alone."""
        return [word.text for word in self.words]


def blocks_of(html: str) -> list[Block]:
    """Read a cleaned body text; what stands outside of a block is read as a paragraph."""
    reader = _Reader()
    for close, tag, attributes, letters in _PIECE.findall(html):
        if letters:
            reader.letters(unescape(letters))
        elif close:
            reader.close(tag)
        else:
            reader.open(tag, {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
    reader.end_line()
    return reader.blocks


@dataclass
class _Reader:
    """Takes a text tag by tag."""

    blocks: list[Block] = field(default_factory=list)
    _around: list[str] = field(default_factory=list)  # lists and quotes that are open
    _kind: str = "p"
    _direction: str = ""
    _marks: set[str] = field(default_factory=set)
    _address: str = ""
    _runs: list[Word] = field(default_factory=list)

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an opening tag."""
        if tag in _EMPHASIS:
            self._marks.add(tag)
        elif tag == "a":
            self._address = attributes.get("href", "")
        elif tag == "br":
            self.letters("\n")
        else:
            self._open_block(tag, attributes)

    def close(self, tag: str) -> None:
        """Take a closing tag."""
        self._marks.discard(tag)
        if tag == "a":
            self._address = ""
        if tag in _LINES:
            self.end_line()
        elif tag in self._around:
            self.end_line()
            del self._around[len(self._around) - 1 - self._around[::-1].index(tag) :]

    def letters(self, letters: str) -> None:
        """Take letters as they are read."""
        self._runs.append(Word(letters, frozenset(self._marks), self._address))

    def end_line(self) -> None:
        """Make a block of the letters since the last one."""
        words = tuple(_words(self._runs))
        if words:
            self.blocks.append(self._line(words))
        self._kind, self._direction, self._runs = "p", "", []

    def _open_block(self, tag: str, attributes: dict[str, str]) -> None:
        self.end_line()
        if tag == "img":
            self.blocks.append(Block("photo", about=attributes.get("data-photo", "")))
        elif tag == "hr":
            self.blocks.append(Block("hr"))
        elif tag in ("ul", "ol", "blockquote"):
            self._around.append(tag)
        elif tag in _LINES:
            self._kind = {"figcaption": "caption"}.get(tag, tag)
        self._direction = " ".join(attributes[name] for name in ("dir", "lang") if name in attributes)

    def _line(self, words: tuple[Word, ...]) -> Block:
        addresses = {word.address for word in words}
        film = embed_for(next(iter(addresses))) if self._kind == "p" and len(addresses) == 1 else None
        if film and not self._around:
            named = () if words[0].text.startswith("http") else tuple(Word(word.text) for word in words)
            return Block("film", named, film.address)
        kind = self._kind
        if kind == "p" and self._around:
            kind = {"ul": "bullet", "ol": "number"}.get(self._around[-1], "quote")
        return Block(kind, words, direction=self._direction)


def _words(runs: list[Word]) -> Iterator[Word]:
    """Part runs of letters into words; a word that is set in two ways has the marks of both."""
    text, marks, address = "", frozenset[str](), ""
    for run in runs:
        for piece in re.split(r"(\s+)", run.text):
            if piece and not piece.isspace():
                text, marks, address = text + piece, marks | run.marks, run.address or address
            elif piece and text:
                yield Word(text, marks, address)
                text, marks, address = "", frozenset(), ""
    if text:
        yield Word(text, marks, address)
