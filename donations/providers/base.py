"""What a payment provider is to us."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from django.utils.functional import Promise

from donations.facts import Fact
from donations.models import Donation
from donations.reasons import Problem


@dataclass(frozen=True, slots=True)
class Redirect:
    """The donor goes on to this address to pay."""

    url: str


@dataclass(frozen=True, slots=True)
class Instructions:
    """The donor pays elsewhere; the thank-you page says how."""


@dataclass(frozen=True, slots=True)
class Message:
    """A provider's message whose signature was right."""

    event_id: str
    type: str
    payload: dict[str, Any]


class BadMessage(Exception):
    """The message is forged, stale or unreadable; nothing was done with it."""


class NotForUs(Exception):
    """A message of a kind that we do not follow."""


class Unusable(Problem):
    """A message that we follow but cannot use: it is kept, and somebody must look at it."""


class Provider(Protocol):
    """A way of paying."""

    name: str
    label: Promise
    note: Promise

    def start(self, gift: Donation) -> Redirect | Instructions:
        """Say where the donor goes next; may be asked again for the same gift."""


@runtime_checkable
class SpeaksByWebhook(Protocol):
    """A provider that tells us what happened by signed messages."""

    def read(self, body: bytes, headers: Mapping[str, str]) -> Message:
        """Check the signature over the raw bytes and read the message; raise BadMessage."""

    def facts(self, payload: dict[str, Any]) -> list[Fact]:
        """Translate a message into facts; raise NotForUs for a type not followed, Unusable for bad fields."""
