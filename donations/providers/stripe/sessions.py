"""Checkout sessions: one for each gift, on Stripe's own page or, in Arabic, for the fields on ours."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from donations.models import Donation
from donations.providers.base import Embedded, Instructions, ProviderRefuses, Redirect
from donations.providers.stripe import currencies
from donations.providers.stripe.client import ask
from donations.states import REPEATING
from newsroom.identity import absolute

LIVES = timedelta(minutes=30)  # the shortest that Stripe allows
GRID_SECONDS = 300  # questions asked again within it are the same question
WITHOUT_ARABIC_OF_ITS_OWN = {"ar"}  # Checkout's page has no Arabic; its fields have


def begin(gift: Donation) -> Redirect | Embedded | Instructions:
    """Say where the donor pays. A gift has one session, asked for again; once it is over, the gift's page tells."""
    session = _again(gift) if gift.session_id else _new(gift)
    if session["status"] != "open":
        return Instructions()
    if session["ui_mode"] == "elements":
        return Embedded(reverse("donations:card", kwargs={"language": gift.language, "gift": gift.uuid}))
    return Redirect(session["url"])


def secret(gift: Donation) -> str:
    """Give what the fields on our page need to pay for this gift; empty where its session is over."""
    session = _again(gift)
    return str(session["client_secret"]) if session["status"] == "open" else ""


def _again(gift: Donation) -> dict[str, Any]:
    return ask(lambda v1: v1.checkout.sessions.retrieve(str(gift.session_id)))


def _new(gift: Donation) -> dict[str, Any]:
    """Open the session of a gift and remember it; a double click gets the same one.

    Of two that were opened for one gift the later is shown to nobody: paid both, the donor would have given twice.
    """
    if not currencies.takes(gift.amount_minor, gift.currency):
        raise ProviderRefuses("no charge of this amount in this currency")
    over = _over(timezone.now())
    options = {"idempotency_key": f"session-{gift.uuid}-{over}"}
    session = ask(lambda v1: v1.checkout.sessions.create(_wanted(gift, over), options))
    with transaction.atomic():
        row = Donation.objects.select_for_update().get(pk=gift.pk)
        if not row.session_id:
            row.session_id = session["id"]
            row.save(update_fields=["session_id"])
    gift.session_id = row.session_id
    return session if gift.session_id == session["id"] else _again(gift)


def _over(now: datetime) -> int:
    """Give the moment at which a session that is opened now is over, in Unix seconds on a coarse grid."""
    grids = -(-int(now.timestamp()) // GRID_SECONDS)
    return grids * GRID_SECONDS + int(LIVES.total_seconds())


def _wanted(gift: Donation, over: int) -> dict[str, Any]:
    repeats = gift.interval in REPEATING
    names = {"gift": str(gift.uuid)} | ({"pledge": str(gift.pledge.uuid)} if gift.pledge else {})
    carrier = "subscription_data" if repeats else "payment_intent_data"
    return {
        "mode": "subscription" if repeats else "payment",
        "client_reference_id": str(gift.uuid),
        "metadata": names,
        carrier: {"metadata": names | {"fee_cover": str(gift.fee_cover_minor)}},
        "line_items": [{"quantity": 1, "price_data": _price(gift)}],
        "customer_email": gift.donor.email,
        "expires_at": over,
        **({} if repeats else {"customer_creation": "always"}),
        **_page(gift),
    }


def _price(gift: Donation) -> dict[str, Any]:
    price = {
        "currency": gift.currency.lower(),
        "unit_amount": gift.amount_minor,
        "product_data": {"name": _what_for(gift.language)},
    }
    return price | ({"recurring": {"interval": str(gift.interval)}} if gift.interval in REPEATING else {})


def _what_for(language: str) -> str:
    """Name what the donor pays for; nothing here may tell the bank who we write about."""
    with translation.override(language):
        return _("Support for independent journalism")


def _page(gift: Donation) -> dict[str, Any]:
    back = absolute(gift.thanks_path(gift.language))
    if gift.language in WITHOUT_ARABIC_OF_ITS_OWN:
        return {"ui_mode": "elements", "return_url": back}
    return {
        "ui_mode": "hosted_page",
        "locale": gift.language,
        "submit_type": "donate",
        "success_url": back,
        "cancel_url": absolute(gift.form_path(gift.language)),
    }
