"""What somebody sent from a form of the desk that can take it no more: it is given back.

Where their session had ended it is to be sent again: scripts look at the session before a form is sent; this is for
browsers without them, and for the moment in between. Where it can be saved nowhere any more, it is to be copied.

Promise: nothing is saved. Only a page of ours gets an answer: another site could otherwise lay words of its own
before an editor, one press away from being saved. Only who filled the form in gets one: whoever has signed in since,
on the same computer, sees nothing of it.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from newsroom.identity import DIRECTION

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of the field
WRITER = "writer"  # the number of the account that a form was made for
LARGEST = 4_000_000  # letters; a page with more would be a weapon


@dataclass(frozen=True)
class Words:
    """A text that was typed, with the label of its field."""

    name: str
    label: str
    text: str
    language: str
    direction: str


def may_be_kept(request: HttpRequest) -> bool:
    """Say whether this is a form whose words are worth giving back, sent by a page of ours, to who wrote it."""
    if request.method != "POST" or not _keeps_words(request) or not is_from_us(request):
        return False
    writer = request.POST.get(WRITER, "")
    is_somebody_else = request.user.is_authenticated and str(request.user.pk) != writer
    return bool(writer) and not is_somebody_else and _letters(request) <= LARGEST


@never_cache
def page(request: HttpRequest, *, refused: str = "") -> HttpResponse:
    """Show what was sent, with a button that sends it again once its writer has signed in.

    Where it can never be taken, `refused` says why, and there is no button.
    """
    words, rest = _parted(request)
    context = admin.site.each_context(request) | {
        "title": _("Not saved") if refused else _("Not saved yet"),
        "is_nav_sidebar_enabled": False,
        "is_back": admin.site.has_permission(request),
        "refused": refused,
        "words": words,
        "rest": rest,
    }
    response = TemplateResponse(request, "admin/posted.html", context, status=403)
    response["X-Robots-Tag"] = "noindex"
    return response.render()


def is_from_us(request: HttpRequest) -> bool:
    """Say whether the browser tells that a page of ours sent this; one that tells nothing is not believed."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    told = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        address = urlsplit(told)
    except ValueError:
        return False
    return (address.scheme, address.netloc) == (request.scheme, request.get_host())


def _keeps_words(request: HttpRequest) -> bool:
    """Ask the desk's page for it: a form that takes passwords must never come back."""
    found = request.resolver_match
    desk = getattr(found.func, "model_admin", None) if found else None
    return getattr(desk, "gives_words_back", False) and str(found and found.url_name).endswith(("_add", "_change"))


def _letters(request: HttpRequest) -> int:
    return sum(len(name) + len(value) for name, values in request.POST.lists() for value in values)


def _parted(request: HttpRequest) -> tuple[list[Words], list[tuple[str, str]]]:
    """Part the words of a language, which are shown, from the other fields, which only travel along."""
    model: Any = request.resolver_match.func.model_admin.model  # type: ignore[union-attr] # asked before
    words, rest = [], []
    for name, values in request.POST.lists():
        field = _field(model, name)
        language = getattr(field, "language", "")
        if field is not None and language in DIRECTION and values[-1]:
            label = str(field.verbose_name)
            words.append(Words(name, label, values[-1], language, DIRECTION[language]))
        elif name != TOKEN:
            rest += [(name, value) for value in values]
    return words, rest


def _field(model: Any, name: str) -> Field | None:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
