"""Odd gifts: kept, and let through or refused by a person. What is odd rests on the gift and its own donor.

A shared address never holds a gift: behind one may stand a university, a telephone company or the whole of Tor.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from donations.models import Campaign, Donation
from donations.states import GiftStatus, HeldReason

DAY = timedelta(days=1)
CURRENCIES = 3  # in a day by one donor
LEAST_GIFTS = 4  # at the least amount, in a day by one donor
DECLINES = 4  # in a day of one donor
STRANGERS = 3  # donors of one uncommon mail domain who confirmed by mail and were declined, within a day
# Mail services of which many donors a day are nothing odd; GUARD_COMMON_MAIL adds to them.
COMMON_MAIL = {
    "aol.com",
    "gmail.com",
    "gmx.at",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "live.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "orange.fr",
    "outlook.com",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "riseup.net",
    "t-online.de",
    "tutanota.com",
    "web.de",
    "yahoo.com",
    "yandex.ru",
}


def reason(*, email: str, campaign: Campaign, amount_minor: int, currency: str) -> HeldReason | None:
    """Say why a person should look at a gift before it goes on; None where nothing is odd."""
    asks = [ask for ask in campaign.asks.all() if ask.currency == currency]
    presets = [minor for ask in asks for minor in (*ask.once, *ask.month, *ask.year, ask.least_minor)]
    if amount_minor >= settings.GUARD_LARGE_TIMES * max(presets, default=1):
        return HeldReason.LARGE
    rows = list(_cards_of_today().filter(_same_mailbox(email)).values_list("amount_minor", "currency", "status"))
    if len({row[1] for row in rows} | {currency}) >= CURRENCIES:
        return HeldReason.CURRENCIES
    if sum(row[2] == GiftStatus.FAILED for row in rows) >= DECLINES:
        return HeldReason.DECLINED
    is_least = any(ask.least_minor == amount_minor for ask in asks)
    if is_least and sum(row[:2] == (amount_minor, currency) for row in rows) + 1 >= LEAST_GIFTS:
        return HeldReason.LEAST
    return HeldReason.STRANGERS if _is_of_strangers(email) else None


def _cards_of_today() -> QuerySet[Donation]:
    """Give the card gifts of the last day that went on to a provider."""
    since = timezone.now() - DAY
    return Donation.objects.filter(provider__in=settings.GUARD_WAYS, created_at__gte=since).exclude(
        held_at__isnull=False, released_at__isnull=True
    )


def _same_mailbox(email: str) -> Q:
    """Match the donors who read the same mail: what stands after a plus is overlooked by many services."""
    name, _at, domain = email.partition("@")
    plain = name.partition("+")[0]
    exact = Q(donor__email__iexact=f"{plain}@{domain}")
    return exact | Q(donor__email__istartswith=f"{plain}+", donor__email__iendswith=f"@{domain}")


def _is_of_strangers(email: str) -> bool:
    """Say whether somebody reads the mail of a whole domain and tries cards that are declined."""
    domain = email.lower().rpartition("@")[2]
    if domain in COMMON_MAIL.union(settings.GUARD_COMMON_MAIL):
        return False
    declined = _cards_of_today().filter(status=GiftStatus.FAILED, released_at__isnull=False)
    return declined.filter(donor__email__iendswith=f"@{domain}").values("donor").distinct().count() >= STRANGERS
