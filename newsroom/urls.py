"""The table of contents: every public address is a line here or in an app's urls.py."""

from django.contrib import admin
from django.urls import include, path, register_converter

from newsroom import media, views, well_known


class LanguageConverter:
    """The first part of every public address: `ar` or `en`."""

    regex = "ar|en"

    def to_python(self, value: str) -> str:
        """Take the code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write the code as it stands."""
        return value


register_converter(LanguageConverter, "language")

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("healthz", views.healthz, name="healthz"),
    path("media/<path:path>", media.picture, name="media"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("admin/account/", include("newsroom.entry.urls")),
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
    path("", include("donations.urls")),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.not_found
handler429 = views.too_many
handler500 = views.server_error
