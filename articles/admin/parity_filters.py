"""What the page of parity can be narrowed to."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import access, translating
from articles.admin.lives import OWN_NAME
from articles.admin.parity_words import named
from articles.models import Parity, Section, State
from articles.revisions import name_of
from newsroom.identity import OTHER
from newsroom.row_numbers import row_number
from newsroom.staff import acting

Choices = list[tuple[str, Any]]


class Owes(admin.SimpleListFilter):
    """Only what is owed, or only what is not."""

    title, parameter_name = _("debt"), "owes"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Offer both."""
        return [("yes", _("Owes something")), ("no", _("Owes nothing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Ask whether a debt has a date."""
        if self.value() in ("yes", "no"):
            return queryset.filter(owed_since__isnull=self.value() == "no")
        return None


class StateOf(admin.SimpleListFilter):
    """Where the translation stands."""

    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Offer the states."""
        return [(state.value, state.label) for state in Parity]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Keep one state."""
        return queryset.filter(state=self.value()) if self.value() in Parity.values else None


class Translator(admin.SimpleListFilter):
    """Who translates: me, nobody yet, or one of the translators."""

    title, parameter_name = _("translator"), "translator"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Name the translators to those who hand the work out."""
        people = translating.translators() if model_admin.has_assign_permission(request) else []
        others = [(str(person.pk), named(person)) for person in people if person != request.user]
        return [("me", _("Me")), ("nobody", _("Nobody yet")), *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Ask for one pair of hands."""
        wanted = self.value() or ""
        if wanted == "me":
            return queryset.filter(translator=acting(request))
        if wanted == "nobody":
            return queryset.filter(translator=None)
        return queryset.filter(translator=row_number(wanted) or 0) if wanted else None


class SectionOf(admin.SimpleListFilter):
    """The section of the story."""

    title, parameter_name = _("section"), "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Offer the sections that somebody works on."""
        limits = access.section_limits(acting(request))
        sections = Section.objects.filter(pk__in=limits) if limits else Section.objects.all()
        return [(str(section.pk), name_of(section)) for section in sections]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Keep one section."""
        return queryset.filter(article__section=row_number(self.value()) or 0) if self.value() else None


class LanguageOf(admin.SimpleListFilter):
    """The language that is translated into."""

    title, parameter_name = _("language of the translation"), "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Offer both by their own names."""
        return list(OWN_NAME.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Keep one language."""
        return queryset.filter(language=self.value()) if self.value() in OWN_NAME else None


class LiveOnly(admin.SimpleListFilter):
    """Only stories whose original readers can see."""

    title, parameter_name = _("readers"), "live"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Offer it."""
        return [("yes", _("Live originals only"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Ask it of the clock."""
        if self.value() != "yes":
            return None
        live, now = Q(), timezone.now()
        for language, source in OTHER.items():
            shown = {f"article__state_{source}": State.PUBLISHED, f"article__published_at_{source}__lte": now}
            live |= Q(language=language, **shown)
        return queryset.filter(live)
