"""Sending a donor on to where the gift stands."""

from django.http import HttpResponse
from django.shortcuts import redirect

from donations import providers
from donations.models import Donation
from donations.providers.base import Embedded, Redirect
from donations.states import GiftStatus


def go_on(gift: Donation, language: str) -> HttpResponse:
    """Send the donor to the provider while the gift is open and nobody holds it, else to its own page."""
    provider = providers.get(gift.provider)
    is_open = gift.status in (GiftStatus.CREATED, GiftStatus.PENDING) and not gift.is_held()
    if provider is not None and is_open:
        step = provider.start(gift)
        if isinstance(step, Redirect):
            return redirect(step.url)
        if isinstance(step, Embedded):
            return redirect(step.path)
    return redirect(gift.thanks_path(language))
