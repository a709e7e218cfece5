"""Middleware of the frame."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from newsroom import lite
from newsroom.identity import LANGUAGES

Respond = Callable[[HttpRequest], HttpResponse]


def cookies_at_the_desk(get_response: Respond) -> Respond:
    """Let no cookie decide what a reader page is: ours stay at the desk, and others of this host are not for us.

    A page that looked at one would be kept for everybody as one reader had it. Donors who look at their own gifts
    have one cookie, which only those pages see.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(settings.DESK):
            request.COOKIES = _of_a_visit(request)
        return get_response(request)

    return respond


def _of_a_visit(request: HttpRequest) -> dict[str, str]:
    language = request.path_info.removeprefix("/").partition("/")[0]
    name = f"{settings.VISIT_COOKIE}_{language}"
    is_there = request.path_info.startswith(settings.VISIT_PAGES.format(language=language))
    return {name: request.COOKIES[name]} if is_there and name in request.COOKIES else {}


def page_language(get_response: Respond) -> Respond:
    """Speak the language that the address names; where it names none, the one the browser prefers.

    Every public address says its language (`/ar/...`, `/en/...`), so no cookie and no header decides what a page is.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        first = request.path_info.removeprefix("/").partition("/")[0]  # "OPTIONS *" asks for no path at all
        code = first if first in LANGUAGES else translation.get_language_from_request(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            return get_response(request)

    return respond


def lite_edition(get_response: Respond) -> Respond:
    """Answer `?lite` with the lite edition of whatever the page is."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if lite.is_wanted(request):
            lite.make(request, response)
        return response

    return respond


def desk_language(get_response: Respond) -> Respond:
    """Speak each member of staff's own language in the desk, whatever the browser asks for.

    Reader pages are left alone: touching `request.user` there would make them vary by cookie.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(settings.DESK) and request.user.is_authenticated:
            translation.activate(request.user.interface_language)
            request.LANGUAGE_CODE = request.user.interface_language
        return get_response(request)

    return respond


def onion_location(get_response: Respond) -> Respond:
    """Name the same page on Tor to browsers that can go there, where ONION_ADDRESS is set.

    Only pages that everybody may keep: the desk and the answers to one donor are nobody's to be led to.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        onion = settings.ONION_ADDRESS
        if onion and _is_for_everybody(response) and request.META.get("HTTP_HOST") != urlsplit(onion).netloc:
            response["Onion-Location"] = onion + request.get_full_path()
        return response

    return respond


def _is_for_everybody(response: HttpResponse) -> bool:
    is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
    return is_page and "public" in response.get("Cache-Control", "")
