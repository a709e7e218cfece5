"""Filters of long lists whose choices are known beforehand: no list reads a million rows to offer three words."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Max, Min, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models import Payout
from donations.money import CURRENCY_NAMES
from newsroom import arabic, identity

LONGEST_NUMBER = 18  # digits that a row's number may have


class Known(admin.ChoicesFieldListFilter):
    """A filter by a column whose values somebody can name without asking the rows."""

    def named(self) -> dict[str, str]:
        """Name each value that may occur."""
        raise NotImplementedError

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Offer all, then each."""
        chosen = list(self.lookup_val or [])
        yield {
            "selected": not chosen,
            "query_string": changelist.get_query_string(remove=[self.lookup_kwarg]),
            "display": _("All"),
        }
        for value, name in self.named().items():
            yield {
                "selected": value in chosen,
                "query_string": changelist.get_query_string({self.lookup_kwarg: value}),
                "display": name,
            }


class ByCurrency(Known):
    """The filter: `("currency", ByCurrency)`."""

    def named(self) -> dict[str, str]:
        """Name the currencies in which gifts come."""
        return {code: f"{code} · {name}" for code, name in CURRENCY_NAMES.items()}


class ByYear(admin.SimpleListFilter):
    """The years between the first row and the last; a subclass names the column."""

    title = _("year")
    parameter_name = "year"
    column: str

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Offer each year, the latest first: two looks at the ends of an index."""
        ends = model_admin.get_queryset(request).order_by().aggregate(first=Min(self.column), last=Max(self.column))
        if not ends["first"]:
            return []
        first, last = (timezone.localtime(ends[end]).year for end in ("first", "last"))
        language = identity.language()
        return [(str(year), arabic.digits(str(year), language=language)) for year in range(last, first - 1, -1)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep one year."""
        chosen = self.value()
        is_offered = chosen in dict(self.lookup_choices)
        return queryset.filter(**{f"{self.column}__year": int(chosen)}) if chosen and is_offered else queryset


class YearBegun(ByYear):
    """By the year in which a gift was begun."""

    column = "created_at"


class YearMoved(ByYear):
    """By the year in which money moved."""

    column = "occurred_at"


class OfPayout(admin.SimpleListFilter):
    """What one payout carried: a filter that the page of the payout leads to, and that is not offered otherwise."""

    title = _("payout")
    parameter_name = "payout"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Offer the payout that was chosen, and none else."""
        chosen = request.GET.get(self.parameter_name, "")
        if not chosen.isdecimal() or len(chosen) > LONGEST_NUMBER:
            return []
        return [(str(pk), name) for pk, name in Payout.objects.filter(pk=chosen).values_list("pk", "payout_id")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep its movements."""
        return queryset.filter(payout_lines__payout=self.value()) if self.value() else queryset
