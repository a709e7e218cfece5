"""The picker: a window with the photo library, from which a form takes one photo.

`?language=` chooses whose caption and description are handed over. The choice goes as a message to the page that
opened the window, addressed by `?for=`.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.counting import CountsToEnough
from articles.admin.photo_badges import caption_of
from articles.admin.photo_upload import ACCEPT, UploadForm, offer
from articles.models import Photo
from newsroom.identity import LANGUAGES, language

if TYPE_CHECKING:
    from articles.admin.photo import PhotoAdmin

PER_PAGE = 24
KEPT = ("language", "for")


def show(request: HttpRequest, desk: "PhotoAdmin") -> HttpResponse:
    """Show one page of the photos that match the search, newest first."""
    asked = request.GET.get("language", "")
    words_of = asked if asked in LANGUAGES else language()
    text = request.GET.get("q", "").replace("\0", "").strip()
    found = Photo.objects.matching(text) if text else Photo.objects.all()
    page = CountsToEnough(found, PER_PAGE).get_page(request.GET.get("page"))
    kept = {name: request.GET[name] for name in KEPT if name in request.GET}
    context = desk.admin_site.each_context(request) | {
        "title": _("Choose a photo"),
        "is_popup": True,
        "text": text,
        "page": page,
        "offers": [(caption_of(photo, words_of), offer(photo, language=words_of)) for photo in page],
        "kept": kept,
        "query": urlencode(kept | ({"q": text} if text else {})),
        "words_of": words_of,
        "may_upload": desk.has_add_permission(request),
        "form": UploadForm(),
        "accept": ACCEPT,
    }
    request.current_app = desk.admin_site.name
    return TemplateResponse(request, "admin/articles/photo/picker.html", context)
