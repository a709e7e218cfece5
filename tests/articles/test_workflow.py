"""The way of a version to its readers: which moves there are, who may make them, and what is kept of each."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from articles import publishing, revisions, workflow
from articles.models import Article, Move, State, Translation
from newsroom.models import User
from newsroom.roles import keep_groups
from tests import factories

pytestmark = pytest.mark.django_db


def hire(group):
    keep_groups()
    user = User.objects.create_user(group, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def offered(user, story, language="ar"):
    return [to for to, _rule in workflow.desk_moves(user, story, language)]


def test_a_move_is_kept_with_who_when_and_why():
    story, editor = factories.make_article(live="", state_ar=State.IN_REVIEW), factories.make_editor()

    publishing.move(story, language="ar", to=State.DRAFT, by=editor, comment="Name a second source.")

    move = Move.objects.get()
    assert (move.from_state, move.to_state, move.by) == (State.IN_REVIEW, State.DRAFT, editor)
    assert move.comment == "Name a second source."
    assert Article.objects.get().state_ar == State.DRAFT


def test_asking_for_a_change_says_which():
    story = factories.make_article(live="", state_ar=State.IN_REVIEW)

    with pytest.raises(ValidationError, match=r"Say what should change\."):
        publishing.move(story, language="ar", to=State.DRAFT, by=None, comment="  ")

    assert not Move.objects.exists()


@pytest.mark.parametrize("start", State.values)
@pytest.mark.parametrize("to", State.values)
def test_only_moves_of_the_table_are_made(start, to):
    story = factories.make_article(live="")
    Article.objects.filter(pk=story.pk).update(state_en=start, published_at_en="2026-01-01T00:00Z")
    allowed = (start, to) in workflow.MOVES and State.PUBLISHED not in (start, to)

    try:
        publishing.move(story, language="en", to=State(to), by=None, comment="Because.")
    except ValidationError:
        moved = False
    else:
        moved = True

    assert moved == allowed
    assert Article.objects.get().state_en == (to if allowed else start)


def test_a_reporter_sends_to_review_and_no_further():
    reporter = hire("reporter")
    draft = factories.make_article(live="", owner=reporter)
    in_review = factories.make_article(live="", owner=reporter, state_ar=State.IN_REVIEW)

    assert offered(reporter, draft) == [State.IN_REVIEW]
    assert offered(reporter, in_review) == []


def test_a_translator_moves_only_the_translation():
    translator = hire("translator")
    story = factories.make_article(live="")
    Translation.objects.create(article=story, language="en", translator=translator)

    assert offered(translator, story, "en") == [State.IN_REVIEW]
    assert offered(translator, story, "ar") == []


def test_an_editor_approves_or_asks_for_a_change():
    story = factories.make_article(live="", state_ar=State.IN_REVIEW)

    assert offered(hire("editor"), story) == [State.READY, State.DRAFT]


def test_publishing_and_withdrawing_are_kept_as_moves_too():
    story = factories.make_article(live="")

    publishing.publish(story, language="en", by=None, comment="At last.")
    publishing.withdraw(story, language="en", by=None, reason="A wrong name.")

    kept = list(Move.objects.order_by("pk").values_list("from_state", "to_state", "comment"))
    assert kept == [("draft", "published", "At last."), ("published", "withdrawn", "A wrong name.")]


def test_a_move_says_when_it_only_let_changes_out():
    story, editor = factories.make_article(live="ar"), factories.make_editor()
    copy = revisions.desk_copy(story.pk)
    publishing.save(copy, copy.working.with_words(title_ar="عنوان أوضح"), by=editor)

    publishing.publish(revisions.desk_copy(story.pk), language="ar", by=editor)
    publishing.publish(revisions.desk_copy(story.pk), language="en", by=editor)

    told = {move.language: move.let_changes_out for move in Move.objects.all()}
    assert told == {"ar": True, "en": False}
