"""Mails to donors and to the newsroom.

Promise: a mail is owed in the transaction of its cause, so that a cause undone owes nothing; it has one row per cause
and is sent once, by the task queue, after commit, in the language of who reads it, as text and as HTML. An error of
the mail server is retried by the queue. Neither the row nor the queue holds a name, an address or a key: words,
addresses and links are made when the mail is sent.
"""

import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from donations.emails import letters
from donations.models import Donation, Donor, OutboxEmail, Pledge
from newsroom.logs import redacted

logger = logging.getLogger(__name__)

ABOUT = ("new", "large", "canceled", "disputed", "alarm")  # what the newsroom may be told of


class NotSent(Exception):
    """The mail server did not take a mail; says why without saying whose it was."""


def owe(
    kind: OutboxEmail.Kind | str,
    *,
    cause: str,
    gift: Donation | None = None,
    pledge: Pledge | None = None,
    donor: Donor | None = None,
    **context: Any,
) -> None:
    """Owe the donor of this gift or pledge, or this donor, one mail for one cause, in the transaction of the cause.

    `cause` names what happened, in Latin letters and at most 100 of them. `context` is JSON and holds nothing that
    names or opens anything; `letters.py` says what each kind reads of it.
    """
    _owe(f"{kind}:{cause}", OutboxEmail.Kind(kind), gift=gift, pledge=pledge, donor=donor, context=context)


def owe_staff(
    about: str, cause: str, *, gift: Donation | None = None, pledge: Pledge | None = None, **context: Any
) -> None:
    """Owe the newsroom a mail about one of ABOUT, where it wants them; no mail to it ever names a donor."""
    if about not in ABOUT:
        raise ValueError(f"the newsroom is not told of {about!r}")
    if about in settings.DONATIONS_STAFF_MAILS and settings.DONATIONS_STAFF_EMAIL:
        key = f"{OutboxEmail.Kind.STAFF}:{about}:{cause}"
        _owe(key, OutboxEmail.Kind.STAFF, gift=gift, pledge=pledge, donor=None, context=context | {"about": about})


def _owe(
    key: str,
    kind: OutboxEmail.Kind,
    *,
    gift: Donation | None,
    pledge: Pledge | None,
    donor: Donor | None,
    context: dict[str, Any],
) -> None:
    mail, is_new = OutboxEmail.objects.get_or_create(
        dedupe_key=key,
        defaults={"kind": kind, "donation": gift, "pledge": pledge, "donor": donor, "context": context},
    )
    if is_new:
        send.enqueue(mail.pk)


@task(queue_name="mail")
def send(mail_id: int) -> None:
    """Send one owed mail unless it was sent; its row stays locked meanwhile, so that two workers send one."""
    with transaction.atomic():
        mail = OutboxEmail.objects.select_for_update().filter(pk=mail_id).first()
        if mail is None or mail.sent_at is not None:
            return
        letter = letters.compose(mail)
        if letter is None:
            return
        try:
            letter.send()
        except Exception as error:
            # The queue keeps what is raised, and mail servers like to repeat the address.
            logger.warning("Mail %s was not sent: %s", mail.pk, redacted(f"{type(error).__name__}: {error}"))
            raise NotSent(type(error).__name__) from None
        mail.sent_at = timezone.now()
        mail.save(update_fields=["sent_at"])
