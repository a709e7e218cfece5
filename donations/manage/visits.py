"""A donor's visit to their gifts: what a used link opens, and the only cookie that a donor ever gets.

Promise: the cookie is signed, goes to the manage pages alone (one for each language), is unreadable for scripts,
never sent from another site, and dies after MANAGE_VISIT_MINUTES without a page, LONGEST after the link was used, or
at once when the donor signs out or is erased. It holds the number of the link and nothing about the donor.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from donations.models import Donor, ManageLink
from newsroom.identity import LANGUAGES

LONGEST = timedelta(hours=4)

_signer = signing.TimestampSigner(salt="donations.manage.visit")


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is here, by which link."""

    link: ManageLink

    @property
    def donor(self) -> Donor:
        """Give the donor whose gifts these are."""
        return self.link.donor

    @property
    def mark(self) -> str:
        """Give the mark that every form of this visit carries, so that no other page can send one."""
        return salted_hmac("donations.manage.mark", self.link.digest, algorithm="sha256").hexdigest()

    def sent(self, request: HttpRequest) -> bool:
        """Say whether a form was shown in this visit."""
        return constant_time_compare(request.POST.get("mark", ""), self.mark)


def of(request: HttpRequest, language: str) -> Visit | None:
    """Give the visit that this request belongs to."""
    try:
        number = _signer.unsign(request.COOKIES.get(_name(language), ""), max_age=_lifetime())
    except signing.BadSignature:
        return None
    link = ManageLink.objects.select_related("donor").filter(
        pk=number, used_at__gt=timezone.now() - LONGEST, ended_at=None, donor__erased_at=None, donor__merged_into=None
    )
    found = link.first()
    return Visit(found) if found else None


def keep(response: HttpResponse, visit: Visit) -> None:
    """Let the visit go on from here, in both languages."""
    for language in LANGUAGES:
        _lay(response, language, _signer.sign(str(visit.link.pk)), int(_lifetime().total_seconds()))


def end(response: HttpResponse, visit: Visit) -> None:
    """End the visit here and everywhere: a copy of the cookie opens nothing any more."""
    ManageLink.objects.filter(pk=visit.link.pk).update(ended_at=timezone.now())
    for language in LANGUAGES:
        _lay(response, language, "", 0)


def _lay(response: HttpResponse, language: str, value: str, seconds: int) -> None:
    response.set_cookie(
        _name(language),
        value,
        max_age=seconds,
        path=reverse("donations:manage", kwargs={"language": language}),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _name(language: str) -> str:
    return f"{settings.VISIT_COOKIE}_{language}"


def _lifetime() -> timedelta:
    return timedelta(minutes=settings.MANAGE_VISIT_MINUTES)
