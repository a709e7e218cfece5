"""What the paper does around every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from articles import redirects
from articles.views import frame

Respond = Callable[[HttpRequest], HttpResponse]


def moved_addresses(get_response: Respond) -> Respond:
    """Send readers of an address that a page has left to where it stands now; a page that is found costs nothing."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        found = redirects.target_of(request.path_info)
        if found is None:
            return response
        path, pk = found
        return frame.moved(request, path, language=path[1:3], keys=[redirects.key_of(pk)])

    return respond
