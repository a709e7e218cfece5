"""Who looked at which donor: every page that shows one leaves a record, which names no donor."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from donations import ledger
from donations.models import DonorNote, Look, OutboxEmail, WallName
from newsroom.models import AuditEntry
from newsroom.urls import urlpatterns
from tests.donations import gifts
from tests.donations.bank import rows as bank

pytestmark = pytest.mark.django_db

SIGNS = re.compile("salma|homs", re.IGNORECASE)


@pytest.fixture
def staff(client):
    """Somebody of finance who may do everything with gifts, at the desk."""
    cache.clear()
    person = gifts.make_treasurer()
    client.force_login(person)
    return person


def make_everything():
    """A donor who has left traces in every table that the desk shows, and the pages of each row."""
    donor = gifts.make_donor(email="salma@example.org", name="Salma Homsi")
    gift = gifts.make_gift(donor=donor, donor_name="Salma Homsi", message="From Homs")
    ledger.apply(gifts.paid(gift))
    rows = {
        "donor": donor,
        "donation": gift,
        "heldgift": gifts.make_gift(donor=donor, held_at=timezone.now(), held_reason="large"),
        "pledge": gifts.make_pledge(donor=donor),
        "wallname": WallName.objects.create(donation=gift, name="Salma"),
        "outboxemail": OutboxEmail.objects.filter(donation=gift).first(),
        "banktransaction": bank.line(payer="Salma Homsi", text="For Homs"),
    }
    DonorNote.objects.create(donor=donor, text="Salma called.", by=gifts.make_treasurer())
    return rows


def pages(rows):
    """Every address of the desk that these rows have, lists included."""
    (desk,) = [each for each in urlpatterns if getattr(each, "namespace", "") == "admin"]
    for resolver in desk.url_patterns:
        app, _slash, model = str(resolver.pattern).strip("/").partition("/")
        if app == "donations" and hasattr(resolver, "url_patterns"):
            for pattern in resolver.url_patterns:
                yield from addresses(pattern, rows.get(model))


def addresses(pattern, row):
    holes = list(pattern.pattern.converters)
    if not pattern.name or (holes and row is None):
        return
    kwargs = {hole: row.pk if hole in ("object_id", "pk") else {"language": "en"}.get(hole, 1) for hole in holes}
    yield reverse(f"admin:{pattern.name}", kwargs=kwargs)


def test_every_page_of_the_desk_that_shows_a_donor_leaves_a_record(client, staff):
    rows, seen, silent = make_everything(), set(), set()
    for address in pages(rows):
        cache.clear()
        before = Look.objects.count()
        answer = client.get(address)
        if answer.status_code == 200 and SIGNS.search(b"".join(answer).decode(errors="replace")):
            (seen if Look.objects.count() > before else silent).add(address)

    assert silent == set()
    assert {address.split("/")[3] for address in seen} >= {
        "donor",
        "donation",
        "heldgift",
        "wallname",
        "banktransaction",
    }


def test_record_names_the_member_of_staff_and_the_row_and_no_donor(client, staff):
    rows = make_everything()
    for address in pages(rows):
        client.get(address)
    client.get("/admin/donations/donor/", {"q": "salma@example.org"})

    told = [f"{entry} {entry.details}" for entry in AuditEntry.objects.filter(act__in=["look", "search"])]
    assert not [line for line in told if SIGNS.search(line)]
    look = Look.objects.exclude(on_id="").get(act="look", on_model="donations.donor")
    assert (look.by_id, look.on_id) == (staff.pk, str(rows["donor"].pk))


def test_search_is_written_down_each_time_without_its_words(client, staff):
    make_everything()

    for _ in range(2):
        client.get("/admin/donations/donation/", {"q": "salma@example.org"})

    searches = Look.objects.filter(act="search")
    assert [entry.details for entry in searches] == [{"lines": "3"}] * 2


def test_same_person_looking_again_within_the_hour_is_one_look(client, staff):
    donor = gifts.make_donor()
    page = reverse("admin:donations_donor_change", args=[donor.pk])

    client.get(page), client.get(page)
    once = Look.objects.count()
    client.force_login(gifts.make_treasurer())
    client.get(page)

    assert (once, Look.objects.count()) == (1, 2)


def test_refused_page_leaves_no_record(client):
    client.force_login(gifts.make_staff("editor"))
    donor = gifts.make_donor()

    answers = [client.get(f"/admin/donations/donor/{rest}").status_code for rest in ("", f"{donor.pk}/change/")]

    assert answers == [403, 403]
    assert Look.objects.count() == 0


@pytest.mark.parametrize("group", ["finance", "chief_editor"])
def test_looks_are_read_by_finance_and_chief_editors(client, group):
    gifts.make_donor()
    client.force_login(gifts.make_treasurer(username="curious"))
    client.get("/admin/donations/donor/")
    client.force_login(gifts.make_staff(group))

    page = client.get("/admin/donations/look/").content.decode()

    assert "Looked at donors" in page
    assert "curious" in page


def test_looks_of_others_than_at_donors_are_not_among_them():
    AuditEntry.objects.create(act="publish")
    AuditEntry.objects.create(act="export", details={"stories": "3"})
    AuditEntry.objects.create(act="export", details={"table": "gifts"}, at=timezone.now() - timedelta(days=1))

    assert [look.details for look in Look.objects.all()] == [{"table": "gifts"}]


def test_list_that_was_looked_at_is_named_in_the_language_of_who_reads(client, staff):
    client.get(reverse("admin:donations_donation_changelist"))

    client.post("/admin/language/", {"language": "ar"})
    page = client.get(reverse("admin:donations_look_changelist")).content.decode()

    assert "<bdi>التبرّعات</bdi></td>" in page
    assert "<bdi>Gifts</bdi>" not in page
