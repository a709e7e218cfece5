"""The mail about the yearly statement: once for each donor and year, to those alone who gave in it."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_ox.testing import run_tasks

from donations import ledger
from donations.models import OutboxEmail
from tests.donations import gifts

pytestmark = pytest.mark.django_db

IN_2025 = datetime(2025, 6, 1, 12, tzinfo=UTC)


def give(donor, at=IN_2025):
    gift = gifts.make_gift(donor=donor)
    ledger.apply(gifts.paid(gift, occurred_at=at))
    return donor


def owed():
    return OutboxEmail.objects.filter(kind="statement")


def test_each_donor_of_the_year_is_told_once(capsys):
    donor = give(give(gifts.make_donor(mail_language="en")))
    give(gifts.make_donor(), at=gifts.NOON)

    call_command("send_statements", year=2025)
    call_command("send_statements", year=2025)

    assert [(each.donor, each.context) for each in owed()] == [(donor, {"year": 2025})]
    assert capsys.readouterr().out == "1 donors have a mail about their statement of 2025.\n" * 2


def test_the_mail_holds_no_figures():
    donor = give(gifts.make_donor(mail_language="en"))
    run_tasks()
    mail.outbox.clear()

    call_command("send_statements", year=2025)
    run_tasks()

    (letter,) = mail.outbox
    assert letter.to == [donor.email]
    assert letter.subject == "Your gifts to The River Post in 2025"
    assert "5.00" not in letter.body


def test_who_was_erased_or_left_no_address_is_not_told():
    give(gifts.make_donor(email=None))
    give(gifts.make_donor(erased_at=timezone.now()))
    give(gifts.make_donor(merged_into=gifts.make_donor()))

    call_command("send_statements", year=2025)

    assert not owed().exists()


@pytest.mark.parametrize("year", [2026, 2999, 1999, -1])
def test_only_a_year_that_is_over_is_told_of(year):
    with pytest.raises(CommandError):
        call_command("send_statements", year=year)
