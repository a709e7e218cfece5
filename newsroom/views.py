"""The few pages that belong to no subject."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache

from newsroom import edge
from newsroom.identity import language


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
