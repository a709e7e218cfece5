"""The front desk: which stories lead the home page and each section, in each language, until when.

One page of the desk with one form. Every button works without a script, which only makes it quicker to use.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import curating
from articles.access import section_limits
from articles.admin.front_desk import arrangement as desk
from articles.admin.front_desk import lineup
from articles.admin.front_desk.arrangement import Arrangement
from articles.admin.lives import OWN_NAME, newsroom_clock
from articles.curating import Overtaken
from articles.models import FrontPage, Section
from articles.pinned import MOST
from newsroom import identity
from newsroom.identity import DIRECTION, LANGUAGES
from newsroom.row_numbers import row_number
from newsroom.staff import acting


@admin.register(FrontPage)
class FrontDesk(admin.ModelAdmin):
    """The front desk stands where other models have their list."""

    def get_urls(self) -> list[URLPattern]:
        """Give the front desk and the two pieces that its script asks for; there is no other form."""
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="articles_frontpage_changelist"),
            path("stories/", view(self.candidates_view), name="articles_frontpage_candidates"),
            path("lineup/", view(require_POST(self.lineup_view)), name="articles_frontpage_lineup"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show one page as it is arranged, or do what a button of the form asks for."""
        page = self._page(request)
        if request.method != "POST":
            return self._show(request, desk.stored(page, acting(request)))
        arranged = desk.typed(page, request.POST, acting(request))
        return self._save(request, arranged) if "_save" in request.POST else self._show(request, arranged)

    def candidates_view(self, request: HttpRequest) -> HttpResponse:
        """Find stories to pin."""
        page = self._page(request)
        found = desk.candidates(page, request.GET.get("q", "").strip())
        return TemplateResponse(request, "admin/articles/front/_candidates.html", _of(page) | {"candidates": found})

    def lineup_view(self, request: HttpRequest) -> HttpResponse:
        """List what readers would see if the sent arrangement were saved."""
        page = self._page(request)
        parts = lineup.after(page, desk.typed(page, request.POST, acting(request)).as_readers_see_it())
        return TemplateResponse(request, "admin/articles/front/_lineup.html", _of(page) | {"parts": parts})

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the front desk to whoever may use it."""
        return request.user.has_perm("articles.curate_front")

    def has_view_permission(self, request: HttpRequest, obj: FrontPage | None = None) -> bool:
        """Let whoever may use it open it."""
        return request.user.has_perm("articles.curate_front")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Offer no form of its own."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: FrontPage | None = None) -> bool:
        """Name the entry in the index by what it leads to."""
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: FrontPage | None = None) -> bool:
        """Let a section go with its front pages."""
        return self.has_view_permission(request)

    def _page(self, request: HttpRequest) -> FrontPage:
        """Find the page that the address names; raise PermissionDenied where this editor may not arrange it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked, number = request.GET.get("language", ""), request.GET.get("section", "")
        language = asked if asked in LANGUAGES else identity.language()
        allowed = section_limits(acting(request))
        if not number and allowed:
            return curating.page_of(language, Section.objects.filter(pk__in=allowed)[0])
        section = get_object_or_404(Section, pk=row_number(number) or 0) if number else None
        if allowed and (section is None or section.pk not in allowed):
            raise PermissionDenied
        return curating.page_of(language, section)

    def _save(self, request: HttpRequest, arranged: Arrangement) -> HttpResponse:
        try:
            curating.arrange(arranged.page, arranged.wishes(), seen=arranged.seen, by=acting(request))
        except ValidationError as wrong:
            return self._show(request, arranged, errors=wrong.messages)
        except Overtaken as overtaken:
            arranged.seen = overtaken.page.number
            return self._show(request, arranged, newer=desk.stored(overtaken.page, acting(request)), status=409)
        messages.success(request, _("Saved. Readers see it now."))
        return HttpResponseRedirect(request.get_full_path())

    def _show(
        self,
        request: HttpRequest,
        arranged: Arrangement,
        *,
        errors: list[str] | None = None,
        newer: Arrangement | None = None,
        status: int = 200,
    ) -> HttpResponse:
        page, text = arranged.page, request.POST.get("q", "").replace("\0", "").strip()
        context = (
            self.admin_site.each_context(request)
            | _of(page)
            | {
                "title": _("Front desk"),
                "is_nav_sidebar_enabled": False,  # the columns want the room
                "opts": self.opts,
                "arranged": arranged,
                "newer": newer,
                "errors": errors or [],
                "most": MOST,
                "text": text,
                "candidates": desk.candidates(page, text, without=arranged.numbers()),
                "readers_see": lineup.now(page),
                "after_saving": lineup.after(page, arranged.as_readers_see_it())
                if request.method == "POST"
                else None,
                "tabs": _tabs(page, section_limits(acting(request))),
                "newsroom_clock": newsroom_clock(),
                "clock_now": desk.clock_now(),
                "readers_address": page.section.address(page.language) if page.section else f"/{page.language}/",
            }
        )
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/articles/front/desk.html", context, status=status)


def _of(page: FrontPage) -> dict[str, Any]:
    """Give what every piece of the front desk needs to name its page."""
    return {"page": page, "words_of": page.language, "words_run": DIRECTION[page.language]}


def _tabs(page: FrontPage, allowed: set[int]) -> dict[str, list[tuple[str, str, str, bool]]]:
    """List the pages and the languages to go to: address, name, language of the name, and whether it is here."""
    desk_address = reverse("admin:articles_frontpage_changelist")
    sections = [row for row in Section.objects.all() if not allowed or row.pk in allowed]
    home = [("", _("Home page"))] if not allowed else []
    pages = [*home, *((f"&section={row.pk}", str(row)) for row in sections)]
    here = f"&section={page.section_id}" if page.section_id else ""
    return {
        "languages": [
            (f"{desk_address}?language={code}{here}", OWN_NAME[code], code, code == page.language)
            for code in LANGUAGES
        ],
        "pages": [
            (f"{desk_address}?language={page.language}{query}", name, "", query == here) for query, name in pages
        ],
    }
