"""allauth's account flow as this newsroom wants it: closed to strangers, written down, silent about who exists."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from newsroom import audit
from newsroom.entry import backend, devices, door, letters, visitor
from newsroom.models import User

ONE_LINE_PER_SECONDS = 300  # a flood of refused logins from one place is one line of the audit list


class Door(DefaultAccountAdapter):
    """Who is let in, and what is written down of it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # One answer for a wrong name, a wrong address, a wrong password and a closed account.
        "email_password_mismatch": DefaultAccountAdapter.error_messages["username_password_mismatch"],
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the chief editors."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Lead nowhere but to the desk."""
        return door.is_ours(url or "")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Count attempts by the address that our proxy vouches for."""
        return visitor.address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse too many attempts, and write that down."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._note(request, "login_limit", credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write a refused login down."""
        self._note(request, "login_refused", credentials)

    def post_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse:
        """Write the login down and alert the owner of a new browser."""
        how = "+".join(dict.fromkeys(str(step["method"]) for step in get_authentication_records(request, user)))
        # Somebody who has just come in is not asked to prove it again before setting a second factor up.
        record_authentication(request, user, method="login", reauthenticated=True)
        with transaction.atomic():
            response = super().post_login(request, user, **about)
            is_new = devices.welcome(request, response, user)
            audit.record("login", by=user, how=how, new_browser="yes" if is_new else "no", **_place(request))
        return response

    def logout(self, request: HttpRequest) -> None:
        """Write the end of a session down."""
        with transaction.atomic():
            if isinstance(request.user, User):
                audit.record("logout", by=request.user)
            super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """Write a new password down: that there is one."""
        with transaction.atomic():
            super().set_password(user, password)
            audit.record("password", by=user, on=user, **_place(self.request))

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, context: Any = None, email: str | None = None
    ) -> None:
        """Tell the owner of a change to the account, through the task queue."""
        letters.tell.enqueue(user.pk, change=template_prefix, **_place(self.request))

    def _note(self, request: HttpRequest, act: str, credentials: dict[str, Any]) -> None:
        """Write a failed attempt down; what was typed is kept only where it names an account."""
        account = backend.whose(credentials.get("username") or credentials.get("email") or "")
        place = _place(request)
        if cache.add(f"{act}:{place['address']}:{account.pk if account else 0}", 1, timeout=ONE_LINE_PER_SECONDS):
            audit.record(act, by=None, on=account or "", **place)


def _place(request: HttpRequest) -> dict[str, str]:
    return {"browser": visitor.browser(request), "address": visitor.address(request)}
