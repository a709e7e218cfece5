"""The ways of paying that are switched on, in the order in which the form offers them."""

from django.conf import settings

from donations import pauses
from donations.providers.banktransfer import BankTransfer
from donations.providers.base import Provider, SpeaksByWebhook
from donations.providers.sandbox import Sandbox
from donations.providers.stripe import Stripe

KNOWN: dict[str, Provider] = {each.name: each for each in (Sandbox(), Stripe(), BankTransfer())}


def configured() -> list[Provider]:
    """List the providers that DONATION_PROVIDERS names, paused or not: what was begun with them goes on."""
    return [KNOWN[name] for name in settings.DONATION_PROVIDERS if name in KNOWN]


def enabled() -> list[Provider]:
    """List the providers that take new gifts now: those named, less those paused."""
    resting = pauses.paused()
    return [provider for provider in configured() if provider.name not in resting]


def get(name: str) -> Provider | None:
    """Give a configured provider by its name."""
    return next((provider for provider in configured() if provider.name == name), None)


def speaking_by_webhook(name: str) -> SpeaksByWebhook | None:
    """Give a configured provider that sends messages, by its name."""
    provider = get(name)
    return provider if isinstance(provider, SpeaksByWebhook) else None


def name_of(code: str) -> str:
    """Name a way of paying as donors see it; one that was taken out of the code keeps its code."""
    provider = KNOWN.get(code)
    return str(provider.label) if provider else code
