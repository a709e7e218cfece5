"""Sending a donor on to where the gift stands."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from donations import providers
from donations.models import Donation
from donations.providers.base import Embedded, ProviderDown, ProviderRefuses, Redirect
from donations.states import GiftStatus
from donations.views.places import place_of

logger = logging.getLogger(__name__)


def go_on(request: HttpRequest, gift: Donation, language: str) -> HttpResponse:
    """Send the donor to the provider while the gift is open and nobody holds it, else to its own page."""
    provider = providers.get(gift.provider)
    is_open = gift.status in (GiftStatus.CREATED, GiftStatus.PENDING) and not gift.is_held()
    if provider is not None and is_open:
        try:
            step = provider.start(gift)
        except (ProviderDown, ProviderRefuses) as trouble:
            logger.warning("Gift %s could not go on to %s: %s", gift, provider.name, trouble)
            return cannot(request, gift, language, may_try_again=isinstance(trouble, ProviderDown))
        if isinstance(step, Redirect):
            return redirect(step.url)
        if isinstance(step, Embedded):
            return redirect(step.path)
    return redirect(gift.thanks_path(language))


def cannot(request: HttpRequest, gift: Donation, language: str, *, may_try_again: bool) -> HttpResponse:
    """Tell a donor that the provider cannot be reached, or does not take this gift; nothing was charged."""
    return _stopped(request, gift, language, status=503, seconds=60, may_try_again=may_try_again)


def too_often(request: HttpRequest, gift: Donation, language: str) -> HttpResponse:
    """Tell whoever asked for the same payment again and again to wait; what was chosen is kept."""
    return _stopped(request, gift, language, status=429, seconds=3600, is_too_often=True)


def _stopped(
    request: HttpRequest, gift: Donation, language: str, *, status: int, seconds: int, **about: bool
) -> HttpResponse:
    context = about | {
        "gift": gift,
        "form_path": gift.form_path(language),
        "others": [way for way in providers.enabled() if way.name != gift.provider],
        "place": place_of("pay", language=language, title=_("Payment not possible now"), gift=gift.uuid),
    }
    response = render(request, "donations/cannot.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"  # the address is a key
    response["Retry-After"] = str(seconds)
    return response
