"""Stripe as the rest of the site sees it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations.facts import Fact
from donations.models import Customer, Donation, Pledge, Refund
from donations.providers.base import Booked, Can, Embedded, Instructions, Message, Redirect, Told, Unusable
from donations.providers.stripe import acts, asking, books, messages, sessions, telling
from donations.providers.stripe.client import NAME


class Stripe:
    """Cards, and the wallets of phones that hold them."""

    name = NAME
    label: Promise = _("Card, Apple Pay or Google Pay")
    note: Promise = _("You pay at Stripe, which tells us that the money came, never the number of your card.")
    can = frozenset(Can)
    needs_javascript = True
    works_over_onion = False

    def takes(self, currency: str) -> bool:
        """Take every currency that campaigns ask in."""
        return True

    def start(self, gift: Donation) -> Redirect | Embedded | Instructions:
        """Say where the donor pays."""
        return sessions.begin(gift)

    def read(self, body: bytes, headers: Mapping[str, str]) -> Message:
        """Check the signature and read the message."""
        return messages.read(body, headers)

    def facts(self, payload: dict[str, Any]) -> list[Fact]:
        """Ask Stripe about what a message is about."""
        return asking.facts(payload)

    def refund(self, refund: Refund) -> list[Fact]:
        """Pay back."""
        return acts.refund(refund)

    def cancel(self, pledge: Pledge) -> list[Fact]:
        """End a pledge."""
        return acts.cancel(pledge)

    def pause(self, pledge: Pledge, until: datetime) -> list[Fact]:
        """Take nothing until then."""
        return acts.pause(pledge, until)

    def resume(self, pledge: Pledge) -> list[Fact]:
        """Take the next payment as usual."""
        return acts.resume(pledge)

    def change_amount(self, pledge: Pledge, amount_minor: int, fee_cover_minor: int) -> list[Fact]:
        """Take another amount from the next payment on."""
        return acts.change_amount(pledge, amount_minor, fee_cover_minor)

    def card_link(self, pledge: Pledge, back: str) -> str:
        """Give Stripe's page for another card."""
        return acts.card_link(pledge, back)

    def fetch(self, since: datetime, until: datetime) -> Iterator[Told]:
        """Tell again what happened."""
        return telling.fetch(since, until)

    def books(self, since: datetime, until: datetime) -> Iterator[Booked | Unusable]:
        """Give the rows of Stripe's own books."""
        return books.read(since, until)

    def forget(self, customer: Customer) -> None:
        """Erase a donor there."""
        acts.forget(customer)
