"""Permissions by names that people read: Django stores them in English."""

from django import forms
from django.contrib.auth.models import Permission
from django.db import models
from django.utils.translation import gettext, pgettext_lazy

ACTS = {
    "add": pgettext_lazy("permission", "add"),
    "change": pgettext_lazy("permission", "change"),
    "delete": pgettext_lazy("permission", "delete"),
    "view": pgettext_lazy("permission", "view"),
}


class NamedPermissions(forms.ModelMultipleChoiceField):
    """A choice of permissions, each said in the language of the desk: "Stories | story | publish"."""

    def label_from_instance(self, obj: models.Model) -> str:
        """Name one permission."""
        return in_words(obj) if isinstance(obj, Permission) else str(obj)


def in_words(permission: Permission) -> str:
    """Name what a permission allows; those of our own are marked where their models are declared."""
    act, _between, what = permission.codename.partition("_")
    plain = act in ACTS and what == permission.content_type.model
    return f"{permission.content_type} | {ACTS[act] if plain else gettext(permission.name)}"
