"""Forms without cookies: what stands in for the CSRF token on pages that set none.

A reader's form carries no login, so another site gains nothing by sending it; still, a form of ours is sent by a page
of ours. Browsers say where a form comes from in Origin and Sec-Fetch-Site; what they say must be us. Old browsers say
neither and are let in. A page that sends no referrer, because its address is a key, has the Origin "null": then
Sec-Fetch-Site must vouch for it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def same_site_only(view: View) -> View:
    """Refuse a POST that another site's page sent."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not _comes_from_us(request):
            return HttpResponse(
                _("This form was sent from another site. Open the page on our own site and send it from there."),
                status=403,
                content_type="text/plain; charset=utf-8",
            )
        return view(request, *args, **kwargs)

    return guarded


def _comes_from_us(request: HttpRequest) -> bool:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in (None, "same-origin", "none"):
        return False
    if origin == "null":
        return site == "same-origin"
    return origin is None or urlsplit(origin).netloc == request.get_host()
