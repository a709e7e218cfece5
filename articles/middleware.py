"""What the paper does around every request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles import reads, redirects
from articles.views import frame

Respond = Callable[[HttpRequest], HttpResponse]


def noted_reads(get_response: Respond) -> Respond:
    """Write down that a story was opened, where no cache in front of us does it."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.READS_AT_ORIGIN and (line := reads.line_of(request, response.status_code)):
            reads.write(line)
        return response

    return respond


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
