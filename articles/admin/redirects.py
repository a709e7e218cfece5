"""The desk's page for addresses that pages have left."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import redirects
from articles.admin.searching import WithoutNul
from articles.models import Redirect
from articles.models.redirect import LONGEST_PATH

# Typed or pasted: a whole address is longer than the path it holds, and each Arabic letter of it takes six signs.
LONGEST_TYPED = 6 * LONGEST_PATH


def _address(label: Any, help_text: Any) -> forms.CharField:
    """A field for an address, which runs from the left in every language."""
    widget = forms.TextInput(attrs={"dir": "ltr", "class": "vLargeTextField"})
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST_TYPED, widget=widget)


class RedirectForm(forms.ModelForm):
    """Two addresses of our own pages, as an editor copies them from the browser."""

    old_path = _address(_("old address"), _("An address that readers no longer find, copied from the browser."))
    new_path = _address(_("new address"), _("The page that readers should see instead."))

    class Meta:
        model = Redirect
        fields = ["old_path", "new_path"]

    def clean_old_path(self) -> str:
        """Read the path out of what was typed."""
        return redirects.tidy(self.cleaned_data["old_path"])

    def clean_new_path(self) -> str:
        """Read the path out of what was typed."""
        return redirects.tidy(self.cleaned_data["new_path"])

    def _post_clean(self) -> None:
        """Ask the rules of redirects, so that a mistake stands beside its field."""
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                redirects.check(self.instance)
            except ValidationError as refused:
                self.add_error(None, refused)

    def validate_constraints(self) -> None:
        """Leave the table's own constraints to `redirects`, which says the same in clearer words."""


@admin.register(Redirect)
class RedirectAdmin(WithoutNul, admin.ModelAdmin):
    """Redirects: those that a change of address made by itself, and those that an editor added."""

    form = RedirectForm
    list_display = ["old", "new", "made_at"]
    list_display_links = ["old"]
    search_fields = ["old_path", "new_path"]
    show_full_result_count = False
    list_per_page = 100

    @admin.display(description=_("old address"), ordering="old_path")
    def old(self, redirect: Redirect) -> str:
        """Show the address that was left."""
        return _path(redirect.old_path)

    @admin.display(description=_("new address"), ordering="new_path")
    def new(self, redirect: Redirect) -> str:
        """Show where it leads."""
        return _path(redirect.new_path)

    def save_model(self, request: HttpRequest, obj: Redirect, form: RedirectForm, change: bool) -> None:
        """Write the redirect and renew what caches answer."""
        redirects.save(obj)

    def delete_model(self, request: HttpRequest, obj: Redirect) -> None:
        """Let the old address be not found again."""
        redirects.delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Take the chosen redirects away, all or none."""
        with transaction.atomic():
            for redirect in queryset:
                redirects.delete(redirect)


def _path(path: str) -> str:
    return format_html('<bdi dir="ltr">{}</bdi>', path)
