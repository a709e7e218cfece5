"""oEmbed as other sites ask for it."""

from io import StringIO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from articles import oembed, story_page
from articles.feeds.formats import printable
from articles.models import Article
from articles.story_page import StoryPage
from articles.views import frame, reading
from newsroom import edge

LARGEST = 10_000  # pixels
REFUSED_FOR = 60  # seconds


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Describe the live story at `?url=`; 404 for everything else, 501 for a format that we do not write."""
    written_as = request.GET.get("format", "json")
    if written_as not in oembed.KINDS:
        return _refused("There is JSON and XML.", 501)
    widest, highest = (_pixels(request.GET.get(name, "")) for name in ("maxwidth", "maxheight"))
    if "url" not in request.GET or not widest or not highest:
        return _refused("Name a story by url; maxwidth and maxheight are whole numbers.", 400)
    page = _story_at(request.GET["url"])
    if page is None:
        return _refused("There is no such story.", 404)
    with translation.override(page.language):
        facts = oembed.facts(page, widest=widest, highest=highest)
    response = (
        _as_xml(facts) if written_as == "xml" else JsonResponse(facts, json_dumps_params={"ensure_ascii": False})
    )
    response["Access-Control-Allow-Origin"] = "*"
    return frame.public(response, language=page.language, keys=page.keys(), until=page.changes_at())


def _story_at(address: str) -> StoryPage | None:
    """Find the live story that a full address of ours names; a short link names the language it was written in."""
    try:
        parts = urlsplit(address)
        match = resolve(unquote(parts.path)) if parts.netloc in _our_hosts() else None
    except (ValueError, Resolver404):
        return None
    if match is None or parts.scheme not in ("http", "https"):
        return None
    if match.func is reading.article:
        return story_page.load(match.kwargs["pk"], match.kwargs["language"])
    if match.func is not reading.short_link:
        return None
    story = Article.objects.filter(pk=match.kwargs["pk"]).first()
    live = story.live_languages() if story else []
    if story is None or not live:
        return None
    return story_page.load(story.pk, story.original_language if story.original_language in live else live[0])


def _our_hosts() -> set[str]:
    return {urlsplit(origin).netloc for origin in (settings.SITE_URL, settings.ONION_ADDRESS) if origin}


def _pixels(text: str) -> int:
    """Read a size; nothing said is no limit, and what is no size is 0."""
    if not text:
        return LARGEST
    return min(int(text), LARGEST) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _as_xml(facts: oembed.Facts) -> HttpResponse:
    written = StringIO()
    xml = SimplerXMLGenerator(written, "utf-8")
    xml.startDocument()
    xml.startElement("oembed", {})  # type: ignore[arg-type]
    for name, value in facts.items():
        xml.addQuickElement(name, printable(str(value)))
    xml.endElement("oembed")
    return HttpResponse(written.getvalue(), content_type="text/xml; charset=utf-8")


def _refused(why: str, status: int) -> HttpResponse:
    response = HttpResponse(why, content_type="text/plain; charset=utf-8", status=status)
    return edge.public(response, keys=["feeds"], seconds=REFUSED_FOR)
