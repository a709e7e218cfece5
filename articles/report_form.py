"""The form by which a reader reports a mistake."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import plaintext


class Prose(forms.CharField):
    """A text of a reader: cleaned before it is counted, so that a line break is one letter."""

    def to_python(self, value: Any) -> str:
        """Take out what is invisible."""
        return plaintext.paragraphs(super().to_python(value) or "")


class ReportForm(forms.Form):
    """What is wrong, where, and how to answer. `website` is for machines: no reader sees it."""

    passage = Prose(required=False, max_length=600)
    text = Prose(
        max_length=4000, error_messages={"required": _("Tell us what is wrong, so that we can look into it.")}
    )
    contact = Prose(required=False, max_length=200)
    website = forms.CharField(required=False)

    def clean_contact(self) -> str:
        """Keep it on one line."""
        return plaintext.one_line(self.cleaned_data["contact"])

    def is_from_a_machine(self) -> bool:
        """Say whether somebody filled in what readers do not see."""
        return bool(self.cleaned_data.get("website"))
