"""What a donor may fill in on the manage pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
