"""What the newsroom is told of gifts: never of whom. Mails are read on phones and in trains: names stay at home."""

from typing import Any

from django.urls import reverse

from donations.emails.paper import Paper
from donations.models import Donation, Pledge
from newsroom.identity import absolute


def told(gift: Donation | None, pledge: Pledge | None, context: dict[str, Any], paper: Paper) -> dict[str, Any]:
    """Tell of a gift or a pledge, and where on the desk it is; an alarm brings lines of its own, and a `page`."""
    lines = {"lines": context.get("lines", [])}
    row = pledge if context["about"] == "canceled" and pledge else gift or pledge
    if row is None:
        return lines | {"desk_url": absolute(reverse(f"admin:{context.get('page', 'index')}"))}
    return lines | {
        "desk_url": absolute(reverse(f"admin:donations_{row._meta.model_name}_change", args=[row.pk])),
        "amount": paper.amount(context.get("amount_minor") or row.amount_minor, row.currency),
        "rhythm": row.get_interval_display(),
        "campaign_title": paper.inserted(str(row.campaign)),
        "story_title": paper.inserted(row.story_title) if row.story_title else "",
        "reason": pledge.get_cancel_reason_display() if pledge else "",
    }
