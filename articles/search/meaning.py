"""What a question means: every form of its words, every spelling of its names, everybody who is called so.

Two questions to the database; out of its answers come the queries that `finding` asks.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from articles.search.lexemes import Query, all_of, any_of, in_order, none_of, one
from articles.search.question import Question, Term
from newsroom.arabic import folding

LONGEST_NAME = 4  # words
MOST_PEOPLE = 40

_FORMS = "SELECT word, folded, bare, stem, whole, skeleton, inside FROM search_forms(%s)"
_CALLED = """
SELECT
    (SELECT json_agg(json_build_array(person.id, person.stems)) FROM (
        SELECT id, search_name_stems(name_ar, name_en) AS stems FROM articles_contributor
        WHERE search_name_stems(name_ar, name_en) && %(stems)s::text[] ORDER BY id LIMIT %(most)s
    ) AS person),
    (SELECT json_agg(search_spellings(spelling_ar, spelling_en, variants)) FROM articles_name
        WHERE search_spellings(spelling_ar, spelling_en, variants) && %(keys)s::text[])
"""


@dataclass(frozen=True)
class Word:
    """The forms of one word, as `search_forms` gives them."""

    word: str
    folded: str
    bare: str
    stem: str
    whole: str
    skeleton: str
    inside: str

    def wanted(self) -> list[Query]:
        """Ask for the word whatever stands before and behind it; what looks like its article may be its beginning."""
        return [one(self.stem), one(self.whole), one(self.folded)]

    def loosely(self) -> list[Query]:
        """Ask for its other numbers too, and for what may stand behind an "and" that was typed along."""
        inside = [one(folding.forms(self.inside).stem)] if self.inside else []
        return [*([one(f"#{self.skeleton}")] if self.skeleton else []), *inside]

    def weighed(self) -> list[Query]:
        """List all that counts when results are put in order: the nearer a spelling, the more of these it has."""
        skeleton = [one(f"#{self.skeleton}")] if self.skeleton else []
        return [one(f"={self.word}"), one(self.folded), one(self.bare), *self.wanted(), *skeleton]


@dataclass
class Meaning:
    """A question in the index's own terms."""

    question: Question
    words: dict[str, Word]
    people: dict[str, list[int]] = field(default_factory=dict)  # stem of a word of the name: numbers
    names: dict[str, list[str]] = field(default_factory=dict)  # key of a spelling: keys of the other spellings

    def strict(self) -> Query:
        """Ask for every word or name, and for none that is excluded; phrases need only have their words."""
        return self._without_excluded([*self._clauses(), *self._words_of_phrases()])

    def loose(self) -> Query:
        """Ask for every word or one that is built on it."""
        return self._without_excluded([*self._clauses(is_loose=True), *self._words_of_phrases()])

    def some(self) -> Query:
        """Ask for any of the words."""
        return self._without_excluded([any_of([*self._clauses(is_loose=True), *self._words_of_phrases()])])

    def headline(self) -> Query:
        """Ask for every word in the headline."""
        phrases = [one(f"^{self.words[word].stem}") for term in self._phrases() for word in term.words]
        return self._without_excluded([*self._clauses(mark="^"), *phrases])

    def weighed(self) -> Query:
        """Ask for anything that counts when results are put in order."""
        counted: list[Query] = []
        for word in self.question.words():
            if any(word in term.words for term in self.question.wanted):
                counted += [*self.words[word].weighed(), *self._people(self.words[word])]
        for keys in self.names.values():
            counted += [one(stem) for key in keys for stem in key.split()]
        return any_of(counted)

    def precise(self) -> Query:
        """Ask for the phrases word by word, and that the excluded ones are not there; empty without phrases."""
        phrases = [self._phrase(term) for term in self._phrases()]
        excluded = [self._phrase(term) for term in self.question.excluded if len(term.words) > 1]
        return all_of([*phrases, none_of(excluded)])

    def stems(self) -> set[str]:
        """Name every stem that is marked where it is found."""
        asked = {word for term in self.question.wanted for word in term.words}
        own = {form for word in asked for form in (self.words[word].stem, self.words[word].whole)}
        return own | {stem for keys in self.names.values() for key in keys for stem in key.split()}

    def skeletons(self) -> set[str]:
        """Name every skeleton that is marked where it is found."""
        asked = {word for term in self.question.wanted if not term.is_phrase for word in term.words}
        return {self.words[word].skeleton for word in asked} - {""}

    def _clauses(self, *, is_loose: bool = False, mark: str = "") -> Iterator[Query]:
        """Ask for each free word, or for the name that several of them make."""
        free = [self.words[word] for word in free_words(self.question)]
        at = 0
        while at < len(free):
            length, spellings = self._name_at(free, at)
            run = free[at : at + length]
            own = all_of(self._word(word, is_loose=is_loose, mark=mark) for word in run)
            others = (all_of(one(mark + stem) for stem in key.split()) for key in spellings)
            yield any_of([own, *others])
            at += length

    def _name_at(self, free: list[Word], at: int) -> tuple[int, list[str]]:
        """Find the longest name that begins here: how many words it has, and the keys of all its spellings."""
        for length in range(min(LONGEST_NAME, len(free) - at), 0, -1):
            key = " ".join(word.stem for word in free[at : at + length])
            if key in self.names:
                return length, self.names[key]
        return 1, []

    def _word(self, word: Word, *, is_loose: bool, mark: str) -> Query:
        if mark:
            return any_of([one(mark + word.stem), one(mark + word.whole)])
        looser = word.loosely() if is_loose else []
        return any_of([*word.wanted(), *looser, *self._people(word)])

    def _people(self, word: Word) -> list[Query]:
        return [one(f":c:{person}") for person in self.people.get(word.stem, [])]

    def _phrases(self) -> list[Term]:
        return [term for term in self.question.wanted if term.is_phrase]

    def _words_of_phrases(self) -> list[Query]:
        return [any_of(self._spelled(word)) for term in self._phrases() for word in term.words]

    def _spelled(self, word: str) -> list[Query]:
        """A phrase holds its words as they are, but for what confuses everybody."""
        return [one(self.words[word].folded), one(self.words[word].bare)]

    def _phrase(self, term: Term) -> Query:
        return in_order([any_of(self._spelled(word)) for word in term.words], term.gaps)

    def _without_excluded(self, parts: list[Query]) -> Query:
        asked = all_of(parts)
        words = [self.words[term.words[0]] for term in self.question.excluded if len(term.words) == 1]
        excluded = none_of(form for word in words for form in word.wanted())
        return all_of([asked, excluded]) if asked else ""


