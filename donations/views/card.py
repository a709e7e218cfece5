"""Paying by card: the way back to a payment that was begun, and our own page with Stripe's fields."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from donations import guard, money, providers
from donations.models import Donation
from donations.providers.base import ProviderDown, ProviderRefuses
from donations.providers.stripe import Stripe, sessions
from donations.states import GiftStatus
from donations.views.onward import cannot, go_on, too_often
from donations.views.places import place_of
from newsroom.same_site import same_site_only

SCRIPT = "https://js.stripe.com/endive/stripe.js"  # of the API version that we speak; Stripe forbids keeping a copy
# What Stripe's fields need, and this page alone allows: docs.stripe.com/security/guide, "Content security policy".
ALLOWED = {
    "script-src": ["https://js.stripe.com", "https://*.js.stripe.com"],
    "frame-src": ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"],
    "connect-src": ["https://api.stripe.com"],
    "img-src": ["https://*.stripe.com"],
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@same_site_only
def pay(request: HttpRequest, language: str, gift: UUID) -> HttpResponse:
    """Lead the donor back to a payment that is open, wherever it is."""
    found = get_object_or_404(Donation.objects.with_everything_shown(), uuid=gift)
    if not found.is_settled() and not guard.may_ask_again(found):
        return too_often(request, found, language)
    return go_on(request, found, language)


@require_safe
@never_cache
def card(request: HttpRequest, language: str, gift: UUID) -> HttpResponse:
    """Show Stripe's fields for an open gift."""
    if providers.get(Stripe.name) is None:
        raise Http404
    found = get_object_or_404(Donation.objects.with_everything_shown(), uuid=gift, provider=Stripe.name)
    if found.status != GiftStatus.CREATED or found.is_held() or not found.session_id:
        return redirect(found.thanks_path(language))
    if not guard.may_ask_again(found):
        return too_often(request, found, language)
    try:
        secret = sessions.secret(found)
    except (ProviderDown, ProviderRefuses) as trouble:
        return cannot(request, found, language, may_try_again=isinstance(trouble, ProviderDown))
    if not secret:
        return redirect(found.thanks_path(language))
    context = {
        "gift": found,
        "secret": secret,
        "key": settings.STRIPE_PUBLISHABLE_KEY,
        "script": SCRIPT,
        "place": place_of("card", language=language, title=_("Pay by card"), gift=gift),
        "amount": money.isolated(found.amount_minor, found.currency),
        "again_url": found.form_path(language),
        "gift_path": found.thanks_path(language),
    }
    response = render(request, "donations/card.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "strict-origin"  # Stripe wants to know the site, the address is ours
    return _with_stripe(response)


def _with_stripe(response: HttpResponse) -> HttpResponse:
    """Let this one page load what it needs of Stripe's."""
    policy = {**settings.SECURE_CSP}
    for directive, sources in ALLOWED.items():
        policy[directive] = [*policy.get(directive, []), *sources]
    response._csp_config = policy  # type: ignore[attr-defined]  # what Django's own decorator sets
    return response
