"""Sending a mail once more: the same words to the same donor, by a person who is written down."""

import pytest
from django.core import mail
from django_ox.testing import run_tasks

from donations import acts, ledger
from donations.models import OutboxEmail
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def test_mail_is_sent_again_to_the_donor_of_the_gift():
    gift, finance = gifts.make_gift(), gifts.make_treasurer()
    ledger.apply(gifts.paid(gift))
    run_tasks(queues=["mail"])

    for _time in range(2):
        acts.resend(OutboxEmail.objects.order_by("pk").first(), by=finance)
    run_tasks(queues=["mail"])

    assert [message.to for message in mail.outbox] == [[gift.donor.email]] * 3
    assert OutboxEmail.objects.filter(sent_at=None).count() == 0
    assert AuditEntry.objects.filter(act="resend", by_id=finance.pk).count() == 2
