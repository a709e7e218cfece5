"""The ways of paying that are switched on, in the order in which the form offers them."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from donations import pauses
from donations.providers.banktransfer import BankTransfer
from donations.providers.base import Provider, SpeaksByWebhook
from donations.providers.hand import PAPER
from donations.providers.sandbox import Sandbox
from donations.providers.stripe import Stripe
from newsroom import lite

KNOWN: dict[str, Provider] = {each.name: each for each in (Sandbox(), Stripe(), BankTransfer())}


class WhyNot(models.TextChoices):
    """Why a way does not work now and here; nothing stands in the way of one that does."""

    NOTHING = "", ""
    PAUSED = "paused", _("Paused at the moment.")
    ONION = "onion", _("Does not work over Tor's onion address, only at our usual one.")
    LITE = "lite", _("Needs JavaScript, which the lite edition leaves out.")
    CURRENCY = "currency", _("Takes none of the currencies of this campaign.")


@dataclass(frozen=True, slots=True)
class OpenWay:
    """A way that is switched on, whether it works now and here, and in which of the currencies asked about."""

    provider: Provider
    why_not: WhyNot
    currencies: tuple[str, ...]

    def works(self) -> bool:
        """Say whether a donor can give by it."""
        return self.why_not == WhyNot.NOTHING


def configured() -> list[Provider]:
    """List the providers that DONATION_PROVIDERS names, paused or not: what was begun with them goes on."""
    return [KNOWN[name] for name in settings.DONATION_PROVIDERS if name in KNOWN]


def enabled() -> list[Provider]:
    """List the providers that take new gifts now: those named, less those paused."""
    return [way.provider for way in open_ways() if way.works()]


def open_ways(request: HttpRequest | None = None, currencies: Collection[str] = ()) -> list[OpenWay]:
    """Tell of every configured way whether it works now; with a request, whether it does where that came from.

    `currencies` are those that gifts are wanted in; without any, no way is closed for its currency.
    """
    resting = pauses.paused()
    return [_way(provider, request, currencies, is_paused=provider.name in resting) for provider in configured()]


def is_over_onion(request: HttpRequest) -> bool:
    """Say whether the reader came over our onion service."""
    return bool(settings.ONION_ADDRESS) and request.get_host() == urlsplit(settings.ONION_ADDRESS).netloc


def get(name: str) -> Provider | None:
    """Give a configured provider by its name."""
    return next((provider for provider in configured() if provider.name == name), None)


def speaking_by_webhook(name: str) -> SpeaksByWebhook | None:
    """Give a configured provider that sends messages, by its name."""
    provider = get(name)
    return provider if isinstance(provider, SpeaksByWebhook) else None


def name_of(code: str) -> str:
    """Name a way of paying as donors see it; ways elsewhere are their code, as is one that is no longer known."""
    provider = KNOWN.get(code)
    return str(provider.label) if provider else str(PAPER.get(code, code))


def _way(provider: Provider, request: HttpRequest | None, currencies: Collection[str], *, is_paused: bool) -> OpenWay:
    taken = tuple(currency for currency in currencies if provider.takes(currency))
    why_not = WhyNot.NOTHING
    if is_paused:
        why_not = WhyNot.PAUSED
    elif request is not None and not provider.works_over_onion and is_over_onion(request):
        why_not = WhyNot.ONION
    elif request is not None and provider.needs_javascript and lite.is_wanted(request):
        why_not = WhyNot.LITE
    elif currencies and not taken:
        why_not = WhyNot.CURRENCY
    return OpenWay(provider, why_not, taken)
