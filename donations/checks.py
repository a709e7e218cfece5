"""What must be true before the newsroom takes gifts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from donations import emails, iban, money, providers
from donations.providers.banktransfer import BankTransfer
from donations.providers.sandbox import Sandbox
from donations.providers.stripe import Stripe
from newsroom import throttle


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
            BankTransfer.name in named and _without_iban() != [],
            f"Bank transfers are on, but no account is named for: {', '.join(_without_iban())}.",
            "Set BANK_IBAN, BANK_HOLDER, BANK_BIC, BANK_NAME and BANK_CURRENCIES.",
        ),
        "E005": (
            BankTransfer.name in named and _mistyped() != [],
            f"The check digits of the IBAN are wrong for: {', '.join(_mistyped())}. Gifts would go astray.",
            "Copy BANK_IBAN from a statement of the bank.",
        ),
        "E006": (
            not set(settings.BANK_ACCOUNTS) <= set(money.EXPONENTS),
            "BANK_CURRENCIES names a currency that gifts do not come in.",
            f"Known are: {', '.join(money.EXPONENTS)}.",
        ),
        "E007": (
            Stripe.name in named and not all(_stripe_keys()),
            "Cards are on, but Stripe's keys are not all set; without the webhook secret no payment is believed.",
            "Set STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET together.",
        ),
        "E008": (
            Stripe.name in named and _is_of_other_money(),
            "A key of Stripe does not fit DONATIONS_LIVE: test money and real money would mix.",
            "Live keys hold _live_, those for tests _test_. Set DONATIONS_LIVE to what the keys are.",
        ),
        "E004": (
            bool(unknown),
            f"DONATION_PROVIDERS names {', '.join(unknown)}, which nobody knows.",
            f"Known are: {', '.join(providers.KNOWN)}.",
        ),
    }
    return [Error(says, hint=hint, id=f"donations.{number}") for number, (bad, says, hint) in wrong.items() if bad]


@register(deploy=True)
def key_can_do_little(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Advise a key that opens no more than we need."""
    if Stripe.name not in settings.DONATION_PROVIDERS or settings.STRIPE_SECRET_KEY.startswith("rk_"):
        return []
    hint = "Make a restricted key (rk_...) with the rights that docs/operations.md lists."
    return [Warning("STRIPE_SECRET_KEY may do everything with the account.", hint=hint, id="donations.W002")]


def _stripe_keys() -> list[str]:
    return [settings.STRIPE_SECRET_KEY, settings.STRIPE_PUBLISHABLE_KEY, settings.STRIPE_WEBHOOK_SECRET]


def _is_of_other_money() -> bool:
    mode = "_test_" if settings.DONATIONS_LIVE else "_live_"
    return any(mode in key for key in _stripe_keys()[:2])


def _without_iban() -> list[str]:
    named = settings.BANK_ACCOUNTS
    return [currency for currency in named if not named[currency]["iban"]] if named else ["-"]


def _mistyped() -> list[str]:
    named = settings.BANK_ACCOUNTS
    return [each for each in named if named[each]["iban"] and not iban.is_valid(named[each]["iban"])]


@register(deploy=True)
def somebody_can_give(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Warn of a newsroom that takes no gifts at all."""
    if settings.DONATION_PROVIDERS:
        return []
    return [Warning("No way of giving is switched on.", hint="Set DONATION_PROVIDERS.", id="donations.W001")]


@register
def limits_can_be_read(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse a limit of the guard that nobody can count by, and a proof of no work."""
    wrong = [name for name, text in settings.GUARD_LIMITS.items() if not _is_limit(text)]
    found: list[CheckMessage] = [
        Error(
            f"GUARD_{name.upper()} is “{settings.GUARD_LIMITS[name]}”, which is no limit.",
            hint="Write it like “4/10m 20/h 50/d”: so many in ten minutes, in an hour and in a day.",
            id="donations.E010",
        )
        for name in wrong
    ]
    if settings.GUARD_PROOF_COST < 1 or not 0 < settings.GUARD_PROOF_TRIES < 2**31:
        found.append(
            Error(
                "The proof of work is none.",
                hint="Raise GUARD_PROOF_COST and GUARD_PROOF_TRIES.",
                id="donations.E011",
            )
        )
    return found


@register
def staff_mails_are_known(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse a mail that nobody writes, and a large gift that nobody can count."""
    unknown = sorted(set(settings.DONATIONS_STAFF_MAILS) - set(emails.ABOUT))
    strange = sorted(
        currency
        for currency, limit in settings.DONATIONS_LARGE_GIFTS.items()
        if currency not in money.EXPONENTS or not limit.isascii() or not limit.isdigit()
    )
    found: list[CheckMessage] = []
    if unknown:
        hint = f"Known are: {', '.join(emails.ABOUT)}."
        found.append(Error(f"DONATIONS_STAFF_MAILS names {', '.join(unknown)}.", hint=hint, id="donations.E013"))
    if strange:
        hint = "Write whole units of currencies in which gifts come: “JPY=75000,SEK=5000”."
        says = f"DONATIONS_LARGE_GIFTS is wrong for {', '.join(strange)}."
        found.append(Error(says, hint=hint, id="donations.E014"))
    return found


@register
def terms_make_sense(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse terms that would end or forget what is still needed."""
    terms, kept = settings.GIFT_TERMS, settings.KEEP_DAYS
    wrong = [
        (terms["ATTEMPT_DAYS"] < 1, "ATTEMPT_DAYS is at least 1: a session of a payment service lives for hours."),
        (terms["PENDING_DAYS"] < 14, "PENDING_DAYS is at least 14: the slowest payments take two weeks."),
        (terms["TRANSFER_DAYS"] < 14, "TRANSFER_DAYS is at least 14: transfers from abroad take their time."),
        (
            kept["attempts"] <= max(terms.values()),
            "KEEP_ATTEMPTS_DAYS must be longer than ATTEMPT_DAYS, PENDING_DAYS and TRANSFER_DAYS.",
        ),
        (kept["messages"] < 7, "KEEP_MESSAGES_DAYS is at least 7: a message that fails is tried for three days."),
        (kept["mails"] < 7, "KEEP_MAILS_DAYS is at least 7: donors ask for a mail again."),
        (kept["bank_words"] < 1, "KEEP_BANK_WORDS_DAYS is at least 1."),
        (kept["alarms"] < 30, "KEEP_ALARMS_DAYS is at least 30."),
        (not 1 <= settings.RECONCILE_DAYS <= 30, "RECONCILE_DAYS is from 1 to 30: Stripe keeps its news no longer."),
        (settings.WEBHOOKS_SILENT_HOURS < 1, "WEBHOOKS_SILENT_HOURS is at least 1."),
    ]
    return [Error(says, hint="docs/operations.md has the table.", id="donations.E012") for bad, says in wrong if bad]


def _is_limit(text: str) -> bool:
    try:
        return bool(throttle.rates(text))
    except ValueError:
        return False
