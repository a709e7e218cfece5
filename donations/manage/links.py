"""The mailed link: a random token that opens a donor's gifts once.

Promise: nobody but the mail holds the token, the database only its hash. It is made when the mail is written, dies
when it is used or an hour later (MANAGE_LINK_MINUTES), and of two who use it at the same moment one gets in.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.tasks import task
from django.utils import timezone

from donations.models import Donor, ManageLink

BYTES = 32
KEPT = timedelta(days=1)  # longer than any visit lasts


def new(donor: Donor) -> str:
    """Make a link for a donor and give its token, which is never to be seen again."""
    token = secrets.token_urlsafe(BYTES)
    lifetime = timedelta(minutes=settings.MANAGE_LINK_MINUTES)
    ManageLink.objects.create(donor=donor, digest=_digest(token), expires_at=timezone.now() + lifetime)
    return token


def use(token: str) -> ManageLink | None:
    """Use up a link; None where there is none, or it is too old or was used."""
    now = timezone.now()
    # One statement on one table: the second of two waits, looks at the row again and finds it used. With a join
    # Postgres would look again at the row alone and not at what the join had found before.
    if not ManageLink.objects.filter(digest=_digest(token), used_at=None, expires_at__gt=now).update(used_at=now):
        return None
    good = ManageLink.objects.filter(donor__erased_at=None, donor__merged_into=None)
    return good.select_related("donor").filter(digest=_digest(token)).first()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


@task(queue_name="default")
def forget_old() -> int:
    """Delete the links of which nothing is left to use; counts them."""
    return ManageLink.objects.filter(expires_at__lt=timezone.now() - KEPT).delete()[0]