def look_up(question: Question) -> Meaning:
    """Ask the database what the words of a question stand for; in two queries."""
    meaning = Meaning(question, forms_of(question.words()))
    stems = [meaning.words[word].stem for word in free_words(question)]
    keys = {" ".join(run) for run in _runs(stems)}
    with connection.cursor() as cursor:
        cursor.execute(_CALLED, {"stems": stems, "keys": list(keys), "most": MOST_PEOPLE})
        people, names = (_read(answer) for answer in cursor.fetchone())
    for number, called in people:
        for stem in called:
            meaning.people.setdefault(stem, []).append(number)
    for spellings in names:
        for key in keys & set(spellings):
            meaning.names.setdefault(key, []).extend(spellings)
    return meaning


def forms_of(words: list[str]) -> dict[str, Word]:
    """Give the forms of cleaned words."""
    if not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FORMS, [words])
        return {row[0]: Word(*row) for row in cursor}


def free_words(question: Question) -> list[str]:
    """List the words that need not stand as they were typed."""
    return [word for term in question.wanted if not term.is_phrase for word in term.words]


def _runs(stems: list[str]) -> Iterator[list[str]]:
    """Give every run of words that may be a name."""
    for start in range(len(stems)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(stems)) + 1):
            yield stems[start:end]


def _read(answer: Any) -> Any:
    return (json.loads(answer) if isinstance(answer, str) else answer) or []
