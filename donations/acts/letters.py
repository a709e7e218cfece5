"""Sending a mail once more."""

from django.db import transaction

from donations import emails
from donations.models import OutboxEmail
from newsroom import audit
from newsroom.models import User


def resend(mail: OutboxEmail, *, by: User) -> OutboxEmail:
    """Owe the same mail again, to the address that the donor has now; nobody can name another."""
    with transaction.atomic():
        base = mail.dedupe_key.split("#")[0]
        sent_before = OutboxEmail.objects.filter(dedupe_key__startswith=f"{base}#").count()
        again = OutboxEmail.objects.create(
            dedupe_key=f"{base}#{sent_before + 2}",
            kind=mail.kind,
            donation=mail.donation,
            pledge=mail.pledge,
            donor=mail.donor,
            context=mail.context,
        )
        emails.send.enqueue(again.pk)
        audit.record("resend", by=by, on=mail.donation or mail.pledge or mail, mail=mail.kind)
    return again
