"""What of a story's form is open to who opened it, as `access` says; the rest is text to read."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import access
from articles.admin import read_words
from articles.models import Article, Section
from newsroom.staff import acting


class OpenToRole:
    """For the admin class of stories."""

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Let a story be changed by who may change any of it."""
        may = super().has_change_permission(request, obj)  # type: ignore[misc]
        return may and (obj is None or access.may(acting(request), "change", obj))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Let a story be deleted by who may delete this one."""
        may = super().has_delete_permission(request, obj)  # type: ignore[misc]
        return may and (obj is None or access.may(acting(request), "delete", obj))

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Let the source be read beside the translation; what somebody may not change is no field."""
        fieldsets = super().get_fieldsets(request, obj)  # type: ignore[misc]
        locked = self._locked(request, obj)
        if "bylines" in locked:
            fieldsets = [*fieldsets, (_("Bylines and links"), {"fields": ["bylines", "links"]})]
        return read_words.locked_out(fieldsets, locked)

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Name what is only read."""
        given = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        return [*given, *read_words.readers_of(self._locked(request, obj))]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Article | None = None) -> dict[str, Any]:
        """Make addresses from headlines where they are fields."""
        made = super().get_prepopulated_fields(request, obj)  # type: ignore[misc]
        return {slug: titles for slug, titles in made.items() if slug not in self._locked(request, obj)}

    def get_inline_instances(self, request: HttpRequest, obj: Article | None = None) -> list[Any]:
        """Keep the rows around a story to those who may change what both languages share."""
        if "bylines" in self._locked(request, obj):
            return []
        return super().get_inline_instances(request, obj)  # type: ignore[misc]

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: Any, **kwargs: Any) -> Any:
        """Offer the sections that somebody works on."""
        limits = access.section_limits(acting(request))
        if db_field.name == "section" and limits:
            kwargs["queryset"] = Section.objects.filter(pk__in=limits)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def _locked(self, request: HttpRequest, article: Article | None) -> set[str]:
        """Name the parts of a story that are only read by who has opened it."""
        if article is None:
            return set()
        user = acting(request)
        languages = access.changeable_languages(user, article)
        return read_words.locked_parts(languages, with_shared=access.may_change_shared(user, article))
