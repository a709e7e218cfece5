"""Reading without a line: the list of what a reader keeps, the worker that keeps it, and the manifest to install by.

Promise: what is kept stays on the reader's device. These pages are the same for everybody.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.views import frame
from newsroom import arabic, edge, identity
from newsroom.identity import DIRECTION, LANGUAGES

WORKER = settings.BASE_DIR / "static" / "js" / "worker.js"
WORKER_SECONDS = 60  # a mistake in it must not stay on readers' devices
PAPER = "#fffdf8"
ICONS = (
    ("img/icon-192.png", 192, "any"),
    ("img/icon-512.png", 512, "any"),
    ("img/icon-maskable.png", 512, "maskable"),
)


@require_safe
def saved(request: HttpRequest, language: str) -> HttpResponse:
    """Show the page on which the browser lists what it keeps."""
    paths = {code: reverse("articles:saved", kwargs={"language": code}) for code in LANGUAGES}
    place = frame.Place(language, _("Saved stories"), "", paths, is_listed=False)
    context = {"digits": arabic.digits("0123456789", language=language)}
    return frame.show(request, "articles/saved.html", place=place, context=context, keys=["saved"])


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Send the script that runs beside the pages, once a reader has saved a story."""
    response = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    return edge.public(response, keys=["worker"], seconds=WORKER_SECONDS)


@require_safe
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """Describe the paper to browsers that can put it among a device's applications."""
    home = reverse("articles:home", kwargs={"language": language})
    saved_list = reverse("articles:saved", kwargs={"language": language})
    facts = {
        "id": home,
        "name": identity.name(language),
        "short_name": identity.name(language),
        "description": identity.tagline(language),
        "lang": language,
        "dir": DIRECTION[language],
        "start_url": home,
        "scope": "/",  # both editions, so that the language switch stays inside
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["news"],
        "icons": [
            {"src": static(file), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for file, size, purpose in ICONS
        ],
        "shortcuts": [{"name": _("Saved stories"), "url": saved_list}],
    }
    response = JsonResponse(
        facts, json_dumps_params={"ensure_ascii": False}, content_type="application/manifest+json; charset=utf-8"
    )
    return frame.public(response, language=language, keys=["manifest"])
