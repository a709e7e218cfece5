"""Finance takes a donor's statement from the desk, and each one taken is written down."""

import pytest
from django.utils import timezone

from newsroom.models import AuditEntry
from tests.donations import gifts
from tests.donations.statements.pdf import Paper
from tests.donations.views.manage.visiting import running_pledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def donor():
    return running_pledge(donor=gifts.make_donor(email="salma@example.org")).donor


@pytest.fixture
def page(donor):
    return f"/admin/donations/donor/{donor.pk}/"


def test_finance_takes_a_statement_in_either_language(client, donor, page):
    client.force_login(gifts.make_treasurer(username="mira"))
    link = page.replace("change/", "") + "statement/ar/?year=2026"

    shown = client.get(page + "change/").content.decode()
    answer = client.get(link)

    assert f'<a href="{link}">Arabic</a>' in shown
    assert "salma@example.org" in Paper(answer.content).pages[0]
    entry = AuditEntry.objects.get(act="export")
    assert (entry.by_name, entry.on_id, entry.details) == ("mira", str(donor.pk), {"statement": "2026"})


def test_editor_takes_no_statement(client, page):
    client.force_login(gifts.make_staff("editor"))

    answer = client.get(page + "statement/en/?year=2026")

    assert answer.status_code == 403
    assert not AuditEntry.objects.filter(act="export").exists()


def test_erased_donor_has_no_statement(client, donor, page):
    donor.erased_at = timezone.now()
    donor.save()
    client.force_login(gifts.make_treasurer())

    answer = client.get(page + "statement/en/?year=2026", follow=True)

    assert "There is no statement for this year." in answer.content.decode()
