"""What a result shows of its story: the headline, and the place in the text that says most, with the words marked.

Promise: every letter comes from the story as it is published. The words are compared in their folded forms; what is
shown is cut out of the original, in pieces that the template escapes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from articles.models import Article
from articles.richtext.reading import plain_text
from articles.search.meaning import Meaning, forms_of
from newsroom.arabic import folding

MOST_READ = 12_000  # letters of a story; an excerpt is cut from these
BEFORE, AFTER = 8, 22  # words around the first one that is marked
LONGEST = 400  # letters, for texts whose words have no ends


Span = tuple[int, int, str]  # where a word begins and ends, and the cleaned word


class Text(NamedTuple):
    """A text and its words."""

    whole: str
    spans: list[Span]

    @classmethod
    def of(cls, whole: str) -> Text:
        """Find the words of a text."""
        return cls(whole, folding.spans(whole))


class Piece(NamedTuple):
    """A piece of a text, and whether it is one of the words that were looked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True)
class Result:
    """One result: the story, its headline and an excerpt in pieces."""

    story: Article
    title: list[Piece]
    excerpt: list[Piece]


def results(stories: Iterable[Article], meaning: Meaning, *, language: str) -> list[Result]:
    """Cut the excerpts of these stories, which have their bodies; one query, for words in Latin letters."""
    texts = [(story, Text.of(story.words("title", language)), _text(story, language)) for story in stories]
    strict, loose = _hits(meaning, {span[2] for _story, *both in texts for text in both for span in text.spans})
    found = []
    for story, title, text in texts:
        is_strict = any(span[2] in strict for span in (*title.spans, *text.spans))
        hits = strict if is_strict else loose
        found.append(Result(story, _marked(title, hits), _excerpt(text, hits)))
    return found


def _text(story: Article, language: str) -> Text:
    """Give all that an excerpt may be cut from, what matters most first."""
    body = plain_text(story.words("body", language))
    parts = (story.words("standfirst", language), story.words("lead_caption", language), body)
    return Text.of(" ".join("\n".join(filter(None, parts))[:MOST_READ].split()))


def _hits(meaning: Meaning, said: set[str]) -> tuple[set[str], set[str]]:
    """Name those of these words that answer the question, and those that answer it where no other does."""
    stems, skeletons = meaning.stems(), meaning.skeletons()
    arabic = {word for word in said if folding.is_arabic(word)}
    strict = {word for word in arabic if _is_hit(word, stems)}
    loose = {word for word in arabic if folding.forms(word).skeleton in skeletons}
    # A stem in Latin letters is the database's affair; what begins otherwise cannot have one of ours.
    beginnings = {stem[:2] for stem in stems}
    latin = forms_of(sorted(word for word in said - arabic if word[:2] in beginnings))
    strict |= {word for word, form in latin.items() if form.stem in stems}
    return strict, strict | loose


def _is_hit(word: str, stems: set[str]) -> bool:
    forms = folding.forms(word)
    inner = folding.inner(forms.folded)
    return bool({forms.stem, forms.whole, folding.forms(inner).stem if inner else forms.stem} & stems)


def _marked(text: Text, hits: set[str]) -> list[Piece]:
    """Split a text into pieces, each word that was looked for one of its own."""
    pieces, at = [], 0
    for start, end, word in text.spans:
        if word in hits:
            pieces += [Piece(text.whole[at:start]), Piece(text.whole[start:end], is_hit=True)]
            at = end
    return [piece for piece in [*pieces, Piece(text.whole[at:])] if piece.text]


def _excerpt(text: Text, hits: set[str]) -> list[Piece]:
    """Cut out the stretch with most of the words; a text without any is shown from its beginning."""
    spans = text.spans
    first = _best_start(spans, hits)
    last = min(first + BEFORE + AFTER, len(spans)) - 1
    start = spans[first][0] if first else 0
    end = min(spans[last][1] if last + 1 < len(spans) else len(text.whole), start + LONGEST)
    before, after = ("… " if start else ""), (" …" if end < len(text.whole) else "")
    cut = _marked(Text.of(text.whole[start:end]), hits)
    return [*([Piece(before)] if before else []), *cut, *([Piece(after)] if after else [])]


def _best_start(spans: list[Span], hits: set[str]) -> int:
    """Give the number of the word with which the best stretch begins: most different words, then the earliest."""
    places = [number for number, span in enumerate(spans) if span[2] in hits]
    best, most = 0, 0
    for place in places:
        different = {spans[each][2] for each in places if place <= each < place + AFTER}
        if len(different) > most:
            best, most = place, len(different)
    return best - BEFORE if best > BEFORE else 0
