"""The pages of the door: allauth's flows in the desk's own frame."""

from typing import Any, cast

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom import audit
from newsroom.entry import door
from newsroom.entry.second_factor import SecondFactors
from newsroom.staff import acting


class Page:
    """A page in the desk's frame."""

    request: HttpRequest
    title: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the frame what every page of the desk has."""
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return (
            admin.site.each_context(self.request) | context | {"title": self.title, "is_nav_sidebar_enabled": False}
        )


class Own(Page):
    """A page about one's own account.

    A session that has not shown the second factor its account has may not touch the account either: whoever knows
    only the password could add a factor of their own.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send strangers to the login and half-open sessions to the rest of it."""
        if not request.user.is_authenticated:
            return HttpResponseRedirect(door.with_next(reverse("account_login"), request.path))
        if not door.is_complete(request) and door.has_factor(acting(request)):
            return door.way_in(request, acting(request))
        return cast(HttpResponseBase, super().dispatch(request, *args, **kwargs))  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the template whether the desk is open to this session."""
        return super().get_context_data(**kwargs) | {"is_complete": door.is_complete(self.request)}


class FactorChange(Own):
    """A page whose form adds, renews or removes a second factor: written down with the change."""

    change = ""
    proves = ""

    def form_valid(self, form: Any) -> HttpResponse:
        """Make the change and write it down; what was just added was also just shown."""
        user = acting(self.request)
        with transaction.atomic():
            response = super().form_valid(form)  # type: ignore[misc]
            audit.record("second_factor", by=user, on=user, change=self.change)
        if self.proves:
            record_authentication(self.request, user, method="mfa", type=self.proves)
        return cast(HttpResponse, response)


class SignIn(Page, account.LoginView):
    """Username and password, or a passkey."""

    title = _("Sign in")


class SignOut(account.LogoutView):
    """Ends the session; wants a POST, so that no link on another site can do it."""

    http_method_names = ["post"]


class SecondStep(Page, mfa.AuthenticateView):
    """The code or passkey that follows the password."""

    title = _("Second step")


class PasskeySignIn(passkeys.LoginWebAuthnView):
    """Hands the browser its challenge and takes the answer."""


class ForgotPassword(Page, account.PasswordResetView):
    """Asks for a link by mail."""

    title = _("Forgot your password?")


class ForgotPasswordSent(Page, account.PasswordResetDoneView):
    """Says the same whether or not there is such an account."""

    title = _("Look into your mail")


class SetPassword(Page, account.PasswordResetFromKeyView):
    """Takes the new password of somebody who followed a mailed link."""

    title = _("Set a new password")


class PasswordIsSet(Page, account.PasswordResetFromKeyDoneView):
    """Leads on to the login."""

    title = _("Your new password is set")


class ChangePassword(Own, account.PasswordChangeView):
    """Changes one's own password."""

    title = _("Change your password")


class FirstPassword(Own, account.PasswordSetView):
    """Gives an account that has none a password."""

    title = _("Set a password")


class ProvePassword(Page, account.ReauthenticateView):
    """Asks for the password again before a change to the account."""

    title = _("Is it you?")


class ProveCode(Page, mfa.ReauthenticateView):
    """Asks for a code again."""

    title = _("Is it you?")


class ProvePasskey(Page, passkeys.ReauthenticateWebAuthnView):
    """Asks for a passkey again."""

    title = _("Is it you?")


class Factors(Own, mfa.IndexView):
    """What an account has for a second factor; the first stop of one that has none."""

    @property
    def title(self) -> Any:
        """Name the page for what it is to this session."""
        return _("Your account") if door.is_complete(self.request) else _("One more thing before you start")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which passkey or app may not go."""
        user = acting(self.request)
        strong = Authenticator.objects.filter(user_id=user.pk, type__in=door.STRONG).count()
        return super().get_context_data(**kwargs) | {"is_only_factor": strong < 2}


class AddApp(FactorChange, totp.ActivateTOTPView):
    """Pairs an authenticator app."""

    title = _("Add an authenticator app")
    change, proves = "authenticator app added", "totp"


class RemoveApp(FactorChange, totp.DeactivateTOTPView):
    """Takes the authenticator app off; never the last factor."""

    title = _("Remove the authenticator app")
    change = "authenticator app removed"


class AddPasskey(FactorChange, passkeys.AddWebAuthnView):
    """Pairs a passkey."""

    title = _("Add a passkey")
    change, proves = "passkey added", "webauthn"


class RenamePasskey(Own, passkeys.EditWebAuthnView):
    """Gives a passkey another name."""

    title = _("Rename a passkey")


class RemovePasskey(FactorChange, passkeys.RemoveWebAuthnView):
    """Takes a passkey off; never the last factor."""

    title = _("Remove a passkey")
    change = "passkey removed"

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the last one."""
        factors = SecondFactors()
        if not factors.can_delete_authenticator(self.get_object()):
            form.add_error(None, factors.error_messages["cannot_delete_authenticator"])
            return cast(HttpResponse, self.form_invalid(form))
        return super().form_valid(form)


class RecoveryCodes(Own, codes.ViewRecoveryCodesView):
    """The recovery codes, once."""

    title = _("Recovery codes")


class NewRecoveryCodes(FactorChange, codes.GenerateRecoveryCodesView):
    """Makes new recovery codes; the old ones end."""

    title = _("New recovery codes")
    change = "recovery codes made"
