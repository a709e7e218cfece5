"""Who looked at which donor: every page of the desk that shows one leaves a record, and finance can read them.

What counts is what a person could read: each page of a model that uses `ShowsDonors`, once an hour for the same
person and the same thing, and every search. A record names the member of staff and the number of the row, never the
donor, and never what was searched for. Files that are taken are written down by the export itself.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.cache import cache
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from donations.models import Look
from newsroom import audit
from newsroom.admin.audit import AuditAdmin, ByPerson
from newsroom.staff import acting

AGAIN_AFTER_SECONDS = 3600


class ShowsDonors:
    """Pages that show donors: stands first among the bases, so that all pages of the class are seen."""

    @property
    def urls(self) -> list[URLPattern]:
        """Let every page write down who saw it, also those that the class adds itself."""
        patterns: list[URLPattern] = super().urls  # type: ignore[misc]
        for pattern in patterns:
            pattern.callback = self._watched(pattern.callback)
        return patterns

    def _watched(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and "attachment" not in response.get("Content-Disposition", ""):
                self._write_down(request, kwargs.get("object_id") or kwargs.get("pk"), response)
            return response

        return respond

    def _write_down(self, request: HttpRequest, number: Any, response: HttpResponse) -> None:
        model: type[Model] = self.model  # type: ignore[attr-defined]
        listed = (getattr(response, "context_data", None) or {}).get("cl")
        if number is None and listed is not None and listed.query:
            audit.record("search", by=acting(request), on=model, lines=str(listed.result_count))
            return
        seen = f"looked-{acting(request).pk}-{model._meta.label_lower}-{number or 'list'}"
        if cache.get(seen):
            return
        row = model._default_manager.filter(pk=number).first() if number else None
        audit.record("look", by=acting(request), on=row or model)
        cache.set(seen, 1, timeout=AGAIN_AFTER_SECONDS)


@admin.register(Look)
class LookAdmin(AuditAdmin):
    """Looks, searches and files, newest first."""

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """Offer people and days; the act says little here."""
        return [ByPerson, ("at", admin.DateFieldListFilter)]
