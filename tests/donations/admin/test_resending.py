"""Sending a mail again from the desk: to the donor's own address, once for each press, written down."""

import pytest
from django.core import mail
from django_ox.testing import run_tasks

from donations import erasure, ledger
from donations.models import OutboxEmail
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt():
    gift = gifts.make_gift(donor=gifts.make_donor(email="salma@example.org"))
    ledger.apply(gifts.paid(gift))
    run_tasks(queues=["mail"])
    return OutboxEmail.objects.get(kind="receipt")


@pytest.fixture
def treasurer(client):
    client.force_login(gifts.make_treasurer(username="mira"))
    return client


def door(row):
    return f"/admin/donations/outboxemail/{row.pk}/resend/"


def sent():
    run_tasks(queues=["mail"])
    return [letter.to for letter in mail.outbox if "arrived" in letter.subject]


def test_asking_sends_nothing(treasurer, receipt):
    page = treasurer.get(door(receipt)).content.decode()

    assert "Receipt" in page
    assert len(sent()) == 1


def test_mail_goes_again_to_the_donor_and_who_sent_it_is_written_down(treasurer, receipt):
    treasurer.post(door(receipt), {"copies": "1", "to": "thief@example.net"})

    assert sent() == [["salma@example.org"]] * 2
    assert AuditEntry.objects.get(act="resend").by_name == "mira"


def test_same_press_twice_sends_one_mail(treasurer, receipt):
    answers = [treasurer.post(door(receipt), {"copies": "1"}, follow=True) for _press in range(2)]

    assert len(sent()) == 2
    assert "sent again a moment ago" in answers[1].content.decode()


def test_copy_can_be_sent_again_too(treasurer, receipt):
    treasurer.post(door(receipt), {"copies": "1"})
    copy = OutboxEmail.objects.get(dedupe_key__endswith="#2")
    run_tasks(queues=["mail"])

    treasurer.post(door(copy), {"copies": "2"})

    assert len(sent()) == 3


def test_mail_that_waits_is_handed_to_the_queue_and_sent_once(treasurer, receipt):
    OutboxEmail.objects.update(sent_at=None)

    treasurer.post(door(receipt), {"copies": "1"})

    assert OutboxEmail.objects.filter(kind="receipt").count() == 1
    assert len(sent()) == 2


def test_nobody_writes_to_an_erased_donor(treasurer, receipt):
    erasure.erase(receipt.donation.donor, by=None)

    page = treasurer.post(door(receipt), {"copies": "1"}, follow=True).content.decode()

    assert "the donor is erased" in page
    assert len(sent()) == 1


def test_sending_again_needs_its_right(client, receipt):
    looker = gifts.make_treasurer()
    looker.user_permissions.remove(looker.user_permissions.get(codename="resend_outboxemail"))
    client.force_login(looker)

    answers = [client.get(door(receipt)).status_code, client.post(door(receipt), {"copies": "1"}).status_code]

    assert answers == [403, 403]
    assert (
        door(receipt) not in client.get(f"/admin/donations/donation/{receipt.donation_id}/change/").content.decode()
    )
