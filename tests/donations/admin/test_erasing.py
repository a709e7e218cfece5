"""Erasing a donor from the desk: by finance alone, one at a time, after a question."""

import pytest

from donations.models import Donor
from donations.providers import KNOWN
from donations.providers.base import ProviderDown
from newsroom.models import AuditEntry
from tests.donations import gifts
from tests.donations.views.manage.visiting import running_pledge

pytestmark = pytest.mark.django_db

LIST = "/admin/donations/donor/"


@pytest.fixture
def pledge():
    return running_pledge(donor=gifts.make_donor(email="salma@example.org"))


@pytest.fixture
def finance(client):
    client.force_login(gifts.make_treasurer(username="mira"))
    return client


def erase(client, *donors, **values):
    return client.post(LIST, {"action": "erase", "_selected_action": [donor.pk for donor in donors]} | values)


def test_desk_asks_first_and_says_what_ends(finance, pledge):
    page = erase(finance, pledge.donor).content.decode()

    assert "salma@example.org" in page
    assert "$3.00" in page
    assert Donor.objects.get(pk=pledge.donor_id).erased_at is None


def test_finance_erases_a_donor(finance, pledge):
    erase(finance, pledge.donor, sure="1")

    donor = Donor.objects.get(pk=pledge.donor_id)
    assert (donor.email, donor.erased_at is None) == (None, False)
    assert AuditEntry.objects.get(act="erase").by_name == "mira"


def test_nothing_is_erased_while_the_provider_is_down(finance, pledge, monkeypatch):
    def fail(row):
        raise ProviderDown

    monkeypatch.setattr(KNOWN["sandbox"], "cancel", fail)

    page = finance.get(erase(finance, pledge.donor, sure="1")["Location"]).content.decode()

    assert "Nothing was erased." in page
    assert Donor.objects.get(pk=pledge.donor_id).email == "salma@example.org"


def test_several_at_once_are_refused(finance, pledge):
    other = gifts.make_donor()

    erase(finance, pledge.donor, other, sure="1")

    assert Donor.objects.filter(erased_at=None).count() == 2


def test_who_may_only_look_may_not_erase(client, pledge):
    clerk = gifts.make_treasurer()
    clerk.user_permissions.remove(*clerk.user_permissions.filter(codename="erase_donor"))
    client.force_login(clerk)

    erase(client, pledge.donor, sure="1")

    assert Donor.objects.get(pk=pledge.donor_id).erased_at is None
