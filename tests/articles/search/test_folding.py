"""The folding of words: what Postgres and Python make of a text is the same, and it is what readers need."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsroom.arabic import folding
from newsroom.arabic.small_words import SMALL_WORDS

pytestmark = pytest.mark.django_db
in_one_database = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _is_old(letter: str) -> bool:
    """Whether every Unicode that we may meet knows this character; newer ones are folded where they are known."""
    return unicodedata.ucd_3_2_0.category(letter) != "Cn"


arabic = st.text(
    st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.sampled_from("اأإآٱىيیئةهکكؤءـًٌَّٰٕٓٔ٠۰وفبلال ي"),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC),
    ).filter(_is_old),
    max_size=40,
)
anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0").filter(_is_old), max_size=60)
words = st.text("اأإبتةهدرسطفقكلمنويىءئؤ", min_size=1, max_size=12)


def ask(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@in_one_database
@given(st.one_of(arabic, anything))
@example("ﷺ ﷲ ﻻ ﹰ ـــ ﻹ")
@example("Ⅷ ﬁ İSTANBUL Ångström ½ ²")
@example("\u202e\u200f\ufeff\u2066ا\u0654\u0640و\u0654")
def test_a_text_folds_alike_in_postgres_and_in_python(text):
    (row,) = ask(
        "SELECT search_clean(%s), search_fold(%s), ARRAY(SELECT word FROM search_words(%s))", text, text, text
    )

    assert row == (folding.clean(text), folding.fold(text), folding.words(text))


@in_one_database
@given(words)
@example("والدته")
@example("لل")
@example("ال")
def test_a_word_has_the_same_forms_in_postgres_and_in_python(word):
    (row,) = ask("SELECT * FROM search_forms(ARRAY[%s])", word)

    assert row == (*folding.forms(word), folding.inner(folding.forms(word).folded))


@in_one_database
@given(arabic)
def test_folding_twice_changes_nothing(text):
    once = folding.fold(text)

    assert folding.fold(once) == once


def test_small_words_are_the_same_in_postgres_and_in_python():
    assert set(ask("SELECT search_small_words()")[0][0]) == SMALL_WORDS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إدلب", "ادلب"),
        ("آذار", "اذار"),
        ("ٱلشام", "الشام"),
        ("القذافى", "القذافي"),
        ("الحكومة", "الحكومه"),
        ("مسؤول", "مسئول"),
        ("شؤون", "شئون"),
        ("ســوريا", "سوريا"),
        ("مُحَمَّدٌ", "محمد"),
        ("هٰذا", "هذا"),
        ("کتاب", "كتاب"),
        ("یوم", "يوم"),
        ("٢٠٢٦", "2026"),
        ("۲۰۲۶", "2026"),
        ("ﺳﻮﺭﻳﺎ", "سوريا"),
        ("ا\u0654حمد", "أحمد"),
        ("Ra'ad’s", "raads"),
        ("ÉCOLE", "ecole"),
    ],
)
def test_spellings_of_one_word_fold_to_one(one, other):
    assert folding.fold(one) == folding.fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("والمدينة", "مدينة"),
        ("بالمدينة", "المدينة"),
        ("فالمدينة", "مدينة"),
        ("كالمدينة", "مدينة"),
        ("للمدينة", "مدينة"),
        ("لاجئين", "لاجئون"),
        ("لاجئ", "لاجئين"),
        ("معارضة", "معارض"),
        ("مدينتها", "المدينة"),
        ("شركات", "الشركة"),
        ("سوريا", "السورية"),
    ],
)
def test_words_that_differ_in_what_is_put_on_share_a_stem(one, other):
    assert folding.forms(folding.clean(one)).stem == folding.forms(folding.clean(other)).stem


@pytest.mark.parametrize(
    ("one", "many"), [("طفل", "أطفال"), ("مدرسة", "مدارس"), ("سعر", "الأسعار"), ("ولد", "أولاد"), ("مدينة", "مدن")]
)
def test_broken_plurals_share_a_skeleton_and_no_stem(one, many):
    one, many = folding.forms(folding.clean(one)), folding.forms(folding.clean(many))

    assert one.skeleton == many.skeleton != ""
    assert one.stem != many.stem


def test_what_differs_by_more_than_spelling_stays_apart():
    assert folding.forms("والد").stem == folding.forms("والده").stem != folding.forms("ولد").stem
    assert folding.forms("المد").stem not in {folding.forms("المدينه").stem, folding.forms("المدينه").whole}
    assert folding.inner("وزير") == "زير"
    assert folding.inner("بلد") == ""


def test_english_spellings_share_a_stem():
    pairs = [("organisation", "organization"), ("harbour", "harbors"), ("theatre", "theaters"), ("cities", "city")]

    forms = [ask("SELECT array_agg(DISTINCT stem) FROM search_forms(%s)", list(pair))[0][0] for pair in pairs]

    assert [len(stems) for stems in forms] == [1, 1, 1, 1]


def test_spans_lead_back_to_the_original():
    text = "«قالَ» الرئيسُ: Idlib's ١٢"

    found = [(text[start:end], word) for start, end, word in folding.spans(text)]

    assert found == [("قالَ", "قال"), ("الرئيسُ", "الرئيس"), ("Idlib's", "idlibs"), ("١٢", "12")]
