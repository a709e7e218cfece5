"""Which other sites may open a frame on a page: none, but for those whose films and posts its text links to.

No page of ours may stand in a frame, but for a preview, which the desk shows beside a story's form.
"""

from django.conf import settings
from django.http import HttpResponse
from django.utils.csp import CSP


def allow_frames(response: HttpResponse, hosts: list[str], *, within_the_desk: bool = False) -> HttpResponse:
    """Send the readers' policy, widened by these origins; the frames themselves open only when the reader asks."""
    policy = settings.SECURE_CSP | ({"frame-src": hosts} if hosts else {})
    if within_the_desk:
        policy |= {"frame-ancestors": [CSP.SELF]}
        response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_config = policy  # type: ignore[attr-defined]
    return response
