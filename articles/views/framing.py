"""Which other sites may open a frame on a page: none, but for those whose films and posts its text links to."""

from django.conf import settings
from django.http import HttpResponse


def allow_frames(response: HttpResponse, hosts: list[str]) -> HttpResponse:
    """Widen the page's policy by these origins; the frames themselves open only when the reader asks."""
    if hosts:
        response._csp_config = settings.SECURE_CSP | {"frame-src": hosts}  # type: ignore[attr-defined]
    return response
