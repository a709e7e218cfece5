"""Addresses that open one thing to whoever holds them: a signed gift number, made when a mail is written.

Promise: a key made for one page opens no other, cannot be made up, and grows old. It is stored nowhere.
"""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

from donations.models import Donation


def path(gift: Donation, page: str, language: str) -> str:
    """Give the path of a page of giving whose address takes a `key`, such as "confirm"."""
    return reverse(f"donations:{page}", kwargs={"language": language, "key": key(gift, page)})


def key(gift: Donation, page: str) -> str:
    """Make the key of one gift for one page."""
    return signing.TimestampSigner(salt=f"donations.sealed.{page}").sign(gift.uuid.hex)


def read(text: str, page: str, *, max_age: timedelta) -> UUID | None:
    """Give the gift's number, or None where the key is forged, too old or for another page."""
    try:
        return UUID(signing.TimestampSigner(salt=f"donations.sealed.{page}").unsign(text, max_age=max_age))
    except (signing.BadSignature, ValueError):
        return None
