"""The forms of the door that must not tell who has an account."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom.entry import letters


class SignIn(LoginForm):
    """Username or e-mail address, and password; the backend finds the one account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or e-mail address")
        self.fields["login"].max_length = 254
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none", "dir": "auto"}
        self.fields["login"].widget.attrs["autofocus"] = True
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def user_credentials(self) -> dict[str, str]:
        """Try what was typed once."""
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class ForgotPassword(ResetPasswordForm):
    """Ask for a link. No account is looked up here, so every address gets the same answer after the same time."""

    def clean_email(self) -> str:
        """Take any address."""
        return str(self.cleaned_data["email"]).strip()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Leave the rest to the task queue."""
        letters.send_reset.enqueue(email=self.cleaned_data["email"])
        return str(self.cleaned_data["email"])


class NewPasskey(AddWebAuthnForm):
    """A passkey, which may stand for the password as well unless its owner says no."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].help_text = _("Yours alone: which device or key is it?")
        self.fields["name"].max_length = 100
        self.fields["passwordless"].label = _("Let this passkey sign me in by itself, without a password")
        self.fields["passwordless"].help_text = _("It then asks for your finger, face or PIN.")
        self.fields["passwordless"].initial = True
