"""The few pages that belong to no subject: the front door, the health check, robots.txt and the error pages."""

import sys

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache

from newsroom import edge, identity, posted
from newsroom.desk import desk_policy
from newsroom.identity import absolute, language

NOT_FOUND_SECONDS = 60
RETRY_SECONDS = 60


def front_door(request: HttpRequest) -> HttpResponse:
    """Send the reader to the edition that the browser prefers."""
    response = redirect("articles:home", language=language())
    patch_vary_headers(response, ["Accept-Language"])
    return edge.public(response, keys=["front-door"])


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer "ok" when the database answers, else 503; a load balancer reads this."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what to leave alone and where the sitemap is."""
    pages = ("search", "support/elsewhere")
    places = ["/admin/", *(f"/{code}/{page}/" for page in pages for code in identity.LANGUAGES)]
    lines = [
        "User-agent: *",
        *(f"Disallow: {place}" for place in places),
        "",
        f"Sitemap: {absolute(reverse('articles:sitemap_index'))}",
        "",
    ]
    return edge.public(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"), keys=["robots"])


def favicon(request: HttpRequest) -> HttpResponse:
    """Send programs that ask for the old fixed address to the icon."""
    return edge.public(redirect(static("img/favicon.png")), keys=["favicon"])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page; caches keep it shortly.

    Under `/ar/` and `/en/` that is a page of the paper; a lost picture or a probe elsewhere costs no query.
    """
    keys = ["not-found"]
    if _edition_of(request) is None:
        response = _sorry(request, "404_plain.html", status=404)
        patch_vary_headers(response, ["Accept-Language"])
    else:
        response = render(request, "404.html", status=404)
        response["Content-Language"] = language()
        keys.append("feeds")  # which goes with every act on a public story: the page may suggest any
    return edge.public(response, keys=keys, seconds=NOT_FOUND_SECONDS)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request made no sense."""
    return never_cache(_sorry)(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this page is not for everyone."""
    return never_cache(_sorry)(request, "403.html", status=403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say the same of a form that does not prove where it comes from: its page is old, or somebody else's.

    A page of ours that is only old gets back what was typed in it.
    """
    if posted.may_be_kept(request):
        return desk_policy(posted.page)(request)
    return permission_denied(request, PermissionDenied(reason))


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that somebody has tried too often."""
    return never_cache(_sorry)(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that we broke, or that the database is away; nothing here may need what may have broken."""
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return never_cache(_sorry)(request, "500.html", status=500)
    response = never_cache(_sorry)(request, "503.html", status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _sorry(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    """Show a page that needs no database and no context processors."""
    page_language = _edition_of(request) or language()
    with translation.override(page_language):
        words = {
            "language": page_language,
            "direction": identity.DIRECTION[page_language],
            "newsroom_name": identity.name(page_language),
            "is_of_the_desk": request.path.startswith("/admin/"),
        }
        response = HttpResponse(loader.get_template(template).render(words), status=status)
    response["Content-Language"] = page_language
    return response


def _edition_of(request: HttpRequest) -> str | None:
    return next((code for code in identity.LANGUAGES if request.path.startswith(f"/{code}/")), None)
