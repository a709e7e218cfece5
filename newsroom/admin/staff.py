"""The staff's accounts and groups in the desk."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom.models import User
from newsroom.roles import name_of

admin.site.unregister(Group)


class NamedGroups(forms.ModelMultipleChoiceField):
    """A choice of groups by the names that people read."""

    def label_from_instance(self, obj: models.Model) -> str:
        """Name one group."""
        return name_of(str(obj))


class ByGroup(admin.RelatedFieldListFilter):
    """The filter of accounts by group."""

    def field_choices(self, *args: Any) -> Any:
        """Name the groups."""
        return [(pk, name_of(str(name))) for pk, name in super().field_choices(*args)]


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Django's own account page, with the language that the desk speaks to its owner."""

    fieldsets = (*UserAdmin.fieldsets, (_("The desk"), {"fields": ("interface_language",)}))  # type: ignore[misc]
    list_display = ("username", "first_name", "last_name", "email", "interface_language", "is_active", "is_staff")
    list_filter = ("is_staff", "is_superuser", "is_active", ("groups", ByGroup))

    def formfield_for_manytomany(self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        """Name the groups where they are chosen."""
        if db_field.name == "groups":
            kwargs["form_class"] = NamedGroups
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Name the groups to those who may only look, too."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [(title, options | {"fields": _instead(options["fields"])}) for title, options in fieldsets]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Count the named groups among what is only shown."""
        return [*super().get_readonly_fields(request, obj), "member_of"]

    @admin.display(description=_("groups"), empty_value="–")
    def member_of(self, account: User) -> str:
        """List the groups of an account."""
        return " · ".join(sorted(name_of(group.name) for group in account.groups.all()))


def _instead(fields: Iterable[Any]) -> list[Any]:
    return ["member_of" if field == "groups" else field for field in fields]


@admin.register(Group)
class NamedGroupAdmin(GroupAdmin):
    """Django's own page of groups, by name; the code that `keep_groups` knows a group by stands beside."""

    list_display = ("called", "name")

    @admin.display(description=_("group"), ordering="name")
    def called(self, group: Group) -> str:
        """Name the group."""
        return name_of(group.name)
