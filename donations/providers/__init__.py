"""The ways of paying that are switched on, in the order in which the form offers them."""

from django.conf import settings

from donations.providers.banktransfer import BankTransfer
from donations.providers.base import Provider, SpeaksByWebhook
from donations.providers.sandbox import Sandbox

KNOWN: dict[str, Provider] = {Sandbox.name: Sandbox(), BankTransfer.name: BankTransfer()}


def enabled() -> list[Provider]:
    """List the providers that DONATION_PROVIDERS names."""
    return [KNOWN[name] for name in settings.DONATION_PROVIDERS if name in KNOWN]


def get(name: str) -> Provider | None:
    """Give an enabled provider by its name."""
    return next((provider for provider in enabled() if provider.name == name), None)


def speaking_by_webhook(name: str) -> SpeaksByWebhook | None:
    """Give an enabled provider that sends messages, by its name."""
    provider = get(name)
    return provider if isinstance(provider, SpeaksByWebhook) else None
