"""What a payment provider is to us.

Every provider can start a gift. What else it can do stands in `can`; each ability has its protocol below, and
`donations/acts.py` asks for it before it offers the act to anybody.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from django.utils.functional import Promise

from donations.facts import Fact
from donations.models import Customer, Donation, Pledge, Refund
from donations.reasons import Problem


class Can(StrEnum):
    """What a provider may be able to do beside starting a gift."""

    REPEAT = "repeat"  # take monthly and yearly gifts
    REFUND = "refund"
    CANCEL = "cancel"
    PAUSE = "pause"
    CHANGE_AMOUNT = "change_amount"
    CHANGE_CARD = "change_card"
    FETCH = "fetch"  # tell again what happened
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class Redirect:
    """The donor goes on to this address to pay."""

    url: str


@dataclass(frozen=True, slots=True)
class Instructions:
    """The donor pays elsewhere; the thank-you page says how."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """The donor pays on a page of ours that shows the provider's fields; the path of that page."""

    path: str


@dataclass(frozen=True, slots=True)
class Message:
    """A provider's message whose signature was right."""

    event_id: str
    type: str
    payload: dict[str, Any]
    livemode: bool | None = None  # None: the provider does not say


class ProviderDown(Exception):
    """The provider cannot be reached or broke; nothing is known, and the same may be asked again."""


class ProviderRefuses(Exception):
    """The provider understood and said no; the message is the provider's own, for finance and logs only."""


class BadMessage(Exception):
    """The message is forged, stale or unreadable; nothing was done with it."""


class NotForUs(Exception):
    """A message of a kind that we do not follow."""


class NotOurs(NotForUs):
    """A message about something of the same account that belongs to another site or shop."""


class Unusable(Problem):
    """A message that we follow but cannot use: it is kept, and somebody must look at it."""


Told = Fact | Unusable | NotOurs | ProviderRefuses  # one thing that a provider tells again, or why it cannot be used
Movement = tuple[str, str]  # the kind of a ledger row, and the number of the movement at the provider
Sum = tuple[int, str]  # signed minor units, and their currency


@dataclass(frozen=True, slots=True)
class Booked:
    """A row of a provider's own books: what our ledger should hold for it, and how to ask what it is about."""

    at: datetime
    movements: dict[Movement, Sum]
    ask: Callable[[], list[Fact]]


def answers(question: Callable[[], list[Fact]]) -> list[Told]:
    """Ask, and give what cannot be used, or is somebody else's, among the facts; raises ProviderDown."""
    try:
        return [*question()]
    except (NotOurs, Unusable, ProviderRefuses) as trouble:
        return [trouble]
    except NotForUs:
        return []


class Provider(Protocol):
    """A way of paying. `needs_javascript` and `works_over_onion` tell the donor's page what works there and then."""

    name: str
    label: Promise
    note: Promise
    can: frozenset[Can]
    needs_javascript: bool
    works_over_onion: bool

    def takes(self, currency: str) -> bool:
        """Say whether gifts in this currency can come by it."""

    def start(self, gift: Donation) -> Redirect | Embedded | Instructions:
        """Say where the donor goes next; may be asked again for the same gift. Raises ProviderDown."""


class Refunds(Protocol):
    """A provider that pays back: Can.REFUND."""

    def refund(self, refund: Refund) -> list[Fact]:
        """Pay back, once for each row however often it is asked; raises ProviderDown or ProviderRefuses."""


class Cancels(Protocol):
    """A provider that ends pledges: Can.CANCEL."""

    def cancel(self, pledge: Pledge) -> list[Fact]:
        """End the pledge there; one that has ended there is no error. Raises ProviderDown or ProviderRefuses."""


class Pauses(Protocol):
    """A provider that takes nothing for a while: Can.PAUSE."""

    def pause(self, pledge: Pledge, until: datetime) -> list[Fact]:
        """Take nothing until then."""

    def resume(self, pledge: Pledge) -> list[Fact]:
        """Take the next payment as usual."""


class ChangesAmount(Protocol):
    """A provider that takes another amount from the next payment on: Can.CHANGE_AMOUNT."""

    def change_amount(self, pledge: Pledge, amount_minor: int, fee_cover_minor: int) -> list[Fact]:
        """Take this amount in all (fees included) from the next payment on."""


class ChangesCard(Protocol):
    """A provider that lets the donor put in another card: Can.CHANGE_CARD."""

    def card_link(self, pledge: Pledge, back: str) -> str:
        """Give the short-lived address where the donor does so; `back` is where they return to (absolute)."""


class Fetches(Protocol):
    """A provider that tells again what happened, as far back as it remembers: Can.FETCH."""

    def fetch(self, since: datetime, until: datetime) -> Iterator[Told]:
        """Tell every movement of money and every pledge's standing in the window; raises ProviderDown.

        What cannot be used, or is somebody else's, stands among the facts as the reason, so that it ends nothing.
        """


@runtime_checkable
class KeepsBooks(Protocol):
    """A provider whose own books can be read, whatever it remembers beside them."""

    def books(self, since: datetime, until: datetime) -> Iterator[Booked | Unusable]:
        """Give the rows of a window that are about somebody's payment; raises ProviderDown."""


class Forgets(Protocol):
    """A provider that forgets a donor: Can.FORGET."""

    def forget(self, customer: Customer) -> None:
        """Erase the customer there; one that is gone is no error. Raises ProviderDown or ProviderRefuses."""


@runtime_checkable
class SpeaksByWebhook(Protocol):
    """A provider that tells us what happened by signed messages."""

    def read(self, body: bytes, headers: Mapping[str, str]) -> Message:
        """Check the signature over the raw bytes and read the message; raise BadMessage."""

    def facts(self, payload: dict[str, Any]) -> list[Fact]:
        """Translate a message into facts, fetched anew where the provider can be asked.

        Raises NotForUs for a type not followed, Unusable for bad fields, ProviderDown to be tried again.
        """
