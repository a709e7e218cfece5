"""What the photo library can be narrowed to."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import Photo
from articles.models.photo import RIGHTS_WARNING
from articles.querysets import PhotoQuerySet
from newsroom.identity import LANGUAGES

# The photographers that are offered without typing: the most frequent of the latest pictures.
LATEST_PICTURES = 300
OFFERED = 10
SUGGESTED = 20
SHORTEST_NAME = 2


class WithoutDescription(admin.SimpleListFilter):
    """Find the photos that somebody who cannot see them knows nothing of, per language."""

    title = gettext_lazy("description missing")
    parameter_name = "undescribed"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer each language."""
        return [("ar", gettext_lazy("in Arabic")), ("en", gettext_lazy("in English"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the photos without a description in the chosen language."""
        value = self.value()
        return _photos(queryset).without_alt(value) if value in LANGUAGES else queryset


class Use(admin.SimpleListFilter):
    """Tell what readers may meet from what only fills the library."""

    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer both."""
        return [("none", gettext_lazy("unused")), ("some", gettext_lazy("in use"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Ask whether a story or a contributor shows it."""
        if self.value() == "none":
            return _photos(queryset).unused()
        return _photos(queryset).in_use() if self.value() == "some" else queryset


class Origin(admin.SimpleListFilter):
    """Find the photos of whose maker or origin nobody is sure; without any credit none comes in."""

    title = gettext_lazy("credit and source")
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer what may be missing."""
        return [
            ("unconfirmed", gettext_lazy("credit from the file, not confirmed")),
            ("none", gettext_lazy("no source stated")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what somebody should look at."""
        if self.value() == "unconfirmed":
            return _photos(queryset).with_unconfirmed_credit()
        return _photos(queryset).without_source() if self.value() == "none" else queryset


class Rights(admin.SimpleListFilter):
    """Find the photos that we may not show any more, or not for long."""

    title = gettext_lazy("rights")
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer the standings."""
        days = RIGHTS_WARNING.days
        soon = ngettext("ending within %(days)d day", "ending within %(days)d days", days) % {"days": days}
        return [("expired", gettext_lazy("ended already")), ("expiring", soon), ("none", gettext_lazy("not stated"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Ask the newsroom's calendar."""
        if self.value() == "expired":
            return _photos(queryset).rights_expired()
        if self.value() == "expiring":
            return _photos(queryset).rights_expiring(within=RIGHTS_WARNING)
        return _photos(queryset).without_rights() if self.value() == "none" else queryset


class UploadedByMe(admin.SimpleListFilter):
    """Find one's own again."""

    title = gettext_lazy("uploaded by")
    parameter_name = "uploaded"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer oneself."""
        return [("me", gettext_lazy("me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep one's own."""
        return queryset.filter(uploaded_by=request.user.pk) if self.value() == "me" else queryset


class Photographer(admin.SimpleListFilter):
    """Find the pictures of one name: the latest names to press, any other to type, however many there are."""

    title = gettext_lazy("photographer")
    parameter_name = "credit"
    template = "admin/articles/photo/credit_filter.html"
    kept: tuple[tuple[str, str], ...] = ()  # what else the list is narrowed to, for the form

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer nothing from here: the names come with the list."""
        return []

    def has_output(self) -> bool:
        """Show the field always."""
        return True

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the credits with this name in them; no text in Postgres can hold a NUL."""
        name = (self.value() or "").strip()
        if "\0" in name:
            return queryset.none()
        return _photos(queryset).credited_to(name) if name else queryset

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Offer everybody, and the names of the latest pictures."""
        chosen = self.value() or ""
        self.suggestions = reverse("admin:articles_photo_credits")
        self.kept = tuple((name, value) for name, value in changelist.params.items() if name != self.parameter_name)
        everybody = changelist.get_query_string(remove=[self.parameter_name])
        yield {"selected": not chosen, "query_string": everybody, "display": _("All")}
        for name in _latest_names():
            query = changelist.get_query_string({self.parameter_name: name})
            yield {"selected": name == chosen, "query_string": query, "display": name}


def suggest_credits(text: str) -> JsonResponse:
    """Answer with the credits that have this text in them, in order; a single letter finds too many to be asked."""
    name = text.replace("\0", "").strip()
    found = Photo.objects.credited_to(name).order_by("credit").values_list("credit", flat=True).distinct()
    return JsonResponse({"credits": list(found[:SUGGESTED]) if len(name) >= SHORTEST_NAME else []})


def _photos(queryset: QuerySet) -> PhotoQuerySet:
    """Tell the type checker whose verbs these rows know."""
    return cast(PhotoQuerySet, queryset)


def _latest_names() -> list[str]:
    latest = Photo.objects.order_by("-uploaded_at", "-pk").values_list("credit", flat=True)[:LATEST_PICTURES]
    return sorted(name for name, _count in Counter(latest).most_common(OFFERED))
