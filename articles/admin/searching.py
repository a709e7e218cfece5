"""A search that Postgres can take."""

from django.db.models import QuerySet
from django.http import HttpRequest


class WithoutNul:
    """For an admin class: a search with a NUL in it, which no text in Postgres can hold, finds nothing."""

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Answer without asking the database."""
        if "\x00" in search_term:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)  # type: ignore[misc]
