"""Confirming a gift by mail: the page that sends donors to their mail, and the page that the link in it leads to."""

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from donations import providers, sealed
from donations.guard import keeping, limits, proof
from donations.guard.checking import too_many
from donations.models import Donation
from donations.states import GiftStatus
from donations.views.onward import go_on
from donations.views.places import place_of
from newsroom.same_site import same_site_only

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def challenge(request: HttpRequest) -> JsonResponse:
    """Give the form's script a challenge; without a cache there is none, and gifts are confirmed by mail."""
    try:
        return JsonResponse(proof.challenge())
    except Exception:  # each cache fails in its own way
        logger.exception("No challenge can be given")
        return JsonResponse({}, status=503)


@require_safe
@never_cache
def asked(request: HttpRequest, language: str) -> HttpResponse:
    """Send donors to their mail; caught machines see the same page."""
    place = place_of("asked", language=language, title=_("Confirm your gift"))
    return render(request, "donations/asked.html", {"place": place, "support_path": _form(language)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@same_site_only
def confirm(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Show a gift to who opened its mail, and let it go on when they press the button: mail scanners press none."""
    number = sealed.read(key, "confirm", max_age=keeping.LINK_LIVES)
    if number is None:
        return _page(request, language, key, None, standing="old", status=404)
    gift = get_object_or_404(Donation.objects.with_everything_shown(), uuid=number)
    if not gift.is_held() or gift.status != GiftStatus.CREATED:
        return _page(request, language, key, gift, standing="used")
    if keeping.standing(gift) == "held":
        return redirect(gift.thanks_path(language))
    if gift.provider not in [way.name for way in providers.enabled()]:
        return _page(request, language, key, gift, standing="paused", status=503)
    if request.method != "POST":
        return _page(request, language, key, gift, standing="ready")
    return _let_go(request, language, key, gift)


def _let_go(request: HttpRequest, language: str, key: str, gift: Donation) -> HttpResponse:
    if not _is_allowed(gift):
        return _page(request, language, key, gift, standing="ready", refusal=too_many(), status=429)
    try:
        row = keeping.confirm(gift)
    except keeping.NotHeld:  # a second click was faster
        gift.refresh_from_db()
        return _page(request, language, key, gift, standing="used")
    return redirect(row.thanks_path(language)) if row.is_held() else go_on(request, row, language)


def _is_allowed(gift: Donation) -> bool:
    """Say whether this mailbox may have another gift go on; a lost cache hinders nobody who has opened the mail."""
    try:
        return limits.allow_confirmed(gift.donor.email or "")
    except Exception:  # each cache fails in its own way
        return True


def _page(
    request: HttpRequest,
    language: str,
    key: str,
    gift: Donation | None,
    *,
    standing: str,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    place = place_of("confirm", language=language, title=_("Confirm your gift"), key=key)
    context = {
        "place": place,
        "gift": gift,
        "gift_path": gift.thanks_path(language) if gift else "",
        "support_path": _form(language),
        "standing": standing,
        "refusal": refusal,
    }
    response = render(request, "donations/confirm.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response


def _form(language: str) -> str:
    return reverse("donations:support", kwargs={"language": language})
