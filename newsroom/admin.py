"""The staff's accounts in the desk."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from newsroom.models import User


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Django's own account page, with the language that the desk speaks to its owner."""

    fieldsets = (*UserAdmin.fieldsets, (_("The desk"), {"fields": ("interface_language",)}))  # type: ignore[misc]
    list_display = ("username", "first_name", "last_name", "email", "interface_language", "is_active", "is_staff")
