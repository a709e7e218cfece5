"""Isolation without markup: balanced, done once, and undone without a trace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import arabic

OPENING = "\u2066\u2067\u2068"
MARKS = f"{OPENING}\u2069"
# Any text at all, and texts in which marks and line ends are not rare.
TEXTS = st.text() | st.text(alphabet=f"أبab1. !\n\u2029{MARKS}")
LANGUAGES = st.sampled_from(["ar", "en", ""])


def depth_at_end(line):
    """Count what is open at the end of a line; a mark that closes nothing fails."""
    depth = 0
    for character in line:
        depth += (character in OPENING) - (character == "\u2069")
        assert depth >= 0
    return depth


@given(TEXTS, LANGUAGES)
def test_isolated_is_balanced_in_every_paragraph(text, language):
    lines = arabic.isolated(text, language).replace("\u2029", "\n").split("\n")

    assert [depth_at_end(line) for line in lines] == [0] * len(lines)


@given(TEXTS, LANGUAGES)
def test_isolated_twice_is_isolated_once(text, language):
    once = arabic.isolated(text, language)

    assert arabic.isolated(once, language) == once


@given(TEXTS, LANGUAGES)
def test_bare_gives_the_words_back(text, language):
    assert arabic.bare(arabic.isolated(text, language)) == arabic.bare(text)


@given(st.text().filter(lambda text: not set(text) & set(MARKS)), st.sampled_from(["ar", "en"]))
def test_a_headline_comes_back_whole(text, language):
    assert arabic.bare(arabic.titled(text, language)) == text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("", "", ""),
        ("Damascus", "", "\u2068Damascus\u2069"),
        ("دمشق", "ar", "\u2067دمشق\u2069"),
        ("one\ntwo", "en", "\u2066one\u2069\n\u2066two\u2069"),
        ("a\u2069b", "", "\u2068ab\u2069"),
        ("a\u2068b", "", "\u2068a\u2068b\u2069\u2069"),
        ("\u2068a\u2069\u2068b\u2069", "", "\u2068\u2068a\u2069\u2068b\u2069\u2069"),
    ],
)
def test_isolated_opens_in_the_direction_of_the_language(text, language, expected):
    assert arabic.isolated(text, language) == expected


@pytest.mark.parametrize(
    ("headline", "language", "is_mixed"),
    [
        ("الجسر القديم يفتح من جديد", "ar", False),
        ("هل يفتح الجسر القديم؟", "ar", False),
        ("فُتح الجسر بعد 3 سنوات من العمل", "ar", False),
        ("شركة Apple في دمشق", "ar", True),
        ("3 قتلى في انفجار", "ar", True),
        ("رجل يقول: «سنعود»", "ar", True),
        ("The old bridge reopens in 2026!", "en", False),
        ("A song called يا طير", "en", True),
    ],
)
def test_a_headline_is_isolated_only_where_a_foreign_frame_would_break_it(headline, language, is_mixed):
    written = arabic.titled(headline, language)

    assert arabic.is_mixed(headline, language) is is_mixed
    assert (written != headline) is is_mixed
