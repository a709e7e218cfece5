"""Who is acting at the desk."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from newsroom.models import User


def acting(request: HttpRequest) -> User:
    """Give the member of staff who is signed in; raise PermissionDenied where nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
