"""What a donor may fill in on the manage pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import plaintext
from articles.report_form import Prose
from donations import money, wall
from donations.models import Pledge
from newsroom.identity import language


class AskForm(forms.Form):
    """The address that somebody gave with. `website` is for machines: no person sees it."""

    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Enter the e-mail address that you gave with."),
            "invalid": _("This is not an e-mail address. Write it like name@example.org."),
        },
    )
    website = forms.CharField(required=False)

    def is_from_a_machine(self) -> bool:
        """Say whether somebody filled in what people do not see."""
        return bool(self.cleaned_data.get("website"))


class AmountForm(forms.Form):
    """Another amount for a regular gift: one of those that its campaign offers, or typed."""

    picked = forms.CharField(required=False)
    other_amount = forms.CharField(required=False, max_length=40)

    def __init__(self, *args: Any, pledge: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pledge = pledge
        self.ask = pledge.campaign.asks.filter(currency=pledge.currency).first()
        self.presets = self.ask.presets(pledge.interval) if self.ask else []
        self.amount_minor = 0

    def choices(self) -> list[tuple[int, SafeString, bool]]:
        """List the amounts on offer with their words, and say which is the present one."""
        here, now = language(), self.pledge.amount_minor - self.pledge.fee_cover_minor
        currency = self.pledge.currency
        return [(minor, money.as_html(minor, currency, here, short=True), minor == now) for minor in self.presets]

    def clean(self) -> dict[str, Any]:
        """Read the amount without what covers the fees: what was typed, else what was picked."""
        cleaned = super().clean() or self.cleaned_data
        typed, picked = cleaned.get("other_amount", ""), cleaned.get("picked", "")
        try:
            self.amount_minor = self._amount(typed, picked)
        except forms.ValidationError as error:
            self.add_error("other_amount", error)
        return cleaned

    def _amount(self, typed: str, picked: str) -> int:
        offered = {str(minor): minor for minor in self.presets}
        if not typed.strip() and picked not in offered:
            raise forms.ValidationError(gettext("Choose an amount or enter one."), code="required")
        minor = money.parse(typed, self.pledge.currency) if typed.strip() else offered[picked]
        least = self.ask.least_minor if self.ask else 1
        if minor < least:
            raise money.too_small(least, self.pledge.currency)
        return minor


class EndForm(forms.Form):
    """Why a donor ends a regular gift; both answers are theirs to give or not."""

    reason = forms.ChoiceField(
        required=False,
        choices=[each for each in Pledge.CancelReason.choices if each[0] != Pledge.CancelReason.PROVIDER],
    )
    words = Prose(required=False, max_length=500)


class PauseForm(forms.Form):
    """For how many months nothing is to be taken."""

    months = forms.TypedChoiceField(
        choices=[(months, months) for months in (1, 3, 6)],
        coerce=int,
        error_messages={"required": _("Choose how long."), "invalid_choice": _("Choose how long.")},
    )


class AboutForm(forms.Form):
    """What a donor may change about themselves. `thanked_as` is the name for the wall."""

    name = forms.CharField(required=False, max_length=120)
    mail_language = forms.ChoiceField(choices=settings.LANGUAGES)
    wants_newsletter = forms.BooleanField(required=False)
    on_wall = forms.BooleanField(required=False)
    thanked_as = forms.CharField(required=False, max_length=wall.LONGEST)

    def clean_name(self) -> str:
        """Keep a name to one line, without marks that turn what is written around it."""
        return plaintext.one_line(self.cleaned_data["name"])

    def clean_thanked_as(self) -> str:
        """Keep the name for the wall to one line."""
        return plaintext.one_line(self.cleaned_data["thanked_as"])

    def clean(self) -> dict[str, Any]:
        """Ask for the name of somebody who wants to be thanked by name."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("on_wall") and not cleaned.get("thanked_as"):
            self.add_error("thanked_as", gettext("Write the name by which we may thank you."))
        return cleaned
