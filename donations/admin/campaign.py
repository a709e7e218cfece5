"""Campaigns on the desk: words in both languages side by side, and the amounts asked for, typed as money."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.bilingual import BilingualFields, pair
from articles.admin.searching import WithoutNul
from donations import campaigns, money
from donations.models import Ask, Campaign
from newsroom import audit
from newsroom.staff import acting

# How many lines the long texts show before they are pulled larger.
LINES = {"appeal": 4, "page_text": 6, "thanks_text": 3}


class AskForm(forms.ModelForm):
    """Amounts as people write them: "5, 10, 25"."""

    once_typed = forms.CharField(
        label=_("One-time amounts"), help_text=_("For example: 5; 10; 25"), widget=forms.TextInput({"dir": "ltr"})
    )
    month_typed = forms.CharField(
        label=_("Monthly amounts"), help_text=_("For example: 1; 3; 5"), widget=forms.TextInput({"dir": "ltr"})
    )
    year_typed = forms.CharField(
        label=_("Yearly amounts"),
        required=False,
        help_text=_("For example: 12; 36; 60. Without any, no yearly gift is offered."),
        widget=forms.TextInput({"dir": "ltr"}),
    )
    least_typed = forms.CharField(label=_("Smallest gift"), initial="1", widget=forms.TextInput({"dir": "ltr"}))

    class Meta:
        model = Ask
        fields = ["currency", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask = self.instance
        if ask.pk:
            self.initial.update(
                once_typed=self._typed(ask.once),
                month_typed=self._typed(ask.month),
                year_typed=self._typed(ask.year),
                least_typed=self._typed([ask.least_minor]),
            )

    def clean(self) -> dict[str, Any]:
        """Read the amounts once the currency is known; none may be below the smallest gift."""
        cleaned = super().clean() or self.cleaned_data
        currency = cleaned.get("currency")
        if not currency:
            return cleaned
        least = self._amounts("least_typed", currency)
        self.instance.least_minor = least[0] if least else 0
        for field, name in (("once_typed", "once"), ("month_typed", "month"), ("year_typed", "year")):
            amounts = self._amounts(field, currency)
            if any(amount < self.instance.least_minor for amount in amounts):
                self.add_error(field, money.too_small(self.instance.least_minor, currency))
            setattr(self.instance, name, sorted(set(amounts)))
        return cleaned

    def _amounts(self, field: str, currency: str) -> list[int]:
        parts = [part for part in self.cleaned_data.get(field, "").replace("؛", ";").split(";") if part.strip()]
        try:
            amounts = [money.parse(part, currency) for part in parts]
        except ValidationError as error:
            self.add_error(field, error)
            return []
        if any(amount == 0 for amount in amounts):
            self.add_error(field, _("The amount must be more than zero."))
        return amounts

    def _typed(self, amounts: list[int]) -> str:
        return "; ".join(str(money.to_decimal(amount, self.instance.currency)) for amount in amounts)


class AskInline(admin.TabularInline):
    """The currencies of a campaign."""

    model = Ask
    form = AskForm
    extra = 0
    min_num = 1
    fields = ["currency", "once_typed", "month_typed", "year_typed", "least_typed", "position"]
    readonly_fields = ["once_amounts", "month_amounts", "year_amounts", "smallest_gift"]

    def get_fields(self, request: HttpRequest, obj: Campaign | None = None) -> list[Any]:
        """Show the amounts themselves to those who may not type them."""
        may_type = self.has_change_permission(request, obj) or self.has_add_permission(request, obj)
        return [*self.fields] if may_type else ["currency", *self.readonly_fields]

    @admin.display(description=_("One-time amounts"))
    def once_amounts(self, ask: Ask) -> str:
        """List what is offered to those who give once."""
        return _listed(ask.once, ask.currency)

    @admin.display(description=_("Monthly amounts"))
    def month_amounts(self, ask: Ask) -> str:
        """List what is offered to those who give monthly."""
        return _listed(ask.month, ask.currency)

    @admin.display(description=_("Yearly amounts"))
    def year_amounts(self, ask: Ask) -> str:
        """List what is offered to those who give yearly."""
        return _listed(ask.year, ask.currency)

    @admin.display(description=_("Smallest gift"))
    def smallest_gift(self, ask: Ask) -> str:
        """Say below which amount no gift is taken."""
        return _listed([ask.least_minor], ask.currency)


def _listed(amounts: list[int], currency: str) -> str:
    return " · ".join(money.isolated(amount, currency) for amount in amounts)


class CampaignForm(forms.ModelForm):
    """A campaign, its goal typed as money."""

    goal_typed = forms.CharField(
        label=_("Goal"),
        required=False,
        help_text=_("The support page shows how much of it has come in this currency."),
        widget=forms.TextInput({"dir": "ltr"}),
    )

    class Meta:
        model = Campaign
        fields = ["goal_currency"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goal, currency = self.instance.goal_minor, self.instance.goal_currency
        if goal is not None:
            self.initial["goal_typed"] = str(money.to_decimal(goal, currency))

    def clean(self) -> dict[str, Any]:
        """Read the goal once its currency is known."""
        cleaned = super().clean() or self.cleaned_data
        typed, currency = cleaned.get("goal_typed", "").strip(), cleaned.get("goal_currency")
        if bool(typed) != bool(currency):
            self.add_error("goal_typed", _("A goal is an amount and its currency."))
        self.instance.goal_minor = None
        if typed and currency:
            try:
                self.instance.goal_minor = money.parse(typed, currency, largest=money.LARGEST_GOAL)
            except ValidationError as error:
                self.add_error("goal_typed", error)
        if self.instance.goal_minor == 0:
            self.add_error("goal_typed", _("The amount must be more than zero."))
        return cleaned


@admin.register(Campaign)
class CampaignAdmin(WithoutNul, BilingualFields, admin.ModelAdmin):
    """What the paper asks its readers for."""

    list_display = ["__str__", "slug", "is_default", "raised", "goal", "starts_at", "ends_at"]
    list_filter = ["is_default"]
    search_fields = ["slug", "title_ar", "title_en"]
    form = CampaignForm
    inlines = [AskInline]
    readonly_fields = ["goal", "raised"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "slug",
                    "is_default",
                    "entity",
                    "default_interval",
                    ("starts_at", "ends_at"),
                    ("goal_typed", "goal_currency"),
                    "raised",
                    "shows_wall",
                ]
            },
        ),
        (
            _("Support box"),
            {"classes": ["bilingual"], "fields": [pair("appeal"), pair("price_line"), pair("button")]},
        ),
        (
            _("Support page"),
            {"classes": ["bilingual"], "fields": [pair("title"), pair("page_text"), pair("thanks_text")]},
        ),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Campaign | None = None) -> Any:
        """Show the goal itself to those who may not type it."""
        found = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj) or (obj is None and self.has_add_permission(request)):
            return found
        (_name, first), *others = found
        fields = ["goal" if each == ("goal_typed", "goal_currency") else each for each in first["fields"]]
        return [(_name, first | {"fields": fields}), *others]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Campaign]:
        """Bring along what came of the goals."""
        return campaigns.with_raised(super().get_queryset(request))

    @admin.display(description=_("Raised of the goal"))
    def raised(self, campaign: Campaign) -> str:
        """Show what came of the goal, less what went back."""
        if campaign.goal_minor is None:
            return "–"
        return money.isolated(getattr(campaign, "raised_minor", 0), campaign.goal_currency)

    @admin.display(description=_("Goal"))
    def goal(self, campaign: Campaign) -> str:
        """Show the goal as money."""
        goal = campaign.goal_minor
        return "–" if goal is None else money.isolated(goal, campaign.goal_currency)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Give the long texts room."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = LINES.get(db_field.name[: -len("_ar")], 2)
        return field

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the currencies with the campaign, then let readers see it."""
        super().save_related(request, form, formsets, change)
        audit.record("campaign", by=acting(request), on=form.instance, change="changed" if change else "added")
        campaigns.changed()

    def delete_model(self, request: HttpRequest, obj: Campaign) -> None:
        """Take a campaign away from readers too."""
        audit.record("campaign", by=acting(request), on=obj, change="deleted")
        super().delete_model(request, obj)
        campaigns.changed()

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """Take campaigns away from readers too."""
        with transaction.atomic():
            for campaign in queryset:
                audit.record("campaign", by=acting(request), on=campaign, change="deleted")
            super().delete_queryset(request, queryset)
        campaigns.changed()
