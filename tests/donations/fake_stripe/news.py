"""The pretend Stripe's messages: signed as the real one's are, and delivered as badly as it may."""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Any

import stripe

SECRET = "whsec_for_tests_only"


@dataclass
class News:
    """What there is to tell, and what was told."""

    waiting: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def tell(self, kind: str, about: dict[str, Any]) -> None:
        """Write a message, with a copy of its object as it is now, as Stripe does."""
        shown = {key: value for key, value in deepcopy(about).items() if not key.startswith("_")}
        event = {
            "id": f"evt_{len(self.events) + 1:06d}",
            "object": "event",
            "type": kind,
            "created": self.now(),
            "livemode": self.livemode,
            "api_version": "2017-08-15",  # an endpoint of another age: the site must not care
            "data": {"object": shown},
        }
        self.events.append(event)
        self.waiting.append(event)

    def deliver(self, client: Any, *, times: int = 1, shuffled: Random | None = None, drop: str = "") -> list[int]:
        """Post what waits to the site's door; gives the statuses. `drop` names a type that gets lost."""
        going = [event for event in self.waiting if event["type"] != drop] * times
        self.waiting.clear()
        if shuffled:
            shuffled.shuffle(going)
        return [post(client, event).status_code for event in going]


def post(client: Any, event: dict[str, Any], *, secret: str = SECRET, at: int | None = None) -> Any:
    """Post one signed message."""
    body = json.dumps(event)
    return client.post(
        "/webhooks/stripe/",
        data=body.encode(),
        content_type="application/json",
        headers={"Stripe-Signature": signed(body, secret=secret, at=at)},
    )


def signed(body: str, *, secret: str = SECRET, at: int | None = None) -> str:
    """Give the header that Stripe would send with this body."""
    return str(stripe.WebhookSignature.generate_signature_header(body, secret, timestamp=at))
