"""The staff's accounts in the desk. Each change is written down; nobody gives away more than they have."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from newsroom import audit, rights
from newsroom.admin.groups import ByGroup, NamedGroups
from newsroom.admin.permissions import NamedPermissions
from newsroom.entry import letters, second_factor, visitor
from newsroom.models import User
from newsroom.roles import name_of
from newsroom.staff import acting

NAMES = ("username", "first_name", "last_name", "email")
MARKS = ("is_active", "is_staff")
ONLY_FOR_SUPERUSERS = ("is_superuser", "user_permissions")


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Django's own account page, with the language that the desk speaks to its owner."""

    list_display = ("username", "called", "email", "member_of", "interface_language", "is_active")
    list_filter = ("is_staff", "is_superuser", "is_active", ("groups", ByGroup))
    add_fieldsets = (
        (None, {"fields": ("username", "email", "usable_password", "password1", "password2", "is_staff")}),
    )
    actions = ("forget_second_factor",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show rights by name, and what only a superuser may give only to superusers."""
        if obj is None:
            return super().get_fieldsets(request, obj)
        groups = "groups" if self.has_change_permission(request, obj) else "member_of"
        extra = ONLY_FOR_SUPERUSERS if acting(request).is_superuser else ()
        return [
            (None, {"fields": ("username", "password") if groups == "groups" else ("username",)}),
            (_("Person"), {"fields": (*NAMES[1:], "interface_language")}),
            (pgettext_lazy("of an account", "Rights"), {"fields": (*MARKS, groups, *extra)}),
            (_("Dates"), {"fields": ("last_login", "date_joined")}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Count the named groups and the dates among what is only shown."""
        return [*super().get_readonly_fields(request, obj), "member_of", "last_login", "date_joined"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Take a new account for one of the staff: there are no others."""
        return {"is_staff": True}

    def formfield_for_manytomany(self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        """Name the groups and the permissions, and offer the groups that this person may give."""
        if db_field.name == "user_permissions":
            kwargs["form_class"] = NamedPermissions
        if db_field.name == "groups":
            kwargs |= {"form_class": NamedGroups, "queryset": rights.grantable(acting(request))}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep hands off accounts that may do more than the person who is changing them."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or rights.may_manage(acting(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Do the same for deleting."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or rights.may_manage(acting(request), obj))

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """Note what the account could do before anything is saved."""
        form.rights_before = rights.in_words(User.objects.get(pk=form.instance.pk)) if change else {}
        return super().save_form(request, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write the change down once rights and groups are saved as well."""
        super().save_related(request, form, formsets, change)
        account, by = form.instance, acting(request)
        if not change:
            audit.record("add_account", by=by, on=account)
        before, after = form.rights_before, rights.in_words(account)
        changed = {name for name in after if after[name] != before.get(name, "")}
        if changed:
            said = {f"{name}_before": before.get(name, "") for name in changed} | {
                name: after[name] for name in changed
            }
            audit.record("permissions", by=by, on=account, **said)
        elif change and form.changed_data:
            audit.record("change_account", by=by, on=account, fields=", ".join(sorted(form.changed_data)))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Write the end of an account down."""
        audit.record("delete_account", by=acting(request), on=obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Write the end of each account down."""
        for account in queryset:
            self.delete_model(request, account)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Write down whose password was set by somebody else, and tell the owner."""
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            if request.method == "POST" and response.status_code == 302:
                account = User.objects.get(pk=id)
                audit.record("password", by=acting(request), on=account)
                _tell(request, account, "account/email/password_changed")
        return response

    @admin.action(description=_("Take the second factor off, for somebody who has lost it"), permissions=["change"])
    def forget_second_factor(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Let the owners of these accounts set a new second factor up with their password."""
        by = acting(request)
        if any(not rights.may_manage(by, account) or account == by for account in queryset):
            raise PermissionDenied
        for account in queryset:
            second_factor.forget(account, by=by)
            _tell(request, account, "second_factor_forgotten")
        done = ngettext(
            "%(count)s account has no second factor now.",
            "%(count)s accounts have no second factor now.",
            len(queryset),
        )
        self.message_user(request, done % {"count": len(queryset)}, messages.SUCCESS)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Load the groups beside the accounts."""
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("name"), empty_value="–", ordering="last_name")
    def called(self, account: User) -> str | None:
        """Give the whole name."""
        return account.get_full_name() or None

    @admin.display(description=_("groups"), empty_value="–")
    def member_of(self, account: User) -> str:
        """List the groups of an account."""
        return " · ".join(sorted(name_of(group.name) for group in account.groups.all()))


def _tell(request: HttpRequest, account: User, change: str) -> None:
    letters.tell.enqueue(
        account.pk, change=change, browser=visitor.browser(request), address=visitor.address(request)
    )
