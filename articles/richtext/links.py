"""Where a link in a body text may lead: the web, a mailbox, a telephone, or a page of ours.

Addresses come out without the trackers that other companies hang on them.
"""

import re
from urllib.parse import parse_qs, quote, urlsplit

TRACKERS = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|igsh|mc_[ce]id|__cft__\[\d\]|__tn__", re.IGNORECASE | re.ASCII
)
_REDIRECTS = {"url": ("q", "url"), "l.php": ("u",)}
_REDIRECT_HOST = re.compile(r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}|lm?\.facebook\.com")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\ufeff\\]")
_HOST = re.compile(r"(?:[^\s/?#@:\[\]%\"<>]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?")
_MAILBOX = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+", re.I)
_TELEPHONE = re.compile(r"tel:\+?[0-9().\-]{3,25}", re.I)


def safe_address(href: str) -> str | None:
    """Give the address that a link may carry, or None when it may carry none."""
    href = href.strip()
    for _ in range(3):
        inner = _behind_redirect(href)
        if inner is None:
            break
        href = inner.strip()
    if _UNSAFE.search(href):
        return None
    if href.lower().startswith("www."):
        href = f"https://{href}"
    if href.lower().startswith(("http://", "https://")):
        return _web_address(href)
    if href.startswith("/"):
        return None if href.startswith("//") else _quoted(href)
    if _MAILBOX.fullmatch(href) or _TELEPHONE.fullmatch(href):
        scheme, _, rest = href.partition(":")
        return f"{scheme.lower()}:{_quoted(rest)}"
    return None


def leads_outside(href: str) -> bool:
    """Tell whether an address names another site."""
    return href.startswith("http")


def without_trackers(query: str) -> str:
    """Drop from a query the parameters that only follow the reader; the rest stays as it was written."""
    kept = []
    for pair in query.split("&"):
        name = pair.partition("=")[0]
        if pair and not TRACKERS.fullmatch(name):
            kept.append(pair)
    return "&".join(kept)


def _web_address(href: str) -> str | None:
    scheme, _, rest = href.partition("://")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if not _HOST.fullmatch(host) or not _can_be_read(f"//{host}"):
        return None
    tail, _, fragment = rest[len(host) :].partition("#")
    path, _, query = tail.partition("?")
    query = without_trackers(query)
    address = f"{scheme.lower()}://{host.lower()}{path}"
    if query:
        address += f"?{query}"
    return _quoted(f"{address}#{fragment}" if fragment else address)


def _can_be_read(address: str) -> bool:
    """Tell whether programs make sense of an address: "[:::]" is no host, and "℀" in one would hide a slash."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _quoted(address: str) -> str:
    """Write in per cent what must not stand in an attribute; letters of every script stay readable."""
    return re.sub(r"[\s\"'<>`{}|^]", lambda match: quote(match.group(), safe=""), address)


def _behind_redirect(href: str) -> str | None:
    """Find the address inside a search engine's or a network's redirecting link."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    names = _REDIRECTS.get(parts.path.lstrip("/"))
    if parts.scheme not in ("http", "https") or names is None or not _REDIRECT_HOST.fullmatch(parts.netloc.lower()):
        return None
    values = parse_qs(parts.query)
    return next((values[name][0] for name in names if name in values), None)
