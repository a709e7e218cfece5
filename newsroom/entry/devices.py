"""Browsers that an account has signed in with before.

A signed cookie under the desk's path remembers the accounts of this browser; nothing is stored about it here.
Somebody who steals the cookie gains nothing but that no alert is sent.
"""

from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from newsroom.entry import letters, visitor
from newsroom.models import User

COOKIE = "desk_browser"
SALT = "newsroom.entry.devices"
YEAR = 365 * 24 * 3600
MOST_ACCOUNTS = 20  # on one shared computer; the oldest is forgotten first


def welcome(request: HttpRequest, response: HttpResponse, user: User) -> bool:
    """Alert the owner when this browser is new to the account, and remember it; say whether it was new."""
    known, this = _accounts(request), user_id_to_str(user)
    is_new = this not in known
    if is_new:
        letters.alert.enqueue(user.pk, browser=visitor.browser(request), address=visitor.address(request))
    _remember(response, [*(each for each in known if each != this), this])
    return is_new


def _accounts(request: HttpRequest) -> list[str]:
    try:
        accounts = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return []
    return [str(account) for account in accounts]


def _remember(response: HttpResponse, accounts: list[str]) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(accounts[-MOST_ACCOUNTS:], salt=SALT),
        max_age=YEAR,
        path=settings.DESK,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
