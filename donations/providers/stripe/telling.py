"""Telling again what happened, for the nightly comparison: Stripe's own list of events, asked about anew."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from donations.providers.base import Told, answers
from donations.providers.stripe import asking, messages
from donations.providers.stripe.client import ask_all

KEPT = timedelta(days=30)  # of events; its books (books.py) go back to the first day
PAGE = 100
MOST_TYPES = 20  # that one list may name


def fetch(since: datetime, until: datetime) -> Iterator[Told]:
    """Tell every fact about what moved in the window, as far as events are kept, oldest first; ask of each once."""
    seen: set[tuple[Any, ...]] = set()
    since = max(since, timezone.now() - KEPT)
    for event in reversed(_events(since, until)):
        payload = {"type": event["type"], "object": messages.kept(event["data"]["object"])}
        key = (asking.QUESTIONS[event["type"]], *sorted(payload["object"].items()))
        if key not in seen:
            seen.add(key)
            yield from answers(partial(asking.facts, payload))


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
