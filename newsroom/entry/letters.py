"""Mails to the staff about their accounts.

Plain text, in the language that the desk speaks to their owner, written when they are sent: the task queue's table
never holds a link that opens an account.
"""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import EmailMessage
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from newsroom import identity
from newsroom.models import User

# What allauth tells the owner of an account about, by the name of its own letter.
CHANGES = {
    "account/email/password_changed": gettext_noop("The password of your account was changed."),
    "account/email/password_set": gettext_noop("A password was set for your account."),
    "account/email/password_reset": gettext_noop("The password of your account was set anew through a mailed link."),
    "mfa/email/totp_activated": gettext_noop("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": gettext_noop("The authenticator app was taken off your account."),
    "mfa/email/webauthn_added": gettext_noop("A passkey was added to your account."),
    "mfa/email/webauthn_removed": gettext_noop("A passkey was taken off your account."),
    "mfa/email/recovery_codes_generated": gettext_noop("New recovery codes were made; the old ones no longer work."),
    "second_factor_forgotten": gettext_noop("The desk took the second factor off your account. Set a new one up."),
}

SUBJECTS = {
    "new_browser": gettext_noop("A new browser signed in to your account"),
    "account_changed": gettext_noop("Your account was changed"),
    "password_reset": gettext_noop("Set a new password"),
}


@task(queue_name="mail")
def alert(user_id: int, browser: str, address: str) -> None:
    """Tell an account's owner of a browser that signed in for the first time."""
    _send(user_id, "new_browser", browser=browser, address=address)


@task(queue_name="mail")
def tell(user_id: int, change: str, browser: str, address: str) -> None:
    """Tell an account's owner of a change to it."""
    _send(user_id, "account_changed", change=change, browser=browser, address=address)


@task(queue_name="mail")
def send_reset(email: str) -> None:
    """Send the link to a new password to every open account with this address; to nobody if there is none."""
    for user in User.objects.filter(email__iexact=email, is_active=True):
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        link = identity.absolute(reverse("account_reset_password_from_key", kwargs=key))
        _send(user.pk, "password_reset", link=link)


def _send(user_id: int, letter: str, **words: Any) -> None:
    user = User.objects.filter(pk=user_id).first()
    if user is None or not user.email:
        return
    with translation.override(user.interface_language):
        newsroom = identity.name(user.interface_language)
        if "change" in words:
            words["change"] = _(CHANGES[words["change"]])
        about = words | {
            "user": user,
            "newsroom_name": newsroom,
            "language": user.interface_language,
            "at": timezone.now(),
            "sessions": identity.absolute(reverse("account_sessions")),
        }
        body = render_to_string(f"emails/{letter}.txt", about)
        EmailMessage(f"{_(SUBJECTS[letter])} – {newsroom}", body, to=[user.email]).send()
