"""The groups of the newsroom's roles."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from articles import roles as paper
from newsroom import roles
from newsroom.models import User

pytestmark = pytest.mark.django_db


def may(group, permission):
    user = User.objects.create_user(username=group)
    user.groups.add(Group.objects.get(name=group))
    return user.has_perm(permission)


@pytest.mark.parametrize(
    ("group", "permission", "allowed"),
    [
        ("editor", "articles.publish_article", True),
        ("editor", "articles.delete_article", False),
        ("chief_editor", "articles.delete_article", True),
        ("translator", "articles.change_article", True),
        ("translator", "articles.add_article", False),
        ("translator", "articles.publish_article", False),
        ("photo_editor", "articles.add_photo", True),
        ("photo_editor", "articles.change_article", False),
    ],
)
def test_a_role_may_do_its_work_and_no_more(group, permission, allowed):
    roles.keep_groups()

    assert may(group, permission) is allowed


def test_keep_groups_takes_away_what_a_role_should_not_have_and_leaves_other_groups_alone(capsys):
    call_command("keep_groups")
    translators = Group.objects.get(name="translator")
    other = Group.objects.create(name="interns")
    publish = Permission.objects.get(codename="publish_article")
    translators.permissions.add(publish)
    other.permissions.add(publish)

    call_command("keep_groups")

    assert publish not in translators.permissions.all()
    assert publish in other.permissions.all()
    assert "translator" in capsys.readouterr().out


def test_a_role_that_names_no_permission_is_told(monkeypatch):
    monkeypatch.setitem(paper.ROLES, "ghost", ["articles.haunt_article"])

    with pytest.raises(ImproperlyConfigured, match=r"The role ghost names the permission articles\.haunt_article"):
        roles.keep_groups()
