"""The page of parity."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Parity, SectionLimit, Translation
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/admin/articles/translation/"


def make_debt(
    *, days=None, live="ar", translator=None, state=Parity.SOURCE_CHANGED, language="en", words=3, **values
):
    story = factories.make_article(live=live, **values)
    owed = timezone.now() - timedelta(days=days) if days is not None else None
    return Translation.objects.create(
        article=story, language=language, translator=translator, state=state, owed_since=owed, words_behind=words
    )


def shown(response):
    return [row.pk for row in response.context["cl"].result_list]


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_oldest_debt_comes_first_and_none_last(chief):
    none, young, old = make_debt(), make_debt(days=1), make_debt(days=9)

    response = chief.get(PAGE)

    assert shown(response) == [old.pk, young.pk, none.pk]
    assert "Source changed by 3 words" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("owes=yes", ["old", "mine"]),
        ("owes=no", ["calm"]),
        ("state=missing", ["calm"]),
        ("translator=me", ["mine"]),
        ("translator=nobody", ["old", "calm"]),
        ("language=ar", ["calm"]),
        ("live=yes", ["old"]),
        ("q=LIGHTHOUSE", ["old"]),
        ("q=منارة", ["mine"]),
        ("translator=x", []),
        (f"section={'9' * 30}", []),
    ],
)
def test_page_is_narrowed(signed_in, query, kept):
    me = factories.make_editor()
    rows = {
        "old": make_debt(days=9, title_en="A lighthouse"),
        "mine": make_debt(days=3, translator=me, live="", title_ar="منارة"),
        "calm": make_debt(language="ar", live="ar", state=Parity.MISSING),
    }

    response = signed_in(me).get(f"{PAGE}?{query}")

    assert shown(response) == [rows[name].pk for name in kept]


def test_section_filter_keeps_one_section(chief):
    kept, _other = make_debt(days=1), make_debt(days=2)

    assert shown(chief.get(f"{PAGE}?section={kept.article.section_id}")) == [kept.pk]


def test_reporter_sees_their_own_alone(signed_in):
    reporter = factories.make_staff("reporter")
    own, _other = make_debt(days=1, owner=reporter), make_debt(days=2)

    assert shown(signed_in(reporter).get(PAGE)) == [own.pk]


def test_limited_editor_sees_their_sections_alone(signed_in):
    editor, inside, _outside = factories.make_staff("editor"), make_debt(days=1), make_debt(days=2)
    SectionLimit.objects.create(user=editor, section=inside.article.section)

    assert shown(signed_in(editor).get(PAGE)) == [inside.pk]


def test_translator_finds_free_stories_by_the_original_headline_alone(signed_in):
    translator, colleague = factories.make_staff("translator"), factories.make_staff("translator")
    free = make_debt(days=1, title_en="Unfinished secret", title_ar="نداء")
    mine = make_debt(days=2, translator=translator)
    make_debt(days=3, translator=colleague)
    make_debt(days=4, live="")

    response = signed_in(translator).get(PAGE)

    page = response.content.decode()
    assert shown(response) == [mine.pk, free.pk]
    assert "نداء" in page
    assert "Unfinished secret" not in page
    assert f"/admin/articles/article/{free.article_id}/translation/take/" in page
    assert f'href="/admin/articles/article/{free.article_id}/change/"' not in page


def test_limited_translator_is_offered_their_sections_alone(signed_in):
    translator, inside, _outside = factories.make_staff("translator"), make_debt(days=1), make_debt(days=2)
    SectionLimit.objects.create(user=translator, section=inside.article.section)

    assert shown(signed_in(translator).get(PAGE)) == [inside.pk]


@pytest.mark.parametrize("group", ["finance", "photo_editor"])
def test_page_is_closed_to_other_trades(signed_in, group):
    assert signed_in(factories.make_staff(group)).get(PAGE).status_code == 403


def test_open_corrections_are_counted(chief):
    row = make_debt(days=1)
    for answer in ("", "", "corrected"):
        factories.make_correction(row.article, needs_answer=True, answer=answer)

    (shown_row,) = chief.get(PAGE).context["cl"].result_list

    assert shown_row.open_corrections == 2


def test_row_leads_to_the_story(chief):
    row = make_debt()

    response = chief.get(f"{PAGE}{row.pk}/change/")

    assert response.url == f"/admin/articles/article/{row.article_id}/change/"


def test_free_story_does_not_open_to_a_translator(signed_in):
    row = make_debt(days=1)

    assert signed_in(factories.make_staff("translator")).get(f"{PAGE}{row.pk}/change/").status_code == 403


def test_translations_are_assigned_together_after_a_look(chief):
    rows, translator = [make_debt(days=1), make_debt(days=2)], factories.make_staff("translator")
    sent = {"action": "assign_translator", "_selected_action": [row.pk for row in rows], "person": translator.pk}

    looked = chief.post(PAGE, sent | {"step": "look"}).context
    chief.post(PAGE, sent | {"step": "do", "seen": looked["seen"], "answer": looked["answer"]})

    assert sorted(looked["numbers"]) == sorted(row.pk for row in rows)
    assert {row.translator for row in Translation.objects.all()} == {translator}


def test_translators_assign_nothing_together(signed_in):
    row = make_debt(days=1)
    translator = factories.make_staff("translator")
    sent = {"action": "assign_translator", "_selected_action": [row.pk], "person": translator.pk, "step": "look"}

    signed_in(translator).post(PAGE, sent)

    assert Translation.objects.get().translator is None


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same_number_of_questions_for_any_number_of_rows(chief, rows):
    translator = factories.make_staff("translator")
    for _each in range(rows):
        factories.make_correction(make_debt(days=1, translator=translator).article, needs_answer=True)
    chief.get(PAGE)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        chief.get(PAGE)

    assert len(asked) == 7
