"""Passwords: one account, one comparison, whoever knocks."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from newsroom.models import User


class OneComparison(AuthenticationBackend):
    """Take a username or an e-mail address.

    Exactly one password is hashed, known account or not and closed account or not, so that neither the answer nor
    its time tells which accounts there are.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Give the account whose password this is, or None."""
        password = credentials.get("password")
        if not password:
            return None
        account = whose(credentials.get("username") or credentials.get("email") or "")
        if account is None:
            User().set_password(password)
            return None
        return account if account.check_password(password) and self.user_can_authenticate(account) else None


def whose(login: str) -> User | None:
    """Find the account of a username, else of an e-mail address that only one account has."""
    by_name = User.objects.filter(username=login).first()
    if by_name is not None or "@" not in login:
        return by_name
    by_mail = User.objects.filter(email__iexact=login)[:2]
    return by_mail[0] if len(by_mail) == 1 else None
