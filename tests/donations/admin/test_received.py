"""Recording a bank transfer on the desk: by the right people, once, with what came."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from donations.bank import booking
from donations.bank.proposals import Act
from donations.models import LedgerEntry, OutboxEmail, Pledge
from donations.providers.banktransfer import BankTransfer
from newsroom.models import AuditEntry
from tests.donations import gifts
from tests.donations.bank import rows as bank
from tests.donations.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def gift():
    gift = gifts.make_gift(provider="banktransfer")
    BankTransfer().start(gift)
    return gift


def receive(client, row, **values):
    address = reverse(f"admin:donations_{row._meta.model_name}_receive", args=[row.pk])
    said = {"amount": "5.00", "received_on": timezone.localdate().isoformat(), "is_sure": "on"}
    return client.post(address, said | values)


def test_transfer_recorded_pays_the_gift_and_says_by_whom(client, gift):
    treasurer = gifts.make_treasurer()
    client.force_login(treasurer)

    response = receive(client, gift, amount="4.70")

    gift.refresh_from_db()
    entry = LedgerEntry.objects.get()
    assert response.status_code == 302
    assert (gift.status, gift.amount_minor, gift.received_minor) == ("paid", 500, 470)
    assert (entry.transaction_id, entry.entered_by, entry.amount_minor) == (gift.reference_code, treasurer, 470)
    assert OutboxEmail.objects.filter(kind="receipt").count() == 1
    assert "transfer of" in LogEntry.objects.get().get_change_message()
    written = AuditEntry.objects.get(act="transfer")
    assert (written.by_id, written.on_text) == (treasurer.pk, gift.reference_code)
    assert written.details["amount"] == "4.70 USD"
    assert written.details["reference"] == gift.reference_code


def test_transfer_recorded_twice_is_one_charge(client, gift):
    client.force_login(gifts.make_treasurer())

    receive(client, gift)
    again = receive(client, gift, amount="9.00")

    assert again.status_code == 302
    assert LedgerEntry.objects.get().amount_minor == 500
    assert AuditEntry.objects.filter(act="transfer").count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"is_sure": ""}, "This field is required."),
        ({"amount": "0"}, "The amount must be more than zero."),
        ({"amount": "five"}, "Enter the amount in digits"),
        ({"amount": "5.001"}, "has two decimals at most"),
        ({"received_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "This day has not come yet."),
        ({"received_on": "soon"}, "Enter a valid date."),
    ],
)
def test_transfer_that_is_unclear_is_not_recorded(client, gift, wrong, says):
    client.force_login(gifts.make_treasurer())

    response = receive(client, gift, **wrong)

    gift.refresh_from_db()
    assert says in response.content.decode()
    assert (gift.status, LedgerEntry.objects.count()) == ("pending", 0)


def test_editor_and_onlooker_cannot_record(client, gift):
    onlooker = gifts.make_treasurer()
    onlooker.user_permissions.remove(onlooker.user_permissions.get(codename="receive_transfer"))

    answers = []
    for user in (gifts.make_staff("editor"), onlooker):
        client.force_login(user)
        answers.append(receive(client, gift).status_code)

    assert answers == [403, 403]
    assert LedgerEntry.objects.count() == 0


def test_gift_of_a_provider_that_speaks_is_never_recorded_by_hand(client):
    gift = gifts.make_gift()
    client.force_login(gifts.make_treasurer())

    receive(client, gift)

    assert LedgerEntry.objects.count() == 0


def test_standing_order_is_recorded_month_by_month(client):
    pledge = gifts.make_pledge(provider="banktransfer")
    BankTransfer().start(pledge.donations.get())
    client.force_login(gifts.make_treasurer())
    today = timezone.localdate()

    receive(client, pledge.donations.get(), amount="3.00", received_on=(today - timedelta(days=31)).isoformat())
    for _time in range(2):
        receive(client, pledge, amount="2.90", received_on=today.isoformat())

    pledge.refresh_from_db()
    assert pledge.status == "active"
    assert sorted(pledge.donations.values_list("received_minor", flat=True)) == [290, 300]


def test_gifts_page_offers_the_way_only_while_a_transfer_is_awaited(client, gift):
    client.force_login(gifts.make_treasurer())
    page = reverse("admin:donations_donation_change", args=[gift.pk])

    before = client.get(page).content.decode()
    receive(client, gift)
    after = client.get(page).content.decode()

    assert "receive-transfer" in before
    assert "receive-transfer" not in after


def test_transfer_that_a_statement_brought_is_not_recorded_by_hand_too(client):
    pledge = bank.promised("GIFT-AAAA-CCCC", amount_minor=300)
    today, first = timezone.localdate(), pledge.donations.get()
    treasurer = gifts.make_treasurer()
    line = bank.line(amount_minor=300, booked_on=today)
    booking.settle(line.pk, act=Act.GIFT, gift_pk=first.pk, by=treasurer)
    client.force_login(treasurer)

    refused = receive(client, pledge, amount="3.00", received_on=(today - timedelta(days=2)).isoformat())
    receive(client, pledge, amount="3.00", received_on=(today - timedelta(days=20)).isoformat())

    assert "A bank statement showed this transfer" in refused.content.decode()
    assert LedgerEntry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("are_together", [True, False])
def test_standing_order_recorded_by_hand_and_from_a_statement_counts_once(client, are_together):
    pledge = bank.promised("GIFT-AAAA-CCCC", amount_minor=300)
    today, first, treasurer = timezone.localdate(), pledge.donations.get(), gifts.make_treasurer()
    earlier = bank.line(amount_minor=300, booked_on=today - timedelta(days=31))
    booking.settle(earlier.pk, act=Act.GIFT, gift_pk=first.pk, by=treasurer)
    line = bank.line(amount_minor=300, booked_on=today)
    client.force_login(treasurer)

    def by_hand():
        return receive(client, pledge, amount="3.00")

    def from_statement():
        return booking.settle(line.pk, act=Act.GIFT, gift_pk=first.pk, by=treasurer)

    if are_together:
        at_once(by_hand, from_statement, behind=Pledge.objects)
    else:  # the page of the lines was opened before the colleague recorded it
        by_hand()
        with pytest.raises(booking.NotBooked, match="know this payment"):
            from_statement()

    assert LedgerEntry.objects.count() == 2
