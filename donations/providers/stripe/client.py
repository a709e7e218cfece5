"""Asking Stripe: the one place that knows its keys, its version and its errors."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import stripe
from django.conf import settings

from donations.providers.base import ProviderDown, ProviderRefuses

NAME = "stripe"
API_VERSION = "2026-10-28.endive"  # what our reading of its objects was written for; a test holds the SDK to it
TIMEOUT_SECONDS = 20
RETRIES = 2  # of the SDK itself, under the same key

# It answered, and asking the same again would not change its mind.
REFUSALS = (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError)

logger = logging.getLogger(__name__)


def ask(question: Callable[[Any], Any]) -> dict[str, Any]:
    """Put a question to Stripe's API and give the object it answers with, as plain dicts and lists.

    `question` gets the `v1` services of the SDK. Raises ProviderDown or ProviderRefuses.
    """
    with _speaking():
        answer: dict[str, Any] = question(_client().v1).to_dict()
        return answer


def ask_all(question: Callable[[Any], Any]) -> list[dict[str, Any]]:
    """Put a question that is answered by a list, and give all its pages."""
    return list(ask_each(question))


def ask_each(question: Callable[[Any], Any]) -> Iterator[dict[str, Any]]:
    """Put a question that is answered by a long list, and give it page by page."""
    with _speaking():
        for each in question(_client().v1).auto_paging_iter():
            yield each.to_dict()


@contextmanager
def _speaking() -> Iterator[None]:
    try:
        yield
    except REFUSALS as refusal:
        raise ProviderRefuses(_told(refusal)) from refusal
    except stripe.StripeError as trouble:
        logger.warning("Stripe could not be asked: %s", _told(trouble))
        raise ProviderDown(_told(trouble)) from trouble


def _client() -> stripe.StripeClient:
    elsewhere: Any = {"api": settings.STRIPE_API_BASE} if settings.STRIPE_API_BASE else {}
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        stripe_version=API_VERSION,
        base_addresses=elsewhere,
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
    )


def is_missing(refusal: ProviderRefuses) -> bool:
    """Say whether Stripe refused because the object is not there, or no longer."""
    return getattr(refusal.__cause__, "code", "") == "resource_missing"


def _told(error: stripe.StripeError) -> str:
    """Write an error for finance and logs: its kind, Stripe's code and number of the request, never what we sent."""
    parts = [type(error).__name__, str(error.code or ""), str(error.request_id or "")]
    return " ".join(part for part in parts if part)
