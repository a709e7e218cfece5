"""The desk: Django's admin under our own name, look, language and content security policy."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.csp import CSP
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog

from newsroom import posted
from newsroom.entry import door
from newsroom.entry.views import SignOut
from newsroom.identity import LANGUAGES
from newsroom.models import User

View = Callable[..., Any]

# The rich text editor writes one fixed <style> of its own, which this hash names; it changes when the editor does,
# and a browser test then says so.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

DESK_CSP: dict[str, list[str]] = settings.SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE, EDITOR_STYLE],
    # Chrome drops style attributes from pasted text without this, and then takes all of a Google Docs text for bold.
    "style-src-attr": [CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
}

# The order of the index: what a newsroom touches every hour comes first.
APP_ORDER = ["articles", "donations", "newsroom", "auth"]


def desk_policy(view: View) -> View:
    """Send the desk's policy with a page, unless the page has named one itself (a preview shows a reader page)."""

    @wraps(view)
    def respond(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        if not hasattr(response, "_csp_config"):
            response._csp_config = DESK_CSP
        return response

    return respond


class BothLanguages(AutocompleteJsonView):
    """Name each found row in both languages, for an editor may have typed either."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        """Use the row's `in_both_languages` where it has one."""
        name = getattr(obj, "in_both_languages", None)
        return {"id": str(getattr(obj, to_field_name)), "text": name() if name else str(obj)}


class Desk(AdminSite):
    """The editors' admin."""

    site_header = _("The desk")
    site_title = _("The desk")
    index_title = _("Newsroom")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add the language switch."""
        return [path("language/", desk_policy(speak), name="speak"), *super().get_urls()]

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]
        """Put the desk's policy on every page of the desk; give words back that arrive after the session's end."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not self.has_permission(request) and posted.may_be_kept(request):
                return posted.page(request)
            return cast(HttpResponse, guarded(request, *args, **kwargs))

        return desk_policy(respond)

    def has_permission(self, request: HttpRequest) -> bool:
        """Open the desk to staff who have shown a second factor in this session, and to nobody else."""
        return super().has_permission(request) and door.is_complete(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send everybody to the door: the stock login page takes a password alone."""
        if isinstance(request.user, User):
            return door.way_in(request, request.user)
        return HttpResponseRedirect(door.with_next(reverse("account_login"), door.wanted(request)))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Leave by the door."""
        return SignOut.as_view()(request)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Change one's password at the door, where it is written down and the owner is told."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Offer both languages in the header of every page."""
        return super().each_context(request) | {"desk_languages": settings.LANGUAGES}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """List the paper first, then the money, then the staff, each app's models in the order of registration."""
        apps = super().get_app_list(request, app_label)
        registered = [model._meta.object_name for model in self._registry]
        for app in apps:
            app["models"].sort(key=lambda model: registered.index(model["object_name"]))
        known = len(APP_ORDER)
        return sorted(
            apps, key=lambda app: APP_ORDER.index(app["app_label"]) if app["app_label"] in APP_ORDER else known
        )

    def i18n_javascript(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Give scripts the words of every app and our own catalogue, the rich text editor's among them."""
        return cast(HttpResponse, JavaScriptCatalog.as_view()(request))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Name what is found in both languages."""
        return cast(HttpResponse, BothLanguages.as_view(admin_site=self)(request))


@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Remember which language the desk speaks, with the account and in the browser for the login page.

    Takes `language`, goes back to `next`; a language we do not speak changes nothing.
    """
    back = request.POST.get("next", "")
    ours = {request.get_host()}
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=ours, require_https=request.is_secure()):
        back = reverse("admin:index")
    response = HttpResponseRedirect(back)
    language = request.POST.get("language")
    if language in LANGUAGES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            request.user.interface_language = language
            request.user.save(update_fields=["interface_language"])
    return response
