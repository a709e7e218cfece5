"""Which other sites may open a frame on a page: none, but for those whose films and posts its text links to."""

from django.conf import settings
from django.http import HttpResponse


def allow_frames(response: HttpResponse, hosts: list[str]) -> HttpResponse:
    """Send the readers' policy, widened by these origins; the frames themselves open only when the reader asks."""
    frames = {"frame-src": hosts} if hosts else {}
    response._csp_config = settings.SECURE_CSP | frames  # type: ignore[attr-defined]
    return response
