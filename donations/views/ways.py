"""Which ways of giving work now and here, in words for donors, and the way on to those that are elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import reads
from donations import links, pauses, transfers
from donations.forms import find_campaign
from donations.models import Campaign, LinkWay
from donations.providers import OpenWay, WhyNot
from donations.providers.banktransfer import BankTransfer
from donations.providers.base import Can
from donations.transfers import Account
from donations.views.places import place_of


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One place that is not ours: its name and note in the page's language, its host, and our way there."""

    name: str
    note: str
    host: str
    path: str


def ways_of(request: HttpRequest, ways: Sequence[OpenWay]) -> dict[str, Any]:
    """Part the ways that work here from those that do not, with the address where the latter do.

    On a lite page the link to the full one is put in by the edition itself.
    """
    usual = settings.SITE_URL + request.path
    wanted = max((len(way.currencies) for way in ways), default=0)
    return {
        "ways": [
            {
                "way": way.provider,
                "only_in": way.currencies if len(way.currencies) < wanted else (),
                "only_once": Can.REPEAT not in way.provider.can,
            }
            for way in ways
            if way.works()
        ],
        "shut": [
            {
                "way": way.provider,
                "why_not": way.why_not.label,
                "there": usual if way.why_not == WhyNot.ONION else "",
                "is_lite": way.why_not == WhyNot.LITE,
            }
            for way in ways
            if not way.works()
        ],
    }


def elsewhere(campaign: Campaign | None, language: str) -> dict[str, Any]:
    """Tell of the ways that leave this site."""
    if campaign is None:
        return {"links": []}
    query = "" if campaign.is_default else "?" + urlencode({"campaign": campaign.slug})
    return {
        "links": [
            Elsewhere(
                name=way.words("name", language) or way.code,
                note=way.words("note", language),
                host=urlsplit(way.address).hostname or "",
                path=reverse("donations:elsewhere", kwargs={"language": language, "code": way.code}) + query,
            )
            for way in links.shown(campaign, language)
        ]
    }


def closed(request: HttpRequest, campaign: Campaign | None, ways: Sequence[OpenWay], language: str) -> HttpResponse:
    """Say that the form takes nothing now, and what remains of a running campaign: our account, ways elsewhere."""
    is_asking = campaign is not None and BankTransfer.name not in pauses.paused()
    accounts: dict[Account, list[str]] = {}
    for currency, account in (transfers.accounts() if is_asking else {}).items():
        if account.iban:
            accounts.setdefault(account, []).append(currency)
    context = {
        "place": place_of("support", language=language, title=_("Support us")),
        "accounts": accounts,
        **ways_of(request, ways if campaign else []),
        **elsewhere(campaign, language),
    }
    return render(request, "donations/closed.html", context)


@require_safe
@never_cache
def go_elsewhere(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """Count that a link was followed, and send the donor on; only to an address that stands in a row of ours."""
    way = get_object_or_404(LinkWay, code=code, is_on=True, **{f"on_{language}": True})
    campaign = find_campaign(request.GET.get("campaign", "")) or find_campaign("")
    support = reverse("donations:support", kwargs={"language": language})
    if campaign is None or way not in links.shown(campaign, language):
        return redirect(support)
    if request.method == "GET" and reads.is_by_a_person(request):
        links.count(way, campaign, language)
    response = redirect(way.address)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
