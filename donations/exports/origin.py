"""The columns that gifts and movements share: where the money came from, and whether it was any."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from donations.models import Donation
from newsroom.spreadsheets import Cell

ORIGIN: list[tuple[Promise, Callable[[Donation], Cell]]] = [
    (_("number of the story"), lambda gift: str(gift.story_number or "")),
    (_("headline at the time"), lambda gift: gift.story_title),
    (_("address at the time"), lambda gift: gift.story_path),
    (_("campaign"), lambda gift: gift.campaign.slug),
    (_("language of the gift"), lambda gift: gift.language),
    (_("came from"), lambda gift: gift.get_slot_display()),
    (_("site that sent the donor"), lambda gift: gift.referrer_host),
    (_("source named by the link"), lambda gift: gift.utm_source),
    (_("medium named by the link"), lambda gift: gift.utm_medium),
    (_("campaign named by the link"), lambda gift: gift.utm_campaign),
]


def kind_of_money(livemode: bool) -> str:
    """Name test money aloud, so that nobody adds it to the other."""
    return gettext("real") if livemode else gettext("TEST")
