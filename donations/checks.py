"""What must be true before the newsroom takes gifts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from donations import providers
from donations.providers.banktransfer import BankTransfer
from donations.providers.sandbox import Sandbox


@register
def providers_are_fit(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse pretend money in production, unsigned messages, and transfers to nowhere."""
    named = settings.DONATION_PROVIDERS
    unknown = [name for name in named if name not in providers.KNOWN]
    wrong = {
        "E001": (
            settings.PRODUCTION and Sandbox.name in named,
            "The sandbox provider is on in production: it would take pretend money for real.",
            "Leave it out of DONATION_PROVIDERS.",
        ),
        "E002": (
            Sandbox.name in named and not settings.SANDBOX_SECRET,
            "The sandbox provider has no secret to sign with.",
            "Set SANDBOX_SECRET, or leave it unset for the developer's own.",
        ),
        "E003": (
            BankTransfer.name in named and not settings.BANK_ACCOUNT["iban"],
            "Bank transfers are on, but no account is named.",
            "Set BANK_IBAN, BANK_HOLDER, BANK_BIC and BANK_NAME.",
        ),
        "E004": (
            bool(unknown),
            f"DONATION_PROVIDERS names {', '.join(unknown)}, which nobody knows.",
            f"Known are: {', '.join(providers.KNOWN)}.",
        ),
    }
    return [Error(says, hint=hint, id=f"donations.{number}") for number, (bad, says, hint) in wrong.items() if bad]


@register(deploy=True)
def somebody_can_give(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Warn of a newsroom that takes no gifts at all."""
    if settings.DONATION_PROVIDERS:
        return []
    return [Warning("No way of giving is switched on.", hint="Set DONATION_PROVIDERS.", id="donations.W001")]
