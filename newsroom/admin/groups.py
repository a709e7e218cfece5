"""The groups in the desk: named, not coded, and their changes written down."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom import audit
from newsroom.admin.permissions import NamedPermissions
from newsroom.roles import name_of
from newsroom.staff import acting

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


@admin.register(Group)
class NamedGroupAdmin(GroupAdmin):
    """Django's own page of groups, by name; the code that `keep_groups` knows a group by stands beside."""

    list_display = ("called", "name")

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        """Name the permissions."""
        if db_field.name == "permissions":
            kwargs["form_class"] = NamedPermissions
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("group"), ordering="name")
    def called(self, group: Group) -> str:
        """Name the group."""
        return name_of(group.name)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """Note what the group could do before anything is saved."""
        form.rights_before = _permissions(form.instance) if change else ""
        return super().save_form(request, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write the change down."""
        super().save_related(request, form, formsets, change)
        after = _permissions(form.instance)
        audit.record("group", by=acting(request), on=form.instance, before=form.rights_before, after=after)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Write the end of a group down."""
        audit.record("group", by=acting(request), on=obj, before=_permissions(obj), after="deleted")
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """Write the end of each group down."""
        for group in queryset:
            self.delete_model(request, group)


def _permissions(group: Group) -> str:
    rows = group.permissions.order_by("content_type__app_label", "codename").select_related("content_type")
    return ", ".join(f"{row.content_type.app_label}.{row.codename}" for row in rows)
