"""Lists in a sentence."""

import re

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from newsroom import arabic

NAMES = st.lists(st.text(alphabet="أبجAbc", min_size=1), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("names", "language", "expected"),
    [
        ([], "ar", ""),
        (["ليلى"], "ar", "ليلى"),
        (["ليلى", "سمير"], "ar", "ليلى وسمير"),
        (["ليلى", "Anna", "سمير"], "ar", "ليلى وAnna وسمير"),
        (["Anna", "ليلى"], "en", "Anna and ليلى"),
        (["Anna", "Samir", "Leila"], "en", "Anna, Samir, and Leila"),
    ],
)
def test_joined_writes_waw_close_to_the_next_name(names, language, expected):
    assert arabic.bare(arabic.joined(names, language=language)) == expected


def test_joined_isolates_each_name():
    assert arabic.joined(["ليلى", "Anna"], language="ar") == "\u2068ليلى\u2069 و\u2068Anna\u2069"


def test_joined_html_isolates_escapes_and_keeps_markup():
    link = mark_safe('<a href="/"><bdi>Anna</bdi></a>')

    joined = arabic.joined_html(["<ليلى>", link], language="ar")

    assert joined == f"<bdi>&lt;ليلى&gt;</bdi> و{link}"


@given(NAMES, st.sampled_from(["ar", "en"]))
def test_joined_holds_every_name_in_order(names, language):
    joined = arabic.joined(names, language=language)

    assert re.findall("\u2068(.*?)\u2069", joined) == names


@given(NAMES)
def test_nothing_stands_between_waw_and_the_name(names):
    joined = arabic.joined(names, language="ar")

    assert joined == " و".join(f"\u2068{name}\u2069" for name in names)
