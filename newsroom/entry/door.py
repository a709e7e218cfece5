"""Whether a session may pass, and where one that may not has to go."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from newsroom.models import User

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_complete(request: HttpRequest) -> bool:
    """Say whether a second factor was shown in this session.

    The session itself is asked, so this costs no query: an account whose last factor is taken away loses its
    sessions with it (`second_factor.forget`), and nobody can take away their own last one.
    """
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def has_factor(user: User) -> bool:
    """Say whether an account has an authenticator app or a passkey; recovery codes alone do not count."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists()


def way_in(request: HttpRequest, user: User) -> HttpResponse:
    """Send a signed-in session to what it lacks, or on to where it wanted; raise PermissionDenied for non-staff."""
    if not (user.is_active and user.is_staff):
        raise PermissionDenied
    if is_complete(request):
        return HttpResponseRedirect(wanted(request) or reverse("admin:index"))
    if not has_factor(user):
        return HttpResponseRedirect(reverse("mfa_index"))
    return HttpResponseRedirect(with_next(_proof_of(user), wanted(request)))


def wanted(request: HttpRequest) -> str:
    """Give the page that was asked for, if it is one of the desk's."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    return page if is_ours(page) else ""


def is_ours(page: str) -> bool:
    """Say whether an address stays at the desk, whatever host the request names."""
    return page.startswith(settings.DESK) and url_has_allowed_host_and_scheme(page, allowed_hosts=None)


def with_next(page: str, then: str) -> str:
    """Carry the wanted page along."""
    return f"{page}?{urlencode({'next': then})}" if then else page


def _proof_of(user: User) -> str:
    """Name the page where this account shows its second factor again."""
    by_code = Authenticator.objects.filter(user_id=user.pk).exclude(type=Authenticator.Type.WEBAUTHN).exists()
    return reverse("mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn")
