"""Telling again what happened, for the nightly comparison: Stripe's own list of events, asked about anew.

Stripe keeps events for thirty days.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from donations.providers.base import NotForUs, NotOurs, ProviderRefuses, Told, Unusable
from donations.providers.stripe import asking, messages
from donations.providers.stripe.client import ask_all

KEPT = timedelta(days=30)
PAGE = 100
MOST_TYPES = 20  # that one list may name


def fetch(since: datetime, until: datetime) -> Iterator[Told]:
    """Tell every fact about what moved in the window, oldest first; each object is asked about once."""
    seen: set[tuple[Any, ...]] = set()
    for event in reversed(_events(since, until)):
        payload = {"type": event["type"], "object": messages.kept(event["data"]["object"])}
        key = (asking.QUESTIONS[event["type"]], *sorted(payload["object"].items()))
        if key not in seen:
            seen.add(key)
            yield from _asked(payload)


def _events(since: datetime, until: datetime) -> list[dict[str, Any]]:
    """List what happened in the window, latest first."""
    types = sorted(asking.QUESTIONS)
    found = [
        event
        for first in range(0, len(types), MOST_TYPES)
        for event in _listed(since, until, types[first : first + MOST_TYPES])
    ]
    return sorted(found, key=lambda event: int(event["created"]), reverse=True)


def _listed(since: datetime, until: datetime, types: list[str]) -> list[dict[str, Any]]:
    window = {"gte": int(since.timestamp()), "lt": int(until.timestamp())}
    return ask_all(lambda v1: v1.events.list({"created": window, "types": types, "limit": PAGE}))


def _asked(payload: dict[str, Any]) -> list[Told]:
    try:
        return [*asking.facts(payload)]
    except (NotOurs, Unusable, ProviderRefuses) as trouble:
        return [trouble]
    except NotForUs:
        return []
