"""Accounts and groups in the desk: groups are named, not coded."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from newsroom import roles
from newsroom.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    """An account of the chief editors and of a group that the newsroom made itself."""
    roles.keep_groups()
    account = User.objects.create_user(username="rana", is_staff=True)
    account.groups.set([Group.objects.get(name="chief_editor"), Group.objects.create(name="Night desk")])
    return account


def test_groups_are_named_where_they_are_chosen_and_filtered(admin_client, member):
    page = admin_client.get(reverse("admin:newsroom_user_change", args=[member.pk])).content.decode()
    accounts = admin_client.get(reverse("admin:newsroom_user_changelist")).content.decode()

    assert ">Chief editors</option>" in page
    assert ">Night desk</option>" in page
    assert ">Chief editors</a>" in accounts
    assert "chief_editor" not in page + accounts


def test_groups_are_named_to_those_who_may_only_look(client, member):
    looker = User.objects.create_user(username="looker", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_user"))
    client.force_login(looker)

    page = client.get(reverse("admin:newsroom_user_change", args=[member.pk])).content.decode()

    assert '<div class="readonly">Chief editors · Night desk</div>' in page
    assert "chief_editor" not in page


def test_list_of_groups_shows_the_name_before_the_code(admin_client, member):
    page = admin_client.get(reverse("admin:auth_group_changelist")).content.decode()

    assert '>Photo editors</a></th><td class="field-name">photo_editor</td>' in page


def test_every_role_has_a_name():
    assert set(roles.NAMES) >= set(roles.all_roles())
