"""Ways of giving on the desk, each with one switch: finance pauses it with a reason, and opens it again."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import plaintext
from donations import pauses, providers
from donations.admin.ways import ShowsWay
from donations.models import LinkWay, Pause
from newsroom.read_only import ReadOnly
from newsroom.staff import acting

PERMISSION = "donations.pause_way"
LIST = "admin:donations_pause_changelist"


@dataclass(frozen=True, slots=True)
class Switch:
    """One way with its switch."""

    name: str
    label: str
    pause: Pause | None


class PauseForm(forms.Form):
    """Why a way rests; colleagues read it, donors do not."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=gettext_lazy("For colleagues. Donors read only that this way is paused."),
    )

    def clean_reason(self) -> str:
        """Keep the reason to one line."""
        return plaintext.one_line(self.cleaned_data["reason"])


def switches() -> list[Switch]:
    """List every way that is switched on or paused, those of our own form first."""
    resting = {pause.provider: pause for pause in Pause.objects.select_related("by")}
    named = {way.name: str(way.label) for way in providers.configured()}
    named |= {way.code: way.code for way in LinkWay.objects.filter(is_on=True)}
    named |= {name: providers.name_of(name) for name in resting if name not in named}
    return [Switch(name, label, resting.get(name)) for name, label in named.items()]


@admin.register(Pause)
class PauseAdmin(ShowsWay, ReadOnly, admin.ModelAdmin):
    """Ways that take nothing new now. Nobody in "by" means that the alarm did it."""

    change_list_template = "admin/donations/pause_list.html"
    list_display = ["way", "since", "by", "reason"]
    fields = ["way", "since", "by", "reason"]
    readonly_fields = ["way"]
    list_select_related = ["by"]

    def get_urls(self) -> list[URLPattern]:
        """Add the switch of each way."""
        view = self.admin_site.admin_view
        return [
            path("<slug:name>/pause/", view(self.pause_by_hand), name="donations_pause_by_hand"),
            path("<slug:name>/open/", view(require_POST(self.open_by_hand)), name="donations_pause_open"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show every way with its switch."""
        shown = {
            "all_ways": switches(),
            "may_pause": self.has_pause_permission(request),
            "title": _("Ways of giving"),
        }
        return super().changelist_view(request, (extra_context or {}) | shown)

    def pause_by_hand(self, request: HttpRequest, name: str) -> HttpResponse:
        """Ask why, and let the way rest."""
        way = self._way(request, name)
        form = PauseForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            pauses.pause(way.name, by=acting(request), reason=form.cleaned_data["reason"])
            messages.success(request, _("“%(way)s” takes nothing new until it is opened.") % {"way": way.label})
            return HttpResponseRedirect(reverse(LIST))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "list_address": reverse(LIST),
            "title": _("Pause “%(way)s”") % {"way": way.label},
            "explains": _("Nothing new is taken by it. What was begun goes on, and monthly gifts run."),
            "form": form,
            "button": _("Pause it"),
            "back": reverse(LIST),
        }
        return render(request, "admin/donations/act.html", context)

    def open_by_hand(self, request: HttpRequest, name: str) -> HttpResponse:
        """Let the way take gifts again."""
        way = self._way(request, name)
        pauses.open(way.name, by=acting(request))
        messages.success(request, _("“%(way)s” takes gifts again.") % {"way": way.label})
        return HttpResponseRedirect(reverse(LIST))

    def has_pause_permission(self, request: HttpRequest) -> bool:
        """Say whether this member of staff pauses and opens ways of giving."""
        return request.user.has_perm(PERMISSION)

    def _way(self, request: HttpRequest, name: str) -> Switch:
        if not self.has_pause_permission(request):
            raise PermissionDenied
        way = next((way for way in switches() if way.name == name), None)
        if way is None:
            raise Http404
        return way
