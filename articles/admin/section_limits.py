"""The sections that a member of staff is limited to, on the page of their account.

The frame knows nothing of sections, so the rows are put there from here.
"""

from typing import Any

from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from articles.models import SectionLimit
from articles.revisions import name_of
from newsroom import audit, rights
from newsroom.admin.staff import StaffAdmin
from newsroom.models import User
from newsroom.staff import acting


class LimitsOf(BaseInlineFormSet):
    """The limits of one account; a change of what somebody may do is written down."""

    by: User

    def save(self, commit: bool = True) -> Any:
        """Keep the limits, and say in the list of the staff's acts what they were and are."""
        before = _in_words(self.instance)
        saved = super().save(commit)
        after = _in_words(self.instance)
        if before != after:
            audit.record("permissions", by=self.by, on=self.instance, sections_before=before, sections=after)
        return saved


class SectionLimits(admin.TabularInline):
    """Sections that somebody works on; no row means the whole paper."""

    model = SectionLimit
    formset = LimitsOf
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Tell the rows who changes them."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.by = acting(request)  # type: ignore[attr-defined]
        return formset

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show the limits to who may look after the staff."""
        return super().has_view_permission(request, obj) and obj is not None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep hands off accounts that may do more than the person who is changing them."""
        return super().has_add_permission(request, obj) and _may_limit(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Do the same for changing."""
        return super().has_change_permission(request, obj) and _may_limit(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Do the same for taking a limit away."""
        return super().has_delete_permission(request, obj) and _may_limit(request, obj)


def _may_limit(request: HttpRequest, account: User | None) -> bool:
    return account is not None and account != request.user and rights.may_manage(acting(request), account)


def _in_words(account: User) -> str:
    limits = SectionLimit.objects.filter(user=account.pk).select_related("section")
    return ", ".join(name_of(limit.section) for limit in limits)


StaffAdmin.inlines = [*StaffAdmin.inlines, SectionLimits]
