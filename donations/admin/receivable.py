"""What gifts and pledges share on the desk: where they came from, and a bank transfer that may be awaited."""

from typing import Any
from urllib.parse import unquote

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from donations import money
from donations.admin import received
from donations.models import Donation, Pledge
from newsroom.identity import language
from newsroom.read_only import ReadOnly

ORIGIN: Any = (
    _("Where it came from"),
    {"fields": ["campaign", "language", "slot", "article", "story_title", "story_address"]},
)


class Receivable(ReadOnly):
    """Rows that can be waiting for a bank transfer."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that records a transfer."""
        name = f"donations_{self.model._meta.model_name}_receive"  # type: ignore[attr-defined]
        page = self.admin_site.admin_view(self.receive)  # type: ignore[attr-defined]
        return [path("<int:pk>/receive/", page, name=name), *super().get_urls()]  # type: ignore[misc]

    def receive(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what came and when, and record it."""
        return received.receive(request, self, pk)  # type: ignore[arg-type]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Offer the page where a transfer is awaited."""
        row = context.get("original")
        if row is not None and received.is_awaited(row) and request.user.has_perm(received.PERMISSION):
            name = f"admin:donations_{row._meta.model_name}_receive"
            context["receive_url"] = reverse(name, args=[row.pk])
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    @admin.display(description=_("address at the time"))
    def story_address(self, row: Donation | Pledge) -> str:
        """Show the story's address at the time with letters in place of codes, from left to right."""
        return format_html('<bdi dir="ltr">{}</bdi>', unquote(row.story_path)) if row.story_path else "–"

    @admin.display(description=_("amount"), ordering="amount_minor")
    def amount(self, row: Donation | Pledge) -> SafeString:
        """Show the amount that the donor chose."""
        return money.as_html(row.amount_minor, row.currency, language())
