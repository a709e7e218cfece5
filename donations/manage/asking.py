"""Asking for a link to one's gifts.

Promise: nobody learns from it who gives. For a known and an unknown address the answer is the same, and so is the
work: one question to the database and one row in the task queue, which holds a number and no address.
"""

from uuid import uuid4

from django.tasks import task

from donations import emails
from donations.models import Donor, OutboxEmail

NOBODY = 0


def ask(email: str, *, language: str) -> None:
    """Have a link sent to whoever gave with this address, if anybody did."""
    found = Donor.objects.at(email).values_list("pk", "merged_into_id").first() or (NOBODY, None)
    answer.enqueue(found[1] or found[0], language=language)


@task(queue_name="mail")
def answer(donor_pk: int, language: str) -> None:
    """Owe a known donor the link; a donor who is one with another has it sent to that one's address."""
    donor = Donor.objects.filter(pk=donor_pk, email__isnull=False).first()
    if donor:
        emails.owe(OutboxEmail.Kind.MANAGE, cause=str(uuid4()), donor=donor, language=language)
