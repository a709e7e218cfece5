"""What every page of a visit has around it: its donor, the mark of its forms, and headers that keep it private.

Promise: a page of a visit is shown to its donor only, kept by nobody, found by no search engine and named to no other
site. A form is taken only from a page of the same visit. Whoever is not on a visit is led to the page that asks for
a link, whatever the address names: a stranger cannot tell what there is.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from donations.manage import visits
from donations.manage.visits import Visit
from donations.views.places import place_of

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Keep a page out of caches and search engines, and its address out of what browsers tell of it."""

    @never_cache
    @wraps(view)
    def kept(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return kept


def for_the_donor(*methods: str) -> Callable[[View], View]:
    """Let only a donor on a visit see a page; the view is given the visit in place of the request's cookie.

    An act without a page of its own may still be asked for as one, by a browser that opens its old tabs anew: that
    leads to the gifts.
    """

    def around(view: View) -> View:
        @require_http_methods([*methods, "GET", "HEAD"])
        @private
        @csrf_exempt  # the mark of the visit stands in for the token, for which there would need to be another cookie
        @wraps(view)
        def visited(request: HttpRequest, language: str, **parts: Any) -> HttpResponse:
            visit = visits.of(request, language)
            if (
                visit is None
                or request.method not in methods
                or (request.method == "POST" and not visit.sent(request))
            ):
                return redirect("donations:manage", language=language)
            response = view(request, visit, language, **parts)
            if not response.cookies:  # a page that ended the visit has laid its own
                visits.keep(response, visit)
            return response

        return visited

    return around


def show(
    request: HttpRequest,
    page: str,
    *,
    name: str,
    title: str,
    context: dict[str, Any],
    visit: Visit | None = None,
    status: int = 200,
    **parts: str | UUID,
) -> HttpResponse:
    """Render `templates/donations/manage/<page>.html`, which stands at the address of this name."""
    language = request.LANGUAGE_CODE
    about = {
        "place": place_of(name, language=language, title=title, is_listed=False, **parts),
        "title": title,
        "visit": visit,
    }
    return render(request, f"donations/manage/{page}.html", about | context, status=status)


def done(request: HttpRequest, what: str) -> HttpResponse:
    """Lead back to the gifts, where it is said what was done."""
    return redirect(reverse("donations:manage", kwargs={"language": request.LANGUAGE_CODE}, query={"done": what}))
