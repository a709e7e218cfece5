"""Ways of paying on the desk: named as donors see them, in columns and in filters."""

from collections.abc import Iterator
from typing import Any, Protocol

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from donations.providers import name_of


class HasProvider(Protocol):
    """A row that was paid, or told, by a provider."""

    provider: str


class ShowsWay:
    """The column `way` of rows that have a provider."""

    @admin.display(description=_("payment method"), ordering="provider")
    def way(self, row: HasProvider) -> str:
        """Name the way of paying as donors see it."""
        return name_of(row.provider)


class ByWay(admin.AllValuesFieldListFilter):
    """The filter: `("provider", ByWay)`."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Name each way that occurs."""
        for choice, code in zip(super().choices(changelist), [None, *self.lookup_choices], strict=False):
            yield choice | {"display": name_of(code)} if code else choice
