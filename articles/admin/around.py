"""What stands around a story: its bylines and the links picked for its end.

The rows on the screen are those of the working copy. They are never saved one by one: together they are a part of
the story's snapshot, which `publishing` writes.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import plaintext
from articles.admin.autosave import restored_rows
from articles.admin.bilingual import pair, without_side_doors
from articles.admin.collisions import Collision, Merge
from articles.admin.ordered import OrderedInline, OrderedRow
from articles.admin.story_form import both_wrote
from articles.models import Article, Byline, RelatedLink
from articles.revisions import name_of
from articles.snapshots import Credit, Link
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
        raise NotImplementedError  # each list says it of its own rows

    def told_twice(self) -> str:
        """Say what is wrong with the second row."""
        raise NotImplementedError  # each list says it of its own rows

    def validate_unique(self) -> None:
        """Leave doubles to `clean`, which names the row."""


class StoryRow(OrderedRow):
    """A row of a story's working copy; the tables hold what readers see, and have no say here."""

    def validate_unique(self) -> None:
        """Leave doubles to the list, which names the row."""

    def validate_constraints(self) -> None:
        """Leave the table's own constraints to `clean` and the list, which say the same in clearer words."""


class StoryRows(EachOnce):
    """The rows of one part of a story's working copy."""

    part = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        nothing = self.model._default_manager.none()  # type: ignore[union-attr] # set by the admin's factory
        super().__init__(*args, **kwargs | {"queryset": nothing})
        self.collision: Collision | None = None
        self.merge: Merge | None = None
        self.value: tuple[Any, ...] = ()
        self.names: dict[str, str] = {}

    def clean(self) -> None:
        """Settle the list with what others saved meanwhile."""
        super().clean()
        if any(self.errors):
            return
        kept = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        kept.sort(key=lambda form: form.cleaned_data.get("position") or 0)
        mine = tuple(self.as_value(form.cleaned_data) for form in kept)
        self.merge = Merge.of(self.instance, self.data)
        self.value, self.collision = self.merge.decide(self.part, mine)
        if self.collision:
            raise both_wrote(self.collision)

    def as_value(self, cleaned: dict[str, Any]) -> Any:
        """Give one row as a snapshot holds it."""
        raise NotImplementedError  # each list says it of its own rows

    def note(self, kind: str, row: models.Model | None) -> int | None:
        """Remember what a number stands for, and give it."""
        if row is not None:
            self.names[f"{kind}-{row.pk}"] = name_of(row)
        return row.pk if row is not None else None


class EachPersonOnce(StoryRows):
    """Bylines."""

    part = "bylines"

    def as_value(self, cleaned: dict[str, Any]) -> Credit:
        """Give a byline."""
        self.note("contributor", cleaned["contributor"])
        return Credit(cleaned["contributor"].pk, cleaned["role"])

    def named_by(self, form: forms.ModelForm) -> Any:
        """Give the person and the role."""
        person = form.cleaned_data.get("contributor")
        return person and (person, form.cleaned_data.get("role"))

    def told_twice(self) -> str:
        """Say so."""
        return _("This person already has this role in the story.")


class EachLinkOnce(StoryRows):
    """Related links."""

    part = "links"

    def as_value(self, cleaned: dict[str, Any]) -> Link:
        """Give a link."""
        titles = [cleaned.get(f"title_{language}") or "" for language in LANGUAGES]
        return Link(self.note("story", cleaned.get("story")), cleaned.get("url") or "", *titles)

    def named_by(self, form: forms.ModelForm) -> Any:
        """Give the story or the outside address."""
        return form.cleaned_data.get("story") or form.cleaned_data.get("url")

    def told_twice(self) -> str:
        """Say so."""
        return _("This link is already in the list.")


class RelatedForm(StoryRow):
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


class StoryInline(OrderedInline):
    """The rows of one part of the working copy."""

    form = StoryRow
    part = ""

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        """Show as many rows as the working copy has."""
        return len(self.rows_to_show(request, obj))

    def rows_to_show(self, request: HttpRequest, article: Article | None) -> list[dict[str, Any]]:
        """Give the rows that were typed before and are put back, or those of the working copy."""
        typed = restored_rows(request, self.part)
        return self.rows_of(article) if typed is None else typed

    def rows_of(self, article: Article | None) -> list[dict[str, Any]]:
        """Give the rows of the working copy, as the form's first values."""
        working = getattr(article, "working", None)
        rows = working.part(self.part) if working else ()
        return [{**row._asdict(), "position": position} for position, row in enumerate(rows)]


class Bylines(StoryInline):
    """Who made the story."""

    model = Byline
    part = "bylines"
    formset = EachPersonOnce
    autocomplete_fields = ["contributor"]
    fieldsets = [(None, {"fields": [("contributor", "role"), "position"]})]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Let a new contributor be added from here."""
        return without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs), keep_add=True)


class RelatedLinks(StoryInline):
    """What to read next; stories with the same topics fill the rest by themselves."""

    model = RelatedLink
    part = "links"
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
