"""The columns that gifts and movements share: where the money came from."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations.exports.wording import Wording
from donations.models import Donation
from newsroom.spreadsheets import Cell

ORIGIN: list[tuple[Promise, Callable[[Donation, Wording], Cell]]] = [
    (_("number of the story"), lambda gift, wording: str(gift.story_number or "")),
    (_("headline at the time"), lambda gift, wording: gift.story_title),
    (_("address at the time"), lambda gift, wording: gift.story_path),
    (_("campaign"), lambda gift, wording: wording.campaigns[gift.campaign_id]),
    (_("language of the gift"), lambda gift, wording: gift.language),
    (_("came from"), lambda gift, wording: wording.slots[gift.slot]),
    (_("site that sent the donor"), lambda gift, wording: gift.referrer_host),
    (_("source named by the link"), lambda gift, wording: gift.utm_source),
    (_("medium named by the link"), lambda gift, wording: gift.utm_medium),
    (_("campaign named by the link"), lambda gift, wording: gift.utm_campaign),
]
