"""Ways of giving elsewhere on the desk: finance says where donors are led; editors see it, and how it is used."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.bilingual import BilingualFields, pair, without_side_doors
from articles.admin.searching import WithoutNul
from donations import providers
from donations.models import LinkWay
from donations.providers.hand import PAPER
from newsroom import audit
from newsroom.staff import acting

LATELY = timedelta(days=30)


class LinkWayForm(forms.ModelForm):
    """A way elsewhere has a name wherever it is shown, and an address that says plainly whose it is."""

    class Meta:
        model = LinkWay
        exclude: list[str] = []

    def clean_code(self) -> str:
        """Refuse a name by which the books know another way."""
        code: str = self.cleaned_data["code"]
        taken = {*providers.KNOWN, *PAPER, "hand"}
        if code.casefold() in taken:
            raise ValidationError(_("Another way has this name in the books."))
        return code

    def clean_address(self) -> str:
        """Refuse an address that shows one host and leads to another."""
        address: str = self.cleaned_data["address"]
        if "@" in urlsplit(address).netloc:
            raise ValidationError(_("The address names a person before its host. Copy it from the page itself."))
        return address

    def clean(self) -> dict[str, Any]:
        """Ask for a name in each language in which the way is shown."""
        cleaned = super().clean() or self.cleaned_data
        for language in ("ar", "en"):
            if cleaned.get(f"on_{language}") and not cleaned.get(f"name_{language}"):
                self.add_error(f"name_{language}", _("Write the name for the pages on which it is shown."))
        return cleaned


@admin.register(LinkWay)
class LinkWayAdmin(WithoutNul, BilingualFields, admin.ModelAdmin):
    """Where donors can give beside our own form."""

    form = LinkWayForm
    list_display = ["code", "host", "on_ar", "on_en", "is_on", "clicks_lately"]
    list_filter = ["is_on", "campaigns"]
    search_fields = ["code", "name_ar", "name_en", "address"]
    fieldsets = [
        (None, {"fields": ["code", "address", "is_on", "position"]}),
        (gettext_lazy("For donors"), {"classes": ["bilingual"], "fields": [pair("name"), pair("note")]}),
        (gettext_lazy("Where it is shown"), {"fields": ["campaigns", ("on_ar", "on_en")]}),
        (gettext_lazy("Clicks"), {"fields": ["clicks_by_page"]}),
    ]
    readonly_fields = ["clicks_by_page"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[LinkWay]:
        """Bring along how often each was followed of late."""
        lately = Q(clicks__day__gt=timezone.localdate() - LATELY)
        return super().get_queryset(request).annotate(lately=Coalesce(Sum("clicks__clicks", filter=lately), 0))

    def get_readonly_fields(self, request: HttpRequest, obj: LinkWay | None = None) -> Any:
        """Leave the name in the books as it was first written."""
        return ["code", *self.readonly_fields] if obj else self.readonly_fields

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Offer the campaigns as boxes, and write names and addresses from the left."""
        if db_field.name == "campaigns":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in ("code", "address"):
            field.widget.attrs["dir"] = "ltr"
        return without_side_doors(field)

    def save_model(self, request: HttpRequest, obj: LinkWay, form: Any, change: bool) -> None:
        """Keep the way, and write down who leads donors where."""
        super().save_model(request, obj, form, change)
        audit.record(
            "link_way",
            by=acting(request),
            on=obj,
            change="changed" if change else "added",
            fields=", ".join(form.changed_data),
            leads_to=obj.address,
        )

    @admin.display(description=gettext_lazy("leads to"), ordering="address")
    def host(self, way: LinkWay) -> SafeString:
        """Show whose place it is."""
        return format_html('<bdi dir="ltr">{}</bdi>', urlsplit(way.address).hostname or "")

    @admin.display(description=gettext_lazy("clicks in 30 days"), ordering="lately")
    def clicks_lately(self, way: LinkWay) -> int:
        """Show how often it was followed of late."""
        return way.lately  # type: ignore[attr-defined]  # annotated above

    @admin.display(description=gettext_lazy("by campaign and language"))
    def clicks_by_page(self, way: LinkWay) -> SafeString | str:
        """Show how often it was followed from each campaign's page in each language, of late and in all."""
        if way.pk is None:
            return "–"
        recent = Coalesce(Sum("clicks", filter=Q(day__gt=timezone.localdate() - LATELY)), 0)
        rows = way.clicks.select_related(None).order_by().values("campaign__slug", "language")
        sums = rows.annotate(lately=recent, ever=Sum("clicks")).order_by("-ever")
        lines = [
            (
                row["campaign__slug"],
                _("Arabic") if row["language"] == "ar" else _("English"),
                _("%(lately)s in 30 days, %(ever)s in all") % {"lately": row["lately"], "ever": row["ever"]},
            )
            for row in sums
        ]
        return format_html_join("", "<p><bdi>{}</bdi> · {}: {}</p>", lines) if lines else "–"
