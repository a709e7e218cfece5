"""Columns and filters that many lists share: ways of paying, named as donors see them, and amounts."""

from typing import Any, Protocol

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from donations import money
from donations.admin.filters import Known
from donations.models import LinkWay
from donations.providers import KNOWN, name_of
from donations.providers.hand import PAPER
from newsroom.identity import language


class HasProvider(Protocol):
    """A row that was paid, or told, by a provider."""

    provider: str


class ShowsWay:
    """The column `way` of rows that have a provider."""

    @admin.display(description=_("payment method"), ordering="provider")
    def way(self, row: HasProvider) -> str:
        """Name the way of paying as donors see it."""
        return name_of(row.provider)


class ShowsAmount:
    """The column `amount` of rows with minor units."""

    @admin.display(description=_("amount"), ordering="amount_minor")
    def amount(self, row: Any) -> SafeString:
        """Show the amount, signed where it is."""
        return money.as_html(row.amount_minor, row.currency, language())


class ByWay(Known):
    """The filter: `("provider", ByWay)`."""

    def named(self) -> dict[str, str]:
        """Name the ways that take gifts, what comes on paper, and the ways elsewhere."""
        codes = [*KNOWN, *PAPER, *LinkWay.objects.values_list("code", flat=True)]
        return {code: name_of(code) for code in codes}
