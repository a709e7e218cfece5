"""The receipt of one gift, as a page to print or to keep.

Promise: it opens to whoever holds the key that its mail and the donor's own pages write, and names no donor: the
address may be passed on to a tax adviser or found in a history. It says what went back since.
"""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donations import letterhead, providers, sealed
from donations.models import Donation
from donations.views.manage.frame import private
from donations.views.places import place_of

LIVES = timedelta(days=2 * 366)  # two tax years; the donor's own pages write a fresh key at any time


@require_safe
@private
def receipt(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Show the receipt; a key that is forged, old or another page's opens nothing, and so does an erased donor's."""
    number = sealed.read(key, "receipt", max_age=LIVES)
    receipts = Donation.objects.filter(receipt_number__isnull=False, donor__erased_at=None).with_returns()
    gift = receipts.select_related("campaign__entity").filter(uuid=number).first() if number else None
    if gift is None:
        raise Http404
    context = {
        "place": place_of("receipt", language=language, title=_("Receipt"), key=key),
        "gift": gift,
        "head": letterhead.of(letterhead.taker(gift.campaign), language),
        "way": providers.name_of(gift.provider),
        "campaign_title": gift.campaign.words("title", language),
        "went_back_minor": max(0, (gift.received_minor or 0) - gift.kept_minor()),
        "kept_minor": max(0, gift.kept_minor()),
    }
    return render(request, "donations/receipt.html", context)
