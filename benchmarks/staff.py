"""A member of staff for the bench: an account of its own and a session that has shown both proofs."""

import time
from http.client import HTTPConnection
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from benchmarks.forms import fields_of
from newsroom.models import User

ACCOUNT = "bench"


def session_of_chief() -> str:
    """Make the bench's account anew, with every right, and give the key of a session of it."""
    User.objects.filter(username=ACCOUNT).delete()
    user = User.objects.create_superuser(ACCOUNT)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return session.session_key


class Desk:
    """A browser without a screen: one connection and the session's cookie, and the token of the last form."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {settings.SESSION_COOKIE_NAME: session}

    def open(self, address: str) -> tuple[str, float]:
        """Open a page; give it, and how many milliseconds it took."""
        status, page, taken = self._ask("GET", address)
        if status != 200:
            raise RuntimeError(f"{address} answered {status}: {page[:500]}")
        return page, taken

    def save(self, address: str, **changed: str) -> float:
        """Open a story's form, change some fields, send it; give the milliseconds that the sending took."""
        fields = [
            (name, changed.get(name, value)) for name, value in fields_of(self.open(address)[0], "article_form")
        ]
        status, page, taken = self._ask("POST", address, [*fields, ("_continue", "1")])
        if status != 302:
            raise RuntimeError(f"The desk refused the form ({status}): {page[:2000]}")
        return taken

    def _ask(self, method: str, address: str, fields: list[tuple[str, str]] | None = None) -> tuple[int, str, float]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.connection.request(method, address, urlencode(fields) if fields else None, headers)
        response = self.connection.getresponse()
        page = response.read().decode()
        taken = (time.perf_counter() - began) * 1000
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, page, taken
