"""The pretend bank's own pages: a payment, another card. In production they are not there."""

from uuid import UUID

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from donations import providers
from donations.models import Donation, Pledge
from donations.providers import sandbox
from donations.states import GiftStatus
from donations.views.places import place_of
from newsroom.same_site import same_site_only

ACTS = {"pay": sandbox.pay, "decline": sandbox.decline, "late": sandbox.pay_late, "close": sandbox.close}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@same_site_only
def payment_page(request: HttpRequest, language: str, gift: UUID) -> HttpResponse:
    """Show the pretend payment, or do what was pressed and send the donor back to us."""
    if providers.get(sandbox.Sandbox.name) is None:
        raise Http404
    found = get_object_or_404(Donation, uuid=gift, provider=sandbox.Sandbox.name)
    if found.is_held():
        return redirect(found.thanks_path(language))
    if request.method == "POST" and found.status != GiftStatus.PAID:
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            return HttpResponse("unknown act", status=400, content_type="text/plain")
        act(found)
    if request.method == "POST" or found.status == GiftStatus.PAID:
        return redirect(found.thanks_path(language))
    context = {
        "gift": found,
        "late_seconds": sandbox.PAY_LATE_SECONDS,
        "place": place_of("sandbox", language=language, title=_("Pretend payment"), gift=gift),
    }
    response = render(request, "donations/sandbox.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@same_site_only
def card_page(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Show the pretend page for another card, or take it and send the donor back to where they came from."""
    if providers.get(sandbox.Sandbox.name) is None:
        raise Http404
    try:
        number, back = sandbox.read_card_key(key)
    except BadSignature:
        raise Http404 from None
    pledge = get_object_or_404(Pledge, uuid=number, provider=sandbox.Sandbox.name)
    if request.method == "POST":
        if request.POST.get("act") == "use":
            sandbox.use_new_card(pledge)
        return redirect(back)
    place = place_of("sandbox_card", language=language, title=_("Pretend card"), key=key)
    response = render(request, "donations/sandbox_card.html", {"pledge": pledge, "place": place})
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"  # the address is the only key to this page
    return response
