"""The lite edition: any reader page under its own address with `?lite`.

Promise: the same text, no script and no picture; a link with the picture's size stands where each was, every link and
form that stays with us leads to the lite edition too, and `rel=canonical` names the full page. A finished page is
rewritten, so no template can forget any of it. The markup is our own: quoted attributes, escaped text.
"""

import re
from functools import lru_cache
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from newsroom import arabic, identity

NAME = "lite"
BEST_WIDTH = 640  # of the picture that a tap opens: enough for a phone

_SCRIPT = re.compile(r"<script\b.*?</script>\s*", re.S)
_PICTURE_OR_LINK = re.compile(r"<a\b[^>]*>|</a>|<picture\b.*?</picture>|<img\b[^>]*>", re.S)
_EMPTY_LINK = re.compile(r"<a\b[^>]*>\s*</a>")
_LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)"')
_FORM = re.compile(r"<form\b[^>]*>")
_ACTION = re.compile(r'(\saction=")([^"]*)"')
_SWITCH = re.compile(r'<a data-edition="lite"[^>]*>[^<]*</a>')
_WEBP = re.compile(r"(\S+\.webp) (\d+)w")
_SOURCE = re.compile(r'\ssrc="([^"]*)"')
_ALT = re.compile(r'\salt="([^"]*)"')


def is_wanted(request: HttpRequest) -> bool:
    """Say whether the reader asks for the lite edition; the desk has none."""
    return NAME in request.GET and not request.path.startswith(settings.DESK)


def address(path: str) -> str:
    """Give the lite address of a page of ours; any other address stays as it is."""
    if not _is_page(path):
        return path
    parts = urlsplit(path)
    return parts._replace(query="&".join([*_other_parameters(parts.query), NAME])).geturl()


def full_address(request: HttpRequest) -> str:
    """Give the address of the same page in full."""
    parts = urlsplit(request.get_full_path())
    return parts._replace(query="&".join(_other_parameters(parts.query))).geturl()


def make(request: HttpRequest, response: HttpResponse) -> None:
    """Turn a finished answer into that of the lite edition."""
    if response.has_header("Location"):
        response["Location"] = address(response["Location"])
    elif not response.streaming and response["Content-Type"].startswith("text/html"):
        response.content = rewritten(response.content.decode(), full=full_address(request))


def rewritten(html: str, *, full: str) -> str:
    """Make the lite page out of a full one, whose address is `full`."""
    html = _with_placeholders(_SCRIPT.sub("", html))
    html = _LINK.sub(lambda link: f'{link[1]}{_escaped_address(link[2])}"', html)
    html = _FORM.sub(lambda form: _lite_form(form[0]), html)
    back = format_html('<a data-edition="full" href="{}">{}</a>', full, _("Open the full page"))
    html = _SWITCH.sub(lambda switch: back, html)
    words = _("This is the lite edition: the same text, and pictures only when you tap them.")
    notice = f'<aside class="edition">{escape(words)} {back}</aside>'
    return html.replace('<header class="masthead">', f'{notice}\n<header class="masthead">', 1)


def _is_page(path: str) -> bool:
    """Tell a page of ours from files, feeds, the desk, other sites and places on the same page."""
    try:
        parts = urlsplit(path.removeprefix(settings.SITE_URL) if path.startswith(f"{settings.SITE_URL}/") else path)
    except ValueError:  # no address at all, such as "http://[:::]/"
        return False
    if parts.scheme or parts.netloc or not (parts.path or parts.query):
        return False
    elsewhere = (settings.DESK, settings.MEDIA_URL, settings.STATIC_URL)
    return not parts.path.startswith(elsewhere) and "." not in parts.path.rpartition("/")[2]


def _other_parameters(query: str) -> list[str]:
    return [each for each in query.split("&") if each and each.partition("=")[0] != NAME]


def _escaped_address(href: str) -> str:
    return escape(address(unescape(href)))


def _lite_form(form: str) -> str:
    """Let a form lead to the lite edition: what it sends by GET replaces the query of its address."""
    if 'method="post"' in form:
        return _ACTION.sub(lambda action: f'{action[1]}{_escaped_address(action[2])}"', form)
    return f'{form}<input type="hidden" name="{NAME}">'


def _with_placeholders(html: str) -> str:
    """Put a link in the place of each picture; one that stood within a link stands beside it."""
    around = ""

    def part(match: re.Match[str]) -> str:
        nonlocal around
        if not match[0].startswith(("<picture", "<img")):
            around = "" if match[0] == "</a>" else match[0]
            return match[0]
        return f"</a>{_placeholder(match[0])}{around}" if around else _placeholder(match[0])

    return _EMPTY_LINK.sub("", _PICTURE_OR_LINK.sub(part, html))


def _placeholder(picture: str) -> SafeString:
    """Write what is tapped: what the picture shows, in the page's own words for it, and how much it weighs."""
    source, alt = _SOURCE.search(picture), _ALT.search(picture)
    widths = {int(width): file for file, width in _WEBP.findall(picture)}
    nearest = min(widths, key=lambda width: abs(width - BEST_WIDTH), default=0)
    file = widths.get(nearest) or (source[1] if source else "")
    about = mark_safe(f"<bdi>{alt[1]}</bdi>") if alt and alt[1] else ""  # noqa: S308 - escaped as it stood there
    weight = _kilobytes(unescape(file))
    size = format_html("<bdi>{}</bdi>", arabic.digits(str(weight), language=identity.language()))
    if weight:
        words = _("Picture (%(size)s KB): %(about)s") if about else _("Picture (%(size)s KB)")
    else:
        words = _("Picture: %(about)s") if about else _("Picture")
    label = mark_safe(escape(words) % {"size": size, "about": about})  # noqa: S308 - its parts are escaped above
    return format_html('<a class="tap" href="{}"><span>{}</span></a>', unescape(file), label)


def _kilobytes(file: str) -> int | None:
    """Weigh a stored picture, if its storage will say."""
    if not file.startswith(settings.MEDIA_URL):
        return None
    try:
        return max(1, round(_bytes(unquote(file.removeprefix(settings.MEDIA_URL))) / 1024))
    except Exception:  # each storage fails in its own way, and the page is worth more than the number
        return None


@lru_cache(maxsize=50_000)
def _bytes(name: str) -> int:
    """Ask the storage once: the bytes of a picture never change under its name."""
    return default_storage.size(name)
