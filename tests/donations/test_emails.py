"""Mails to donors: once, after commit, in the language of the gift."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import transaction
from django_ox.models import OxTask
from django_ox.testing import run_tasks

from donations import emails, ledger, money
from donations.models import OutboxEmail
from donations.providers.banktransfer import BankTransfer
from newsroom import arabic
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def test_requirement_14_receipt_goes_out_once():
    gift = gifts.make_gift(donor=gifts.make_donor(email="salma@example.org"), donor_name="Salma")
    ledger.apply(gifts.paid(gift))
    ledger.apply(gifts.paid(gift))

    run_tasks(queues=["mail"], raise_failures=True)
    emails.send.func(OutboxEmail.objects.get().pk)

    [letter] = mail.outbox
    assert letter.to == ["salma@example.org"]
    assert letter.subject == "Thank you: your gift to The River Post has arrived"
    assert "Dear Salma," in letter.body
    assert "Your gift of $5.00 to The River Post has arrived." in letter.body
    assert "Thank you from all of us." in letter.body


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_letter_speaks_the_language_of_the_gift(language, direction):
    gift = gifts.make_gift(language=language, story_title="قصة", story_path="/ar/article/1/x/")
    ledger.apply(gifts.paid(gift))

    run_tasks(queues=["mail"], raise_failures=True)

    html = mail.outbox[0].alternatives[0].content
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert gift.campaign.words("thanks_text", language) in html
    assert "http://127.0.0.1:8000/ar/article/1/x/" in html


def test_name_of_the_donor_cannot_write_html():
    gift = gifts.make_gift(donor_name="<img src=x>")
    ledger.apply(gifts.paid(gift))

    run_tasks(queues=["mail"], raise_failures=True)

    assert "<img" not in mail.outbox[0].alternatives[0].content
    assert "Dear <img src=x>," in mail.outbox[0].body


def test_letter_before_the_money_repeats_nothing_that_a_stranger_typed():
    """Anybody can name anybody's address in the form; our mail must not carry their words there."""
    gift = gifts.make_gift(provider="banktransfer", donor_name="Win at evil.example", reference_code="NR-AAAA-AAAA")
    emails.owe(OutboxEmail.Kind.TRANSFER, cause=str(gift.uuid), gift=gift)

    run_tasks(queues=["mail"], raise_failures=True)

    [letter] = mail.outbox
    assert letter.body.startswith("Dear friend,")
    assert "evil.example" not in letter.body + letter.alternatives[0].content


@pytest.mark.django_db(transaction=True)
def test_requirement_14_cause_undone_owes_no_mail():
    gift = gifts.make_gift()

    with transaction.atomic():
        ledger.apply(gifts.paid(gift))
        transaction.set_rollback(True)

    assert run_tasks(queues=["mail"]) == []
    assert OutboxEmail.objects.count() == 0


def test_requirement_14_mail_server_that_fails_is_asked_again_and_one_mail_goes_out(settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.donations.test_emails.BrokenMail"}}
    ledger.apply(gifts.paid(gifts.make_gift()))

    [result] = run_tasks(queues=["mail"])
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    emails.send.func(OutboxEmail.objects.get().pk)

    assert result.status == "READY"
    assert len(mail.outbox) == 1
    assert OutboxEmail.objects.get().sent_at is not None


def test_erased_donor_gets_no_mail():
    gift = gifts.make_gift(donor=gifts.make_donor(email=None))
    ledger.apply(gifts.paid(gift))

    run_tasks(queues=["mail"], raise_failures=True)

    assert mail.outbox == []


def test_transfer_letter_holds_what_the_bank_needs():
    gift = gifts.make_gift(provider="banktransfer")
    BankTransfer().start(gift)
    gift.refresh_from_db()

    run_tasks(queues=["mail"], raise_failures=True)

    [letter] = mail.outbox
    assert letter.subject == "How to transfer your gift to The River Post"
    for text in (letter.body, letter.alternatives[0].content):
        assert gift.reference_code in text
        assert "XX90 0000 0000 0000 0000 0000" in text
        assert "not a receipt yet" in text


class BrokenMail:
    """A mail server that is down."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_arabic_mail_keeps_latin_names_and_amounts_in_their_order():
    gift = gifts.make_gift(language="ar", donor_name="Salma")
    ledger.apply(gifts.paid(gift))

    run_tasks(queues=["mail"], raise_failures=True)

    [letter] = mail.outbox
    amount = arabic.isolated(money.shown(500, "USD", "ar"))
    assert "\u2068Salma\u2069" in letter.body
    assert letter.body.count(amount) == 2


def test_what_a_donor_copies_out_of_a_mail_holds_no_marks():
    gift = gifts.make_gift(language="ar", provider="banktransfer", reference_code="NR-AAAA-AAAA")
    emails.owe(OutboxEmail.Kind.TRANSFER, cause=str(gift.uuid), gift=gift)
    ledger.apply(gifts.paid(gift))

    run_tasks(queues=["mail"], raise_failures=True)

    transfer, receipt = mail.outbox
    lines = [line.rpartition(": ")[2] for line in transfer.body.splitlines()]
    assert {"NR-AAAA-AAAA", "XX90 0000 0000 0000 0000 0000", "Example Bank"} <= set(lines)
    assert str(gift.uuid) in receipt.body.splitlines()


def test_failure_in_the_queue_and_in_the_log_names_nobody(settings, caplog):
    settings.MAILERS = {"default": {"BACKEND": "tests.donations.test_emails.RefusingMail"}}
    ledger.apply(gifts.paid(gifts.make_gift(donor=gifts.make_donor(email="salma@example.org"))))

    run_tasks(queues=["mail"])

    assert "salma" not in str(list(OxTask.objects.values()))
    assert "salma" not in caplog.text
    assert "SMTPRecipientsRefused" in caplog.text


class RefusingMail(BrokenMail):
    """A mail server that repeats whom it refuses."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({address: (550, b"no") for message in messages for address in message.to})
