"""Who else is in a story's form: told before the first key is pressed, and with every heartbeat."""

import json
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles import access, presence
from articles.admin.lives import OWN_NAME
from articles.drafts import storable
from articles.models import Article
from articles.presence import AREAS, Person
from newsroom.identity import LANGUAGES
from newsroom.staff import acting


class Presences:
    """For the admin of stories: the banner that names who is in the form."""

    def get_urls(self) -> list[URLPattern]:
        """Add where a page's heart beats."""
        view = self.admin_site.admin_view(beat)  # type: ignore[attr-defined]
        address = path("<int:pk>/presence/", view, name="articles_article_presence")
        return [address, *super().get_urls()]  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say who is in the form before anything can be typed."""
        story = context.get("original")
        context["people"] = banner(presence.people(story.pk, besides=acting(request))) if story else {}
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


@require_POST
def beat(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a heartbeat: {"page": …, "typing": [areas], "take": [areas]}, or a farewell as a form with `leave`."""
    user, article = acting(request), None
    if pk < 2**63:
        article = Article.objects.select_related("translation").filter(pk=pk).first()
    if article is None or not access.may(user, "change", article):
        raise PermissionDenied
    if request.POST.get("leave"):
        presence.leave(pk, user=user, page=storable(request.POST["leave"]))
        return HttpResponse(status=204)
    page, typing, take = _read(request)
    allowed = {*access.changeable_languages(user, article)}
    if access.may_change_shared(user, article):
        allowed.add("shared")
    if presence.beat(pk, user=user, page=page, typing=typing & allowed, take=take & allowed) is None:
        raise PermissionDenied
    shown = banner(presence.people(pk, besides=user), typing=typing)
    shown["is_elsewhere"] = presence.is_open_elsewhere(pk, user=user, page=page)
    html = render_to_string("admin/articles/_people.html", {"people": shown}, request=request)
    return JsonResponse({"html": html, "held": shown["held"]})


def banner(people: list[Person], *, typing: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    """Give what the banner says; `typing` names the areas its reader has typed in, which stay open to them."""
    today = timezone.localdate()
    held = {area for person in people for area in person.areas}
    return {
        "told": [
            {
                "name": person.name,
                "since": person.since,
                "is_old": timezone.localtime(person.since).date() != today,
                "areas": [_area(area, since, typing) for area, since in person.areas.items()],
            }
            for person in people
        ],
        "held": [area for area in AREAS if area in held - typing],
    }


def _area(area: str, since: Any, typing: set[str]) -> dict[str, Any]:
    return {
        "code": area,
        "language": area if area in LANGUAGES else "",
        "own_name": OWN_NAME.get(area, ""),
        "since": since,
        "was_mine": area in typing,
    }


def _read(request: HttpRequest) -> tuple[str, set[str], set[str]]:
    try:
        sent = json.loads(request.body)
        page = str(sent["page"])[:40]
        if not page.isascii() or not page.isprintable():
            raise ValueError
        return page, set(sent.get("typing", [])) & set(AREAS), set(sent.get("take", [])) & set(AREAS)
    except (RawPostDataException, ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise BadRequest("This is no heartbeat.") from wrong
