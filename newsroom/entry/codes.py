"""Codes of authenticator apps, made without a phone: for the demo's logins and for tests."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from newsroom.models import User

SECONDS = 30


def pair(user: User, secret: str) -> None:
    """Give an account an authenticator app with this key (base 32), in place of the one it had."""
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)


def shown(secret: str, *, steps: int = 0) -> str:
    """Give the code that an app with this key shows now, or so many half minutes from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // SECONDS + steps)))


def seconds_left() -> int:
    """Say how long the code of this moment is shown."""
    return SECONDS - int(time.time()) % SECONDS
