"""The form of the support page. Amounts are read here, and what the campaign does not offer is refused."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import plaintext
from articles.models import Article
from donations import fees, money, nonces, origins
from donations.giving import Wish
from donations.models import Ask, Campaign, Slot
from donations.providers import OpenWay
from donations.providers.base import Can, Provider
from donations.states import REPEATING, Interval
from newsroom.identity import LANGUAGES


def find_campaign(slug: str) -> Campaign | None:
    """Give a campaign that is running and asks for something; without a name, the paper's own."""
    if "\x00" in slug:  # Postgres has no such text
        return None
    running = Campaign.objects.running().filter(asks__isnull=False).prefetch_related("asks")
    named = running.filter(slug=slug) if slug else running.filter(is_default=True)
    return named.first()


def find_story(number: str) -> Article | None:
    """Give a story that readers may see in some language."""
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    story = Article.objects.filter(pk=int(number)).first()
    return story if story and story.live_languages() else None


class GiftForm(forms.Form):
    """What a donor fills in. The amount is a preset of the chosen interval and currency, or typed."""

    interval = forms.ChoiceField(
        choices=Interval.choices,
        error_messages={
            "required": gettext_lazy("Choose how often you want to give."),
            "invalid_choice": gettext_lazy("Choose how often you want to give."),
        },
    )
    currency = forms.ChoiceField(
        error_messages={
            "required": gettext_lazy("Choose a currency."),
            "invalid_choice": gettext_lazy("We do not take gifts in this currency. Choose one from the list."),
        }
    )
    other_amount = forms.CharField(required=False, max_length=40)
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": gettext_lazy("Enter your e-mail address: the receipt goes there."),
            "invalid": gettext_lazy("This is not an e-mail address. Write it like name@example.org."),
        },
    )
    name = forms.CharField(required=False, max_length=120)
    is_anonymous = forms.BooleanField(required=False)
    wants_wall = forms.BooleanField(required=False)
    covers_fees = forms.BooleanField(required=False)
    wants_newsletter = forms.BooleanField(required=False)
    message = forms.CharField(
        required=False,
        max_length=500,
        error_messages={"max_length": gettext_lazy("This is longer than 500 letters. Please shorten it.")},
    )
    provider = forms.ChoiceField(
        error_messages={
            "required": gettext_lazy("Choose a payment method."),
            "invalid_choice": gettext_lazy("Choose a payment method."),
        }
    )
    campaign = forms.CharField(required=False)
    story = forms.CharField(required=False)
    slot = forms.ChoiceField(
        choices=Slot.choices,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("The link that brought you here is not one of ours.")},
    )
    nonce = forms.CharField(required=False)

    def __init__(self, *args: Any, offer: Campaign, ways: Sequence[OpenWay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer, self.all_ways = offer, ways
        self.asks: list[Ask] = list(offer.asks.all())
        self.intervals = [each for each in Interval if any(ask.presets(each) for ask in self.asks)]
        self._offer("interval", [(each.value, each.label) for each in self.intervals])
        self._offer("currency", [(ask.currency, ask.get_currency_display()) for ask in self.asks])
        self.ways: list[Provider] = [way.provider for way in ways if way.works()]
        self._offer("provider", [(way.name, way.label) for way in self.ways])
        self.amount_minor = self.fee_cover_minor = 0
        self.found_story: Article | None = None
        self.mark: UUID | None = None

    def _offer(self, field: str, choices: list[tuple[str, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[field]).choices = choices

    def clean_campaign(self) -> str:
        """Refuse a campaign that is not running, rather than credit another one."""
        slug = self.cleaned_data["campaign"]
        if slug and slug != self.offer.slug:
            raise ValidationError(
                _("This campaign is unknown or has ended. Send the form again to give to the paper itself."),
                code="unknown_campaign",
            )
        return slug

    def clean_story(self) -> str:
        """Refuse a story that readers cannot see, rather than lose the credit without a word."""
        number = self.cleaned_data["story"]
        self.found_story = find_story(number) if number else None
        if number and self.found_story is None:
            raise ValidationError(
                _("The story that you came from is no longer there. Send the form again to give without naming it."),
                code="unknown_story",
            )
        return number

    def clean_name(self) -> str:
        """Keep a name to one line, without marks that would turn the direction of what is written around it."""
        return plaintext.one_line(self.cleaned_data["name"])

    def clean_message(self) -> str:
        """Keep a message without marks that would turn the direction of what is written around it."""
        return plaintext.paragraphs(self.cleaned_data["message"])

    def clean_nonce(self) -> str:
        """Refuse a form that is not ours or older than a day."""
        self.mark = nonces.read(self.cleaned_data["nonce"])
        if self.mark is None:
            raise ValidationError(_("This form has expired. Check it and send it again."), code="expired_form")
        return self.cleaned_data["nonce"]

    def clean(self) -> dict[str, Any]:
        """Read the amount once interval and currency are known."""
        cleaned = super().clean() or self.cleaned_data
        ask = next((ask for ask in self.asks if ask.currency == cleaned.get("currency")), None)
        if ask and cleaned.get("interval") and "other_amount" in cleaned:
            try:
                self.amount_minor = self._amount(ask, cleaned["interval"], cleaned["other_amount"])
            except ValidationError as error:
                self.add_error("other_amount", error)
        if cleaned.get("covers_fees") and ask and cleaned.get("provider") and not self.errors:
            self._cover(ask)
        if cleaned.get("wants_wall") and not cleaned.get("name"):
            self.add_error("name", _("Write the name by which we may thank you."))
        way = next((way for way in self.ways if way.name == cleaned.get("provider")), None)
        if way and ask and not way.takes(ask.currency):
            self.add_error("provider", _("This way takes no gifts in this currency. Choose another way or currency."))
        if way and cleaned.get("interval") in REPEATING and Can.REPEAT not in way.can:
            self.add_error("provider", _("This way takes one-time gifts only. Choose another way, or give once."))
        return cleaned

    def _cover(self, ask: Ask) -> None:
        """Add what the way of paying will keep, unless the whole would be more than the form takes."""
        self.fee_cover_minor = fees.cover(self.amount_minor, self.cleaned_data["provider"], ask.currency)
        if self.amount_minor + self.fee_cover_minor > money.largest_minor(ask.currency):
            self.add_error("other_amount", money.too_large(ask.currency))

    def _amount(self, ask: Ask, interval: str, typed: str) -> int:
        """Give the amount in minor units: what was typed, else the preset that was picked."""
        if typed.strip():
            minor = money.parse(typed, ask.currency)
        else:
            picked = str(self.data.get(f"amount_{interval}_{ask.currency}", ""))
            offered = {str(preset): preset for preset in ask.presets(interval)}
            if picked not in offered:
                raise ValidationError(_("Choose an amount or enter one."), code="required")
            minor = offered[picked]
        if minor < ask.least_minor:
            raise money.too_small(ask.least_minor, ask.currency)
        return minor

    def wish(self, language: str) -> Wish:
        """Give what a valid form asks for."""
        if self.mark is None or language not in LANGUAGES:
            raise ValueError("only a valid form is a wish")
        cleaned = self.cleaned_data
        return Wish(
            campaign=self.offer,
            amount_minor=self.amount_minor + self.fee_cover_minor,
            fee_cover_minor=self.fee_cover_minor,
            currency=cleaned["currency"],
            interval=cleaned["interval"],
            provider=cleaned["provider"],
            email=cleaned["email"],
            name=cleaned["name"],
            is_anonymous=cleaned["is_anonymous"] and not cleaned["wants_wall"],
            wall_name=cleaned["name"] if cleaned["wants_wall"] and self.offer.shows_wall else "",
            message=cleaned["message"],
            wants_newsletter=cleaned["wants_newsletter"],
            origin=origins.kept({name: self.data.get(name, "") for name in origins.FIELDS}),
            language=language,
            slot=cleaned["slot"],
            story=self.found_story,
            nonce=self.mark,
        )
