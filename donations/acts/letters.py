"""Sending a mail once more."""

from django.db import transaction
from django.utils.translation import gettext as _

from donations import emails
from donations.acts.possible import NotPossible
from donations.emails import letters
from donations.models import OutboxEmail
from newsroom import audit
from newsroom.models import User


def resend(mail: OutboxEmail, *, by: User, copies: int | None = None) -> OutboxEmail:
    """Owe the same mail again, to the address that the donor has now; nobody can name another.

    `copies` is how many there were when somebody decided: a form sent twice then sends one mail. What waits to be
    sent is handed to the queue again. Raises NotPossible.
    """
    with transaction.atomic():
        first = OutboxEmail.objects.select_for_update().get(dedupe_key=_base(mail))
        there_are = copies_of(first)
        if copies is not None and copies != there_are:
            raise NotPossible(_("This mail was sent again a moment ago."))
        if not letters.readers(mail):
            raise NotPossible(_("Nobody is left to read this mail: the donor is erased."))
        if first.context == OutboxEmail.FORGOTTEN:
            raise NotPossible(_("What this mail said was forgotten after its time, so it cannot be sent again."))
        again = mail if mail.sent_at is None else _copy(first, there_are + 1)
        emails.send.enqueue(again.pk)
        audit.record("resend", by=by, on=mail.donation or mail.pledge or mail, mail=mail.kind)
    return again


def copies_of(mail: OutboxEmail) -> int:
    """Count the mails that were owed for the cause of this one, itself included."""
    return 1 + OutboxEmail.objects.filter(dedupe_key__startswith=f"{_base(mail)}#").count()


def _copy(mail: OutboxEmail, number: int) -> OutboxEmail:
    about = {"donation": mail.donation, "pledge": mail.pledge, "donor": mail.donor, "context": mail.context}
    return OutboxEmail.objects.create(dedupe_key=f"{mail.dedupe_key}#{number}", kind=mail.kind, **about)


def _base(mail: OutboxEmail) -> str:
    return mail.dedupe_key.split("#")[0]
