"""Held gifts on the desk: seen by finance, decided about once, and the donor is told."""

import re

import pytest
from django.core import mail
from django.utils import timezone
from django_ox.testing import run_tasks

from donations.models import Donation
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db

LIST = "/admin/donations/heldgift/"


def make_held(reason="large", **values):
    return gifts.make_gift(held_at=timezone.now(), held_reason=reason, **values)


def decide(client, action, *rows, sure=True):
    answer = {"action": action, "_selected_action": [row.pk for row in rows]} | ({"sure": "1"} if sure else {})
    return client.post(LIST, answer, follow=True)


@pytest.fixture
def desk(client):
    client.force_login(gifts.make_treasurer())
    return client


def test_list_shows_what_waits_for_a_person_and_nothing_else(desk):
    make_held(donor=gifts.make_donor(email="large@example.org"))
    make_held("mail", donor=gifts.make_donor(email="unconfirmed@example.org"))
    make_held(released_at=timezone.now(), donor=gifts.make_donor(email="gone@example.org"))
    gifts.make_gift(donor=gifts.make_donor(email="ordinary@example.org"))

    page = desk.get(LIST).content.decode()

    assert "large@example.org" in page
    assert "Far larger than what the campaign asks for" in page
    for other in ("unconfirmed@", "gone@", "ordinary@"):
        assert other not in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_much_for_three_as_for_one(desk, count, django_assert_num_queries):
    for _ in range(count):
        make_held()
    desk.get(LIST)

    with django_assert_num_queries(7):
        desk.get(LIST)


def test_released_gift_goes_on_by_a_mailed_link(desk, client):
    gift = make_held()

    asked = decide(desk, "let_go", gift, sure=False)
    untouched = Donation.objects.get().held_reason
    decide(desk, "let_go", gift)
    run_tasks(raise_failures=True)
    [letter] = mail.outbox
    path = next(line for line in letter.body.splitlines() if "/support/confirm/" in line).split("/", 3)[3]
    gone_on = client.post(f"/{path}")

    assert "$5.00" in asked.content.decode()
    assert untouched == "large"
    assert "looked at your gift" in letter.body
    assert gone_on["Location"] == f"/en/support/sandbox/{gift.uuid}/"
    assert AuditEntry.objects.filter(act="release_gift").count() == 1


def test_refused_gift_ends_and_its_donor_is_told(desk, client):
    gift = make_held()

    decide(desk, "refuse", gift)
    run_tasks(raise_failures=True)

    gift.refresh_from_db()
    assert gift.status == "expired"
    assert "Nothing was charged." in mail.outbox[0].body
    assert "We did not take this gift." in client.get(gift.thanks_path("en")).content.decode()
    assert AuditEntry.objects.filter(act="refuse_gift").count() == 1


def test_gift_is_decided_about_once(desk):
    gift = make_held()
    decide(desk, "refuse", gift)

    decide(desk, "let_go", gift)

    gift.refresh_from_db()
    assert (gift.status, gift.held_reason) == ("expired", "large")


def test_who_may_not_release_is_offered_nothing(client):
    staff = gifts.make_treasurer()
    staff.user_permissions.remove(*staff.user_permissions.filter(codename="release_donation"))
    client.force_login(staff)
    gift = make_held()

    page = client.get(LIST).content.decode()
    decide(client, "refuse", gift)

    gift.refresh_from_db()
    assert "Refuse: nothing is charged" not in page
    assert gift.status == "created"


def test_page_of_a_held_gift_offers_what_the_list_does(desk):
    gift = make_held()

    page = desk.get(f"{LIST}{gift.pk}/change/").content.decode()

    offered = re.findall(
        r'name="action" value="(\w+)"><input type="hidden" name="_selected_action" value="(\d+)"', page
    )
    assert offered == [("let_go", str(gift.pk)), ("refuse", str(gift.pk))]
    assert f'<form method="post" action="{LIST}">' in page
    assert "Refuse these gifts?" in decide(desk, "refuse", gift, sure=False).content.decode()


def test_page_offers_nothing_to_who_may_only_look(client):
    gift = make_held()
    staff = gifts.make_treasurer()
    staff.user_permissions.remove(*staff.user_permissions.filter(codename="release_donation"))
    client.force_login(staff)

    page = client.get(f"{LIST}{gift.pk}/change/").content.decode()

    assert 'name="_selected_action"' not in page
