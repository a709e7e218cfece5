"""What is looked for at fixed addresses: whom to tell of a hole in our walls (RFC 9116)."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from newsroom import edge
from newsroom.identity import LANGUAGES, absolute


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to write to; 404 while nobody is named, and after the day until which it holds."""
    expires = expires_at()
    if not settings.SECURITY_CONTACT or expires is None or expires <= timezone.now():
        raise Http404
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {expires.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {absolute(reverse('security'))}",
    ]
    response = HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
    return edge.public(response, keys=["security"], until=expires)


def expires_at() -> datetime | None:
    """Read SECURITY_EXPIRES; None when it is unset or no moment with a time zone."""
    try:
        moment = parse_datetime(settings.SECURITY_EXPIRES)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None
