"""Second factors: how their secrets are kept, and how one is taken off an account."""

from base64 import urlsafe_b64encode

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from newsroom import audit, identity
from newsroom.entry.door import STRONG
from newsroom.models import User

SALT = "newsroom.entry.second_factor"


class SecondFactors(DefaultMFAAdapter):
    """allauth's second factors with secrets that a copy of the database alone does not give away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("This is your only second factor. Add another one first."),
    }

    def get_totp_issuer(self) -> str:
        """Name the paper beside the code in the authenticator app."""
        return identity.name("en")

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Name the account by its username: an address would tell who works here."""
        return user.get_username()

    def encrypt(self, text: str) -> str:
        """Seal a secret with a key made of SECRET_KEY."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; SECRET_KEY_FALLBACKS are tried as well, so that the key can be changed."""
        return _seal().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor of an account: without one its owner could do nothing."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STRONG)
        return others.exclude(pk=authenticator.pk).exists()


@transaction.atomic
def forget(user: User, *, by: User) -> None:
    """Take every second factor off an account whose owner has lost them, and end its sessions."""
    Authenticator.objects.filter(user_id=user.pk).delete()
    for session in UserSession.objects.filter(user_id=user.pk):
        session.end()
    audit.record("second_factor", by=by, on=user, change="forgotten")


def _seal() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in keys])


def _key(secret: str) -> bytes:
    return urlsafe_b64encode(salted_hmac(SALT, "key", secret=secret, algorithm="sha256").digest())
