"""Who may do what with which story."""

import pytest
from django.contrib.auth.models import Group

from articles import access
from articles.models import Article, SectionLimit, Translation
from newsroom.models import User
from newsroom.roles import keep_groups
from tests import factories

pytestmark = pytest.mark.django_db

ACTS = ("see", "change", "publish", "delete")


def hire(group):
    keep_groups()
    user = User.objects.create_user(f"{group}{User.objects.count()}", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def assigned_to(user, **values):
    story = factories.make_article(live="", **values)
    Translation.objects.create(article=story, language="en", translator=user)
    return story


def acts_of(user, story):
    fresh = User.objects.get(pk=user.pk)
    return {act for act in ACTS if access.may(fresh, act, Article.objects.get(pk=story.pk))}


@pytest.mark.parametrize(
    ("group", "acts"),
    [
        ("reporter", set()),
        ("translator", set()),
        ("photo_editor", set()),
        ("finance", set()),
        ("editor", {"see", "change", "publish"}),
        ("chief_editor", {"see", "change", "publish", "delete"}),
    ],
)
def test_a_colleagues_story(group, acts):
    story, user = factories.make_article(live="ar"), hire(group)

    assert acts_of(user, story) == acts
    assert access.visible_to(user).contains(story) == ("see" in acts)


def test_a_reporters_own_story():
    reporter = hire("reporter")
    story = factories.make_article(live="", owner=reporter)

    assert acts_of(reporter, story) == {"see", "change"}
    assert access.changeable_languages(reporter, story) == ["ar", "en"]
    assert list(access.visible_to(reporter)) == [story]


def test_a_translators_assigned_story():
    translator = hire("translator")
    story = assigned_to(translator)

    assert acts_of(translator, story) == {"see", "change"}
    assert access.changeable_languages(translator, story) == ["en"]
    assert not access.may_change_shared(translator, story)
    assert list(access.visible_to(translator)) == [story]


def test_assignment_gives_no_right_to_who_may_not_translate():
    photographer = hire("photo_editor")

    assert acts_of(photographer, assigned_to(photographer)) == set()


def test_section_limits_close_every_other_section():
    editor = hire("editor")
    inside, outside = factories.make_article(), factories.make_article()
    SectionLimit.objects.create(user=editor, section=inside.section)

    assert acts_of(editor, inside) == {"see", "change", "publish"}
    assert acts_of(editor, outside) == set()
    assert list(access.visible_to(User.objects.get(pk=editor.pk))) == [inside]


def test_who_has_left_has_nothing():
    editor = hire("editor")
    story = factories.make_article()
    User.objects.filter(pk=editor.pk).update(is_active=False)

    assert acts_of(editor, story) == set()
    assert not access.visible_to(User.objects.get(pk=editor.pk)).exists()
