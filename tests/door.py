"""Ways through the door for tests: sessions with and without a second factor, and codes as a phone shows them."""

import time
from collections.abc import Callable
from typing import Any

from django.test import Client

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

_plain_login = Client.force_login


def with_second_factor(force_login: Callable[..., None]) -> Callable[..., None]:
    """Make a forced login leave what the door leaves in a session when a second factor was shown."""

    def enter(client: Client, user: Any, backend: str | None = None) -> None:
        force_login(client, user, backend)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    return enter


def by_password(client: Client, user: Any) -> None:
    """Sign in as somebody who has shown a password only."""
    _plain_login(client, user)


def add_app(user: Any, secret: str = SECRET) -> None:
    """Pair an authenticator app with an account."""
    from newsroom.entry import codes  # models can be imported only once Django is set up

    codes.pair(user, secret)


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    """Give the code that the app shows now, or so many half minutes from now."""
    from newsroom.entry import codes  # see add_app

    return codes.shown(secret, steps=steps)


def sign_in(client: Client, user: Any) -> Any:
    """Walk through the door with a password and, if the account has an app, a code."""
    response = client.post("/admin/account/login/", {"login": user.username, "password": PASSWORD})
    if response.headers.get("Location") == "/admin/account/login/second/":
        response = client.post("/admin/account/login/second/", {"code": code()})
    return response


def walk_in(page: Any, user: Any, *, password: str = PASSWORD) -> None:
    """Sign in on the real pages in a browser, as somebody with a phone does."""
    add_app(user)
    page.goto("/admin/")
    page.fill("#id_login", user.username)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.fill("#id_code", code())
    page.press("#id_code", "Enter")
    page.wait_for_url("**/admin/")
