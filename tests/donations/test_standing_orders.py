"""Pledges by transfer: they run with the first transfer, fall behind by date and run again with the next."""

from datetime import timedelta

import pytest
from django.core import mail
from django_ox.testing import run_tasks

from donations import acts, ledger, standing_orders
from donations.facts import FactKind
from donations.models import OutboxEmail
from donations.providers.banktransfer import BankTransfer
from tests.donations import gifts

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def pledge():
    pledge = gifts.make_pledge(provider="banktransfer")
    gift = pledge.donations.get()
    BankTransfer().start(gift)
    ledger.apply(gifts.paid(gift))
    pledge.refresh_from_db()
    return pledge


def behind(pledge, days):
    count = standing_orders.fall_behind(gifts.NOON + days * DAY)
    pledge.refresh_from_db()
    return count, pledge.status


def test_first_transfer_lets_the_pledge_run(pledge):
    assert pledge.status == "active"


def test_pledge_falls_behind_once_the_days_of_grace_are_over(pledge, settings):
    settings.BANK_GRACE_DAYS = 5

    assert behind(pledge, 35) == (0, "active")
    assert behind(pledge, 36) == (1, "past_due")
    assert behind(pledge, 40) == (0, "past_due")
    assert OutboxEmail.objects.filter(kind="missed").count() == 1


def test_yearly_pledge_has_a_year(pledge):
    type(pledge).objects.update(interval="year")

    assert [behind(pledge, days)[0] for days in (60, 375, 376)] == [0, 0, 1]


def test_transfer_that_came_in_time_and_was_read_late_lets_it_run_again(pledge):
    behind(pledge, 50)

    ledger.apply(gifts.renewed(pledge, 1, by=gifts.make_treasurer()))

    assert behind(pledge, 50) == (0, "active")
    assert behind(pledge, 31 + 41) == (1, "past_due")


def test_pause_and_its_end_give_a_fresh_round(pledge):
    ledger.apply(
        gifts.renewed(
            pledge,
            0,
            kind=FactKind.CHANGED,
            occurred_at=gifts.NOON + DAY,
            paused_at=gifts.NOON + DAY,
            resumes_at=gifts.NOON + 90 * DAY,
        )
    )

    assert [behind(pledge, days)[0] for days in (60, 89, 120, 131)] == [0, 0, 0, 1]


def test_pause_without_an_end_is_waited_for(pledge):
    paused = {"kind": FactKind.CHANGED, "occurred_at": gifts.NOON + DAY, "paused_at": gifts.NOON + DAY}
    ledger.apply(gifts.renewed(pledge, 0, **paused))

    assert behind(pledge, 400) == (0, "active")


def test_pledge_that_ended_or_never_began_or_is_paid_by_card_is_let_alone(pledge):
    acts.cancel(pledge, reason="enough")
    gifts.make_pledge(provider="banktransfer")
    card = gifts.make_pledge()
    ledger.apply(gifts.paid(card.donations.get()))

    assert standing_orders.fall_behind(gifts.NOON + 400 * DAY) == 0


@pytest.mark.parametrize("language", ["ar", "en"])
def test_donor_is_asked_with_account_and_reference(language):
    pledge = gifts.make_pledge(provider="banktransfer", language=language)
    gift = pledge.donations.get()
    BankTransfer().start(gift)
    ledger.apply(gifts.paid(gift))
    run_tasks(queues=["mail"])
    mail.outbox.clear()
    standing_orders.fall_behind(gifts.NOON + 60 * DAY)

    run_tasks(queues=["mail"])

    gift.refresh_from_db()
    (letter,) = mail.outbox
    for text in (letter.body, letter.alternatives[0].content):
        assert gift.reference_code in text
        assert "XX90 0000 0000 0000 0000 0000" in text
