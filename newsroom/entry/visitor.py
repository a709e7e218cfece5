"""Where a request comes from: the network address behind our proxy, and the browser in words."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

NOWHERE = "0.0.0.0"  # noqa: S104 - never listened on: what a server on a local socket gives in place of an address

BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
}
BROWSERS |= {"CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "macOS"}
SYSTEMS |= {"CrOS": "ChromeOS", "Linux": "Linux"}


def address(request: HttpRequest) -> str:
    """Give the visitor's network address.

    The header that CLIENT_ADDRESS_HEADER names is believed, because our proxy overwrites it; X-Forwarded-For, which
    anybody can send, never is.
    """
    told = request.headers.get(settings.CLIENT_ADDRESS_HEADER, "") if settings.CLIENT_ADDRESS_HEADER else ""
    for candidate in (told, request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ipaddress.ip_address(candidate.strip()))
        except ValueError:
            continue
    return NOWHERE


def browser(request: HttpRequest) -> str:
    """Name the browser and the system of this request."""
    return in_words(request.headers.get("User-Agent", ""))


def in_words(user_agent: str) -> str:
    """Name the browser and the system that a User-Agent claims."""
    name = next((words for mark, words in BROWSERS.items() if f"{mark}/" in user_agent), "")
    system = next((words for mark, words in SYSTEMS.items() if mark in user_agent), "")
    return " · ".join(filter(None, [name, system])) or _("an unknown browser")
