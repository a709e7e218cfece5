"""What stands below a gift, a pledge and a donor: their own rows, with links, for who may see them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donations import ledger
from donations.models import Dispute, Donation, Refund, WebhookEvent
from tests.donations import gifts
from tests.donations.views.manage.visiting import running_pledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasurer(client):
    client.force_login(gifts.make_treasurer())
    return client


def make_paid(**values):
    gift = gifts.make_gift(**values)
    ledger.apply(gifts.paid(gift))
    return gift


def page_of(client, row):
    return client.get(f"/admin/donations/{row._meta.model_name}/{row.pk}/change/").content.decode()


def test_gift_shows_its_money_mails_returns_and_messages_and_nobody_elses(treasurer):
    gift, other = gifts.make_gift(), gifts.make_gift()
    told = [gifts.message("payment.paid", each, id=f"event-{each.pk}") for each in (gift, other)]
    for message in told:
        gifts.send(treasurer, message)
    refund = Refund.objects.create(
        donation=gift, amount_minor=100, currency="USD", provider="sandbox", reason="نصفها"
    )
    dispute = Dispute.objects.create(
        donation=gift, provider="sandbox", dispute_id="d", amount_minor=1, currency="USD", opened_at=gifts.NOON
    )
    event = WebhookEvent.objects.get(event_id=told[0]["id"])

    page = page_of(treasurer, gift)

    own = [gift.entries.get(), gift.letters.get(kind="receipt"), refund, dispute, event]
    theirs = [other.entries.get(), other.letters.get(), WebhookEvent.objects.exclude(pk=event.pk).get()]
    assert [row for row in own if address(row) not in page] == []
    assert [row for row in theirs if address(row) in page] == []
    assert "<bdi>نصفها</bdi>" in page


def rows_of(page):
    """The words of the cells of each row of all tables."""
    below = page.partition('class="module around"')[2]
    rows = re.findall(r"<tr>(.*?)</tr>", below, re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    return [[re.sub("<[^>]*>", "", cell) for cell in row] for row in cells if row]


def address(row):
    return f'"/admin/donations/{row._meta.model_name}/{row.pk}/change/"'


def test_pledge_shows_its_gifts_as_they_stand(treasurer):
    pledge = running_pledge()
    ledger.apply(gifts.renewed(pledge, 1))

    page = page_of(treasurer, pledge)

    assert [gift for gift in pledge.donations.all() if address(gift) not in page] == []
    assert [row[3] for row in rows_of(page)[:2]] == ["Paid", "Paid"]


def test_donor_shows_gifts_pledges_and_sums_of_each_currency(treasurer):
    pledge = running_pledge()
    euros = make_paid(donor=pledge.donor, currency="EUR")
    make_paid(donor=pledge.donor)
    make_paid()

    page = page_of(treasurer, pledge.donor)

    assert (address(pledge) in page, address(euros) in page) == (True, True)
    assert rows_of(page)[:2] == [["EUR", "1", "€5.00"], ["USD", "2", "$8.00"]]


def test_donor_of_many_gifts_shows_the_newest_and_leads_to_all(treasurer):
    donor = gifts.make_donor()
    for _gift in range(23):
        gifts.make_gift(donor=donor)

    page = page_of(treasurer, donor)
    everything = treasurer.get(f"/admin/donations/donation/?donor__id__exact={donor.pk}")

    assert [row[3] for row in rows_of(page)] == ["Started"] * 20
    assert f'<a href="/admin/donations/donation/?donor__id__exact={donor.pk}">All 23 rows</a>' in page
    assert everything.context["cl"].result_count == 23


def test_empty_tables_are_left_out(treasurer):
    gift = gifts.make_gift()

    page = page_of(treasurer, gift)

    assert 'class="module around"' not in page


@pytest.mark.parametrize("model", ["donation", "pledge", "donor"])
def test_page_asks_the_same_few_questions_for_one_row_and_for_three(treasurer, model):
    pledge = running_pledge()
    row = {"donation": pledge.donations.get(), "pledge": pledge, "donor": pledge.donor}[model]
    asked = []
    page_of(treasurer, row)  # the first look of an hour is written down

    for month in (0, 1, 2):
        if month:
            ledger.apply(gifts.renewed(pledge, month))
        with CaptureQueriesContext(connection) as queries:
            page_of(treasurer, row)
        asked.append(len(queries))

    assert len(set(asked)) == 1, asked
    assert asked[0] <= 20


def test_tables_are_hidden_from_who_may_not_see_their_rows(client):
    gift = make_paid()
    looker = gifts.make_treasurer()
    looker.user_permissions.remove(looker.user_permissions.get(codename="view_ledgerentry"))
    client.force_login(looker)

    page = page_of(client, gift)

    assert address(gift.entries.get()) not in page
    assert address(gift.letters.get()) in page
    assert Donation.objects.count() == 1
