"""The forms by which finance enters what came outside of this site, and takes an entry back."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import plaintext
from articles.models import Article
from donations import by_hand, money, nonces
from donations.by_hand import Entry
from donations.forms import find_story
from donations.models import Campaign
from newsroom import arabic
from newsroom.identity import language

_NUMBER = re.compile(r"(?:.*/article/)?([0-9]{1,17})(?:/.*)?", re.S)


class EntryForm(forms.Form):
    """One sum, as its document says."""

    way = forms.ChoiceField(label=gettext_lazy("Way"))
    amount = forms.CharField(label=gettext_lazy("Amount"), widget=forms.TextInput({"dir": "ltr"}))
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=money.CURRENCY_NAMES)
    received_on = forms.DateField(
        label=gettext_lazy("Received on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    document_number = forms.CharField(
        label=gettext_lazy("Document number"),
        max_length=60,
        help_text=gettext_lazy(
            "Of the receipt book, the grant or the statement. Each counts once for its way. "
            "It stays in the books for good: write no person's name here."
        ),
        widget=forms.TextInput({"dir": "auto"}),
    )
    campaign = forms.ModelChoiceField(label=gettext_lazy("Campaign"), queryset=Campaign.objects.all())
    language = forms.ChoiceField(label=gettext_lazy("Language of the gift"), choices=settings.LANGUAGES)
    story = forms.CharField(
        label=gettext_lazy("Story"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Its number or address, where a story led to the gift."),
        widget=forms.TextInput({"dir": "ltr"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the donor"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Leave it empty for somebody who wants to stay unnamed."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail of the donor"), required=False, max_length=254)
    wants_receipt = forms.BooleanField(label=gettext_lazy("Mail the donor a receipt"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Kept with the notes on the donor, and erased with them."),
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    nonce = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = by_hand.ways()
        self.fields["way"].choices = list(self.named.items())  # type: ignore[attr-defined]

    def clean_received_on(self) -> date:
        """Refuse a day that has not come, and one that nobody keeps books of."""
        day: date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        if day.year < 2000:
            raise ValidationError(_("This day is too long ago."))
        return day

    def clean_document_number(self) -> str:
        """Keep the number to one line."""
        number = plaintext.one_line(self.cleaned_data["document_number"])
        if not any(sign.isalnum() for sign in number):
            raise ValidationError(_("Write the number of the document."))
        return number

    def clean_name(self) -> str:
        """Keep the name to one line."""
        return plaintext.one_line(self.cleaned_data["name"])

    def clean_note(self) -> str:
        """Keep the note without marks that would turn what stands around it."""
        return plaintext.paragraphs(self.cleaned_data["note"])

    def clean_story(self) -> Article | None:
        """Find the story by its number or address."""
        typed = arabic.latin_digits(self.cleaned_data["story"]).strip()
        if not typed:
            return None
        found = _NUMBER.fullmatch(typed)
        story = find_story(found[1]) if found else None
        if story is None:
            raise ValidationError(_("Readers see no such story. Copy its address from the site."))
        return story

    def clean_nonce(self) -> Any:
        """Refuse a form that is not ours."""
        mark = nonces.read(self.cleaned_data["nonce"])
        if mark is None:
            raise ValidationError(_("This form has expired. Check it and send it again."))
        return mark

    def clean(self) -> dict[str, Any]:
        """Read the amount once the currency is known; a receipt needs an address."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("amount") and cleaned.get("currency"):
            try:
                cleaned["minor"] = money.parse(cleaned["amount"], cleaned["currency"], largest=money.LARGEST_GOAL)
            except ValidationError as error:
                self.add_error("amount", error)
            else:
                if cleaned["minor"] == 0:
                    self.add_error("amount", _("The amount must be more than zero."))
        if cleaned.get("wants_receipt") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("A receipt needs an e-mail address."))
        return cleaned

    def entry(self) -> Entry:
        """Give what a valid form says."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("amount", "minor")}
        return Entry(amount_minor=self.cleaned_data["minor"], **said)

    def facts(self) -> list[tuple[Any, Any]]:
        """Say once more what was typed, for somebody who is to be sure of it."""
        said = self.cleaned_data
        noon = timezone.make_aware(datetime.combine(said["received_on"], time(12)))
        shown = {
            "way": self.named[said["way"]],
            "received_on": arabic.date(noon, language=language()),
            "language": dict(settings.LANGUAGES)[said["language"]],
            "wants_receipt": _("yes") if said["wants_receipt"] else "",
        }
        names = ["way", "received_on", "document_number", "campaign", "language", "story", "name", "email"]
        rows = [(self.fields[name].label, shown.get(name, said[name])) for name in (*names, "wants_receipt", "note")]
        return [(label, value) for label, value in rows if value]


class BackForm(forms.Form):
    """Why an entry was a mistake."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, widget=forms.TextInput({"dir": "auto"}))

    def clean_reason(self) -> str:
        """Keep the reason to one line."""
        return plaintext.one_line(self.cleaned_data["reason"])
