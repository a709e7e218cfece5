"""Nobody gives away more than they have: chief editors and the accounts of the staff."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django_ox.models import OxTask

from newsroom import rights
from newsroom.models import AuditEntry, User
from newsroom.roles import all_roles, keep_groups
from tests import door, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client):
    """A client signed in as a chief editor, who is no superuser."""
    user = factories.make_staff("chief_editor", username="chief")
    client.force_login(user)
    client.user = user
    return client


def groups(*names):
    return list(Group.objects.filter(name__in=names).values_list("pk", flat=True))


def change(client, account, **values):
    """Send the account page as a browser would, with these values."""
    address = reverse("admin:newsroom_user_change", args=[account.pk])
    data = {"username": account.username, "interface_language": "en", "is_active": "on", "is_staff": "on"} | values
    data |= {"section_limits-TOTAL_FORMS": 0, "section_limits-INITIAL_FORMS": 0}
    return client.post(address, {name: value for name, value in data.items() if value is not None})


def test_chief_editor_puts_somebody_in_a_group(chief):
    account = factories.make_staff("translator")

    response = change(chief, account, groups=groups("translator", "editor"))

    assert response.status_code == 302
    assert sorted(group.name for group in account.groups.all()) == ["editor", "translator"]
    entry = AuditEntry.objects.get(act="permissions")
    assert entry.by_id == chief.user.pk
    assert entry.details == {"groups_before": "translator", "groups": "editor, translator"}


def test_chief_editor_cannot_give_what_only_finance_may(chief):
    account = factories.make_staff("editor")

    response = change(chief, account, groups=groups("editor", "finance"))

    assert response.status_code == 200
    assert [group.name for group in account.groups.all()] == ["editor"]
    assert not AuditEntry.objects.filter(act="permissions").exists()


def test_chief_editor_may_hand_out_every_role_but_finance(chief):
    assert set(all_roles()) - {group.name for group in rights.grantable(chief.user)} == {"finance"}


@pytest.mark.parametrize("kind", ["superuser", "finance", "closed finance", "extra permission"])
def test_chief_editor_may_look_at_stronger_accounts_only(chief, kind):
    if kind == "superuser":
        account = factories.make_editor()
    else:
        account = factories.make_staff("finance" if "finance" in kind else "editor", is_active="closed" not in kind)
    if kind == "extra permission":
        account.user_permissions.add(Permission.objects.get(codename="delete_group"))

    page = chief.get(reverse("admin:newsroom_user_change", args=[account.pk]))
    saved = change(chief, account, username="taken")
    password = chief.get(reverse("admin:auth_user_password_change", args=[account.pk]))

    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert [saved.status_code, password.status_code] == [403, 403]
    assert not User.objects.filter(username="taken").exists()


def test_chief_editor_cannot_make_superusers_or_hand_out_single_permissions(chief):
    account = factories.make_staff("editor")
    dangerous = Permission.objects.get(codename="delete_group")

    change(chief, account, groups=groups("editor"), is_superuser="on", user_permissions=dangerous.pk)

    account.refresh_from_db()
    assert account.is_superuser is False
    assert account.user_permissions.count() == 0


def test_chief_editor_adds_an_account(chief):
    response = chief.post(
        reverse("admin:newsroom_user_add"),
        {"username": "new", "email": "new@example.org", "usable_password": "false", "is_staff": "on"},
    )

    assert response.status_code == 302
    assert User.objects.get(username="new").is_superuser is False
    assert AuditEntry.objects.get(act="add_account").on_text == "new"


def test_editor_may_not_even_look(client):
    client.force_login(factories.make_staff("editor"))

    assert client.get(reverse("admin:newsroom_user_changelist")).status_code == 403


def test_superuser_may_give_anything_and_each_change_is_written_down(admin_client, admin_user):
    account = factories.make_staff("editor")

    change(admin_client, account, groups=groups("finance"), is_superuser="on", is_active=None)

    entry = AuditEntry.objects.get(act="permissions")
    assert entry.details == {
        "groups_before": "editor",
        "groups": "finance",
        "marks_before": "is_active, is_staff",
        "marks": "is_staff, is_superuser",
    }


def test_change_that_touches_no_right_is_written_down_as_such(chief):
    account = factories.make_staff("editor")

    change(chief, account, groups=groups("editor"), email="new@example.org")

    assert AuditEntry.objects.get(act="change_account").details == {"fields": "email"}


def test_password_set_by_the_desk_is_written_down_and_the_owner_told(chief):
    account = factories.make_staff("editor")

    chief.post(
        reverse("admin:auth_user_password_change", args=[account.pk]),
        {"usable_password": "true", "password1": "a long new passphrase", "password2": "a long new passphrase"},
    )

    assert AuditEntry.objects.get(act="password").on_id == str(account.pk)
    assert OxTask.objects.filter(task_path="newsroom.entry.letters.tell").count() == 1


def test_lost_second_factor_is_taken_off_with_its_sessions(chief, django_user_model):
    account = factories.make_staff("editor")
    door.add_app(account)
    theirs = type(chief)()
    door.sign_in(theirs, account)
    assert theirs.get("/admin/").status_code == 200

    chief.post(
        reverse("admin:newsroom_user_changelist"),
        {"action": "forget_second_factor", "_selected_action": account.pk},
    )

    assert Authenticator.objects.filter(user=account).count() == 0
    assert UserSession.objects.filter(user=account).count() == 0
    assert theirs.get("/admin/").status_code == 302
    assert AuditEntry.objects.get(act="second_factor").on_id == str(account.pk)


@pytest.mark.parametrize("who", ["superuser", "oneself"])
def test_second_factor_of_the_stronger_and_of_oneself_stays(chief, who):
    account = factories.make_editor() if who == "superuser" else chief.user
    door.add_app(account)

    response = chief.post(
        reverse("admin:newsroom_user_changelist"),
        {"action": "forget_second_factor", "_selected_action": account.pk},
    )

    assert response.status_code == 403
    assert Authenticator.objects.filter(user=account).count() == 1


def test_group_change_is_written_down(admin_client):
    keep_groups()
    group = Group.objects.create(name="Night desk")
    wanted = Permission.objects.get(codename="view_article")

    admin_client.post(
        reverse("admin:auth_group_change", args=[group.pk]), {"name": "Night desk", "permissions": wanted.pk}
    )

    assert AuditEntry.objects.get(act="group").details == {"before": "", "after": "articles.view_article"}


def test_secrets_of_the_door_have_no_page(admin_client):
    for name in ("mfa/authenticator", "usersessions/usersession", "account/emailaddress"):
        assert admin_client.get(f"/admin/{name}/").status_code == 404


def test_rights_are_counted_while_an_account_is_closed():
    account = factories.make_staff("finance", is_active=False)

    assert rights.rights_of(account) == rights.rights_of(factories.make_staff("finance"))
    assert rights.rights_of(account) != set()
