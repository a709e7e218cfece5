"""The addresses of the door, under the desk's path and so within reach of its cookies.

Each page of allauth that may be opened has its line; signing up, e-mail confirmation and login by mailed code have
none. The names are allauth's own, which it finds its way by.
"""

from django.urls import URLPattern, path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from newsroom.desk import View, desk_policy
from newsroom.entry import sessions, views


def page(route: str, view: View, name: str) -> URLPattern:
    """Send the desk's policy with a page that nothing may keep."""
    return path(route, desk_policy(never_cache(view)), name=name)


urlpatterns = [
    page("login/", views.SignIn.as_view(), "account_login"),
    page("login/passkey/", views.PasskeySignIn.as_view(), "mfa_login_webauthn"),
    page("login/second/", views.SecondStep.as_view(), "mfa_authenticate"),
    page("logout/", views.SignOut.as_view(), "account_logout"),
    page("again/", views.ProvePassword.as_view(), "account_reauthenticate"),
    page("again/code/", views.ProveCode.as_view(), "mfa_reauthenticate"),
    page("again/passkey/", views.ProvePasskey.as_view(), "mfa_reauthenticate_webauthn"),
    page("forgot/", views.ForgotPassword.as_view(), "account_reset_password"),
    page("forgot/sent/", views.ForgotPasswordSent.as_view(), "account_reset_password_done"),
    page("forgot/done/", views.PasswordIsSet.as_view(), "account_reset_password_from_key_done"),
    re_path(
        r"^forgot/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        desk_policy(never_cache(views.SetPassword.as_view())),
        name="account_reset_password_from_key",
    ),
    page("password/", views.ChangePassword.as_view(), "account_change_password"),
    page("password/first/", views.FirstPassword.as_view(), "account_set_password"),
    page("sessions/", sessions.Sessions.as_view(), "account_sessions"),
    page("", views.Factors.as_view(), "mfa_index"),
    page("app/add/", views.AddApp.as_view(), "mfa_activate_totp"),
    page("app/remove/", views.RemoveApp.as_view(), "mfa_deactivate_totp"),
    page("codes/", views.RecoveryCodes.as_view(), "mfa_view_recovery_codes"),
    page("codes/new/", views.NewRecoveryCodes.as_view(), "mfa_generate_recovery_codes"),
    page("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), "mfa_list_webauthn"),
    page("passkeys/add/", views.AddPasskey.as_view(), "mfa_add_webauthn"),
    page("passkeys/<int:pk>/rename/", views.RenamePasskey.as_view(), "mfa_edit_webauthn"),
    page("passkeys/<int:pk>/remove/", views.RemovePasskey.as_view(), "mfa_remove_webauthn"),
]
