"""Where a donor came from, as far as the link and the browser say so: never a whole address, never who they are."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest

UTM = ["utm_source", "utm_medium", "utm_campaign"]
FIELDS = [*UTM, "referrer_host"]
LONGEST = {"referrer_host": 120}
_WORD = re.compile(r"[\w .,:+/-]{1,60}")
_HOST = re.compile(r"[a-z0-9.-]{1,120}")


def of_link(request: HttpRequest) -> dict[str, str]:
    """Read what the link says, and the host of the page that it stood on unless that is ours."""
    said = {name: request.GET.get(name, "") for name in UTM}
    host = _host(request.headers.get("Referer", ""))
    said["referrer_host"] = "" if host == request.get_host().partition(":")[0] else host
    return kept(said)


def kept(said: dict[str, str]) -> dict[str, str]:
    """Keep what is a short plain text; what is not is left out without a word: it is nothing a donor typed."""
    known = {name: said.get(name, "") for name in UTM}
    plain = {name: text for name, text in known.items() if _WORD.fullmatch(text)}
    host = said.get("referrer_host", "")
    return plain | ({"referrer_host": host} if _HOST.fullmatch(host) else {})


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:  # half an IPv6 address, for example
        return ""
