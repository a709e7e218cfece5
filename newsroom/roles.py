"""Who may do what: each app says it in its `roles.py`, and `keep_groups` makes the groups so.

`ROLES` there maps a group's name to permissions written "app.codename". Apps may add to the same group.
"""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

# The frame's own part: the chief editor looks after the accounts of the staff.
ROLES: dict[str, list[str]] = {"chief_editor": [f"newsroom.{act}_user" for act in ("view", "add", "change")]}

ROLES["chief_editor"].append("newsroom.view_auditentry")

# The groups are stored under codes; people read these.
NAMES = {
    "reporter": _("Reporters"),
    "translator": _("Translators"),
    "editor": _("Editors"),
    "chief_editor": _("Chief editors"),
    "photo_editor": _("Photo editors"),
    "finance": _("Finance"),
}


def name_of(group: str) -> str:
    """Name a group in the active language; one that the newsroom made itself has its own name."""
    return str(NAMES.get(group, group))


def keep_groups() -> list[Group]:
    """Make every group that a role names, with exactly the permissions it names; other groups are left alone."""
    with transaction.atomic():
        there = {_label(each): each for each in Permission.objects.select_related("content_type")}
        return [_kept(name, wanted, there) for name, wanted in sorted(all_roles().items())]


def all_roles() -> dict[str, set[str]]:
    """Gather the roles of all apps."""
    gathered: dict[str, set[str]] = {}
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "roles"):
            for name, wanted in getattr(import_module(f"{app.name}.roles"), "ROLES", {}).items():
                gathered.setdefault(name, set()).update(wanted)
    return gathered


def _kept(name: str, wanted: set[str], there: dict[str, Permission]) -> Group:
    if strange := sorted(wanted - there.keys()):
        raise ImproperlyConfigured(f"The role {name} names the permission {strange[0]}, which does not exist.")
    group, _made = Group.objects.get_or_create(name=name)
    group.permissions.set(there[label] for label in wanted)
    return group


def _label(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"
