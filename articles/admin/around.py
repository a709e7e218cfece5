"""What stands around a story: its bylines and the links picked for its end."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import plaintext
from articles.admin.bilingual import pair, without_side_doors
from articles.admin.ordered import OrderedInline, OrderedRow
from articles.models import Byline, RelatedLink
from newsroom.identity import LANGUAGES


class EachOnce(BaseInlineFormSet):
    """Rows of which no two may name the same thing."""

    def clean(self) -> None:
        """Put the error at the second row of a pair."""
        super().clean()
        seen: set[Any] = set()
        for form in self.forms:
            counts = hasattr(form, "cleaned_data") and not form.cleaned_data.get("DELETE")
            named = self.named_by(form) if counts else None
            if named and named in seen:
                form.add_error(None, self.told_twice())
            seen.add(named)

    def named_by(self, form: forms.ModelForm) -> Any:
        """Give what a row names, or nothing."""
        raise NotImplementedError

    def told_twice(self) -> str:
        """Say what is wrong with the second row."""
        raise NotImplementedError

    def validate_unique(self) -> None:
        """Leave doubles to `clean`, which names the row."""


class EachPersonOnce(EachOnce):
    """Bylines."""

    def named_by(self, form: forms.ModelForm) -> Any:
        """Give the person and the role."""
        person = form.cleaned_data.get("contributor")
        return person and (person, form.cleaned_data.get("role"))

    def told_twice(self) -> str:
        """Say so."""
        return _("This person already has this role in the story.")


class EachLinkOnce(EachOnce):
    """Related links."""

    def named_by(self, form: forms.ModelForm) -> Any:
        """Give the story or the outside address."""
        return form.cleaned_data.get("story") or form.cleaned_data.get("url")

    def told_twice(self) -> str:
        """Say so."""
        return _("This link is already in the list.")


class RelatedForm(OrderedRow):
    """One link: to a story of ours, or to an outside address with a title."""

    class Meta:
        model = RelatedLink
        fields = "__all__"
        error_messages = {
            "url": {"invalid": gettext_lazy("Give a web address that begins with https:// or http://.")}
        }

    def clean(self) -> dict[str, Any]:
        """Tell each mistake in its own words."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("DELETE"):
            return cleaned
        for language in LANGUAGES:
            title = cleaned.get(f"title_{language}")
            cleaned[f"title_{language}"] = plaintext.one_line(title) or None if title else None
        story, url = cleaned.get("story"), cleaned.get("url")
        if not {"story", "url"} & set(self.errors):
            self._check_aim(story, url)
        if url and not any(cleaned.get(f"title_{language}") for language in LANGUAGES):
            self.add_error("title_ar", _("Give the outside link a title in at least one language."))
        return cleaned

    def _check_aim(self, story: Any, url: str | None) -> None:
        if story and url:
            raise ValidationError(_("Choose a story of ours or give an outside address, not both."))
        if not story and not url:
            raise ValidationError(_("Choose a story of ours or give an outside address."))
        if story and story.pk == self.instance.article_id:
            raise ValidationError(_("A story cannot be related to itself."))

    def validate_constraints(self) -> None:
        """Leave the table's own constraints to `clean` and the list, which say the same in clearer words."""


class Bylines(OrderedInline):
    """Who made the story."""

    model = Byline
    formset = EachPersonOnce
    autocomplete_fields = ["contributor"]
    fieldsets = [(None, {"fields": [("contributor", "role"), "position"]})]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Let a new contributor be added from here."""
        return without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs), keep_add=True)


class RelatedLinks(OrderedInline):
    """What to read next; stories with the same topics fill the rest by themselves."""

    model = RelatedLink
    form = RelatedForm
    formset = EachLinkOnce
    fk_name = "article"
    autocomplete_fields = ["story"]
    fieldsets = [(None, {"fields": [("story", "url"), pair("title"), "position"]})]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Ask for an address with a plain field, left to right as addresses are."""
        if db_field.name == "url":
            kwargs["widget"] = forms.URLInput(attrs={"dir": "ltr", "class": "vURLField"})
        return without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs))
