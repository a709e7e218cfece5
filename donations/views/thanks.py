"""The page a donor comes back to. It only reads: what it says is what our books say."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from donations import guard, providers, transfers
from donations.models import Donation
from donations.providers.banktransfer import BankTransfer
from donations.providers.sandbox import Sandbox
from donations.providers.stripe import Stripe
from donations.states import GiftStatus, PledgeStatus
from donations.views.places import place_of

PATIENCE = timedelta(minutes=2)
QUIET_MONTH, QUIET_YEAR = timedelta(days=30), timedelta(days=365)  # without an appeal under stories


@require_safe
@never_cache
def thanks(request: HttpRequest, language: str, gift: UUID) -> HttpResponse:
    """Tell the donor how the gift stands."""
    found = get_object_or_404(Donation.objects.with_everything_shown(), uuid=gift)
    standing = _standing(found)
    response = render(
        request,
        "donations/thanks.html",
        {
            "gift": found,
            "place": place_of("thanks", language=language, title=_("Your gift"), gift=gift),
            "standing": standing,
            "body": f"donations/_{standing}.html",
            **_transfer(found),
            "thanks_lines": found.campaign.words("thanks_text", language).splitlines(),
            "again_url": found.form_path(language),
            "payment_url": _payment_page(found, language),
            "ask_again_from": _ask_again(found),
            "look_again_seconds": _look_again(found, standing),
        },
    )
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"  # the address is the only key to this page
    return response


def _standing(gift: Donation) -> str:
    """Name the state in which the page speaks of the gift."""
    if held := guard.standing(gift):
        return held
    if gift.is_settled():
        return gift.status
    return "transfer" if gift.provider == BankTransfer.name else "waiting"


def _transfer(gift: Donation) -> dict[str, Any]:
    """Give the account and the code that a transfer needs: for one awaited, and for the next of a standing order."""
    account = transfers.account(gift.currency) if gift.provider == BankTransfer.name else None
    runs = gift.pledge is not None and gift.pledge.status in (PledgeStatus.ACTIVE, PledgeStatus.PAST_DUE)
    if account is None or not gift.reference_code or (gift.is_settled() and not runs):
        return {}
    return {"account": account, "payment_code": transfers.payment_code(gift, account)}


def _ask_again(gift: Donation) -> int | None:
    """Say from when on this browser may be asked again, in milliseconds; None where nothing was given."""
    if gift.status != GiftStatus.PAID or gift.paid_at is None:
        return None
    is_regular = gift.pledge is not None and gift.pledge.is_running()
    moment = timezone.now() + QUIET_YEAR if is_regular else gift.paid_at + QUIET_MONTH
    return int(moment.timestamp()) * 10**3


def _look_again(gift: Donation, standing: str) -> int | None:
    """Say after how many seconds a waiting page asks again; less often once a while has passed."""
    if standing != "waiting":
        return None
    return 3 if timezone.now() - gift.created_at < PATIENCE else 30


def _payment_page(gift: Donation, language: str) -> str:
    """Give the way back to a payment that was begun and left; nothing at first, while the news may be on its way."""
    is_fresh = timezone.now() - gift.created_at < PATIENCE
    is_elsewhere = gift.provider in (Sandbox.name, Stripe.name) and providers.get(gift.provider) is not None
    if is_fresh or gift.status != GiftStatus.CREATED or gift.is_held() or not is_elsewhere:
        return ""
    return reverse("donations:pay", kwargs={"language": language, "gift": gift.uuid})
