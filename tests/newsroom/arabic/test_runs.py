"""The other script inside a paragraph: what is isolated, what stays, and that nothing else changes."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.arabic import isolated_runs, mixed

ADDED = re.compile('<bdi(?: dir="ltr")?>|</bdi>')
LANGUAGES = st.sampled_from(["ar", "en"])
WORDS = st.text(alphabet="أبجكAbcé0129 .,:;!?،؛؟+-#@_/()«»'’…&\u00a0\n")
# Pieces that well-formed HTML is made of, each whole.
HTML = st.lists(
    st.text(alphabet="أبجAbc019 .,:;!?،؟+-#@_/()«»’")
    | st.sampled_from(["&amp;", "&quot;", "&#x27;", "&lt;", "<br>", "<em>A ب 5</em>", "<p dir='ltr'>أ B +12</p>"])
    | st.sampled_from(['<p dir="ltr">أ, ب, C</p>', '<a href="https://a.b/?c=D">ج E</a>', "https://a.b/c?d=1&amp;e"])
).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لغة C++ و C# سهلة", "لغة [C++] و [C#] سهلة"),
        ("اتصل +963 11 123 4567 الآن", "اتصل {+963 11 123 4567} الآن"),
        ("شركات Google، Apple، Meta قالت", "شركات [Google]، [Apple]، [Meta] قالت"),
        ("قرأ «Hello, world!» ثم", "قرأ «[Hello, world!]» ثم"),
        ("منظمة Human Rights Watch (HRW) قالت", "منظمة [Human Rights Watch (HRW)] قالت"),
        ("باعت Apple 3 مليارات", "باعت [Apple] 3 مليارات"),
        ("هاتف iPhone 15.", "هاتف [iPhone 15]."),
        ("في U.S. وفي صحيفة The New York Times.", "في [U.S.] وفي صحيفة [The New York Times]."),
        ("بلغت -5 درجات في 2026-01-09", "بلغت {-5} درجات في {2026-01-09}"),
        ("انتهت 3-1 بعد 2011-2024", "انتهت 3-1 بعد 2011-2024"),
        ("راسل desk@river.example أو @river_post.", "راسل [desk@river.example] أو [@river_post]."),
        ("في https://a.example/b?c=1, ثم", "في [https://a.example/b?c=1], ثم"),
        ("لا شيء هنا 15% و$5", "لا شيء هنا 15% و$5"),
    ],
)
def test_latin_in_arabic_keeps_its_signs(text, expected):
    assert _shown(mixed(text, language="ar")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cities such as حلب, حمص, دمشق.", "cities such as [حلب], [حمص], [دمشق]."),
        ("He said «مرحبا يا صديقي!» and left", "He said «[مرحبا يا صديقي!]» and left"),
        ("the song (يا طير) 3 times", "the song ([يا طير]) 3 times"),
        ("Why «لماذا؟» again", "Why «[لماذا؟]» again"),
        ("No Arabic, +963 11 123 4567.", "No Arabic, +963 11 123 4567."),
    ],
)
def test_arabic_in_english_keeps_its_signs(text, expected):
    assert _shown(mixed(text, language="en")) == expected


def test_what_has_its_own_direction_follows_it():
    html = '<p dir="ltr">cities حلب, حمص</p><p>من NATO <bdi>EU</bdi></p><p dir="auto">NATO</p>'

    shown = _shown(isolated_runs(html, language="ar"))

    assert shown == '<p dir="ltr">cities [حلب], [حمص]</p><p>من [NATO] [EU]</p><p dir="auto">NATO</p>'


def test_plain_text_is_escaped():
    assert mixed('<b>"AT&T"</b>', language="ar") == (
        "&lt;<bdi>b</bdi>&gt;&quot;<bdi>AT&amp;T</bdi>&quot;&lt;/<bdi>b</bdi>&gt;"
    )


@given(HTML, LANGUAGES)
@example("X-5ب", "ar")
@example("5 &amp; A&amp;", "ar")
def test_nothing_but_isolation_is_added(html, language):
    assert ADDED.sub("", isolated_runs(html, language=language)) == html


@given(HTML, LANGUAGES)
@example("X-5ب", "ar")
@example("A,-5", "ar")
def test_a_second_time_changes_nothing(html, language):
    once = isolated_runs(html, language=language)

    assert isolated_runs(once, language=language) == once


@given(WORDS, LANGUAGES)
def test_every_letter_of_the_other_script_is_isolated(text, language):
    rest = re.sub("<bdi[^>]*>.*?</bdi>", "", mixed(text, language=language).replace("\n", " "))
    without_references = re.sub("&[#a-z0-9]+;", "", rest)

    assert re.findall("[A-Za-zé]" if language == "ar" else "[أبجك]", without_references) == []


@given(WORDS, LANGUAGES)
def test_isolation_never_nests(text, language):
    tags = re.findall("</?bdi", mixed(text, language=language))

    assert tags == ["<bdi", "</bdi"] * (len(tags) // 2)


def _shown(html):
    """Write `[` and `]` for an isolation by its first letter, `{` and `}` for one from left to right."""
    html = re.sub('<bdi dir="ltr">(.*?)</bdi>', r"{\1}", html)
    return re.sub("<bdi>(.*?)</bdi>", r"[\1]", html)
