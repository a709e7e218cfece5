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
        return [_kept(name, wanted) for name, wanted in sorted(all_roles().items())]


def all_roles() -> dict[str, set[str]]:
    """Gather the roles of all apps."""
    gathered: dict[str, set[str]] = {}
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "roles"):
            for name, wanted in getattr(import_module(f"{app.name}.roles"), "ROLES", {}).items():
                gathered.setdefault(name, set()).update(wanted)
    return gathered


def _kept(name: str, wanted: set[str]) -> Group:
    group, _made = Group.objects.get_or_create(name=name)
    permissions = [_permission(codename, name) for codename in sorted(wanted)]
    group.permissions.set(permissions)
    return group


def _permission(label: str, role: str) -> Permission:
    app_label, codename = label.split(".")
    found = Permission.objects.filter(content_type__app_label=app_label, codename=codename).first()
    if found is None:
        raise ImproperlyConfigured(f"The role {role} names the permission {label}, which does not exist.")
    return found
