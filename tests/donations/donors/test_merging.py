"""Two donors become one: everything moves once, no link is redirected, and the later refusal wins."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_ox.testing import run_tasks

from donations import acts, emails, erasure, ledger, portrait, statements, wall
from donations.donors import merging
from donations.manage import asking, links
from donations.models import Campaign, Customer, Donation, Donor, DonorNote, ManageLink, OutboxEmail, Pledge, WallName
from newsroom.models import AuditEntry
from tests.donations import gifts
from tests.donations.erasure.test_erasure import places_of
from tests.donations.racing import BEGUN_SECONDS, at_once
from tests.donations.views.manage.visiting import running_pledge, visit

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def mira():
    return gifts.make_treasurer(username="mira")


@pytest.fixture
def stays():
    return gifts.make_donor(email="salma@example.org", name="Salma Qabbani")


@pytest.fixture
def goes(mira):
    """Somebody with a row in every table that hangs on a donor."""
    donor = gifts.make_donor(email="salma.q@example.net", name="سلمى القباني", mail_language="ar")
    pledge = running_pledge(donor=donor)
    wall.wish(pledge.donations.get(), "Salma of Aleppo")
    DonorNote.objects.create(donor=donor, text="Called on Monday", by=mira)
    Customer.objects.create(donor=donor, provider="stripe", customer_id="cus_1")
    emails.owe(OutboxEmail.Kind.STATEMENT, cause="2025:x", donor=donor, year=2025)
    return donor


def test_everything_moves_and_the_row_stays_with_its_address(goes, stays, mira):
    merging.merge(goes, into=stays, by=mira)

    goes.refresh_from_db()
    moved = [model.objects.filter(donor=stays).count() for model in (Donation, Pledge, DonorNote, Customer)]
    left = [model.objects.filter(donor=goes).count() for model in (Donation, Pledge, DonorNote, Customer)]
    assert (moved, left) == ([1, 1, 1, 1], [0, 0, 0, 0])
    assert WallName.objects.get().donation.donor == stays
    assert OutboxEmail.objects.get(kind="statement").donor == stays
    assert (goes.merged_into, goes.email) == (stays, "salma.q@example.net")


def test_merge_is_written_down_without_a_name(goes, stays, mira):
    merging.merge(goes, into=stays, by=mira)

    entry = AuditEntry.objects.get(act="merge")
    assert (entry.by_id, entry.on_id) == (mira.pk, str(stays.pk))
    assert entry.details == {"merged": str(goes), "gifts": "1", "pledges": "1"}


def test_words_of_the_one_who_stays_stay_and_gaps_are_filled(goes, mira):
    nameless = gifts.make_donor(email="new@example.org")

    merging.merge(goes, into=nameless, by=mira)

    nameless.refresh_from_db()
    assert (nameless.name, nameless.mail_language, nameless.email) == ("سلمى القباني", "ar", "new@example.org")


@pytest.mark.parametrize(
    ("mine", "theirs", "agrees"),
    [
        ({"newsletter_at": 3}, {}, 3),
        ({"newsletter_at": 3}, {"newsletter_at": 1}, 1),
        ({"newsletter_at": 3}, {"newsletter_refused_at": 5}, None),
        ({"newsletter_refused_at": 5}, {"newsletter_at": 3}, None),
        ({"newsletter_at": 7, "newsletter_refused_at": 1}, {"newsletter_refused_at": 5}, 7),
        ({}, {}, None),
    ],
)
def test_later_refusal_of_the_newsletter_wins(mira, mine, theirs, agrees):
    def at(days):
        return NOW + timedelta(days=days)

    goes = gifts.make_donor(**{name: at(days) for name, days in theirs.items()})
    stays = gifts.make_donor(**{name: at(days) for name, days in mine.items()})

    merging.merge(goes, into=stays, by=mira)

    goes.refresh_from_db(), stays.refresh_from_db()
    assert stays.newsletter_at == (at(agrees) if agrees is not None else None)
    assert goes.newsletter_at is None


# --- Links ------------------------------------------------------------------------------------------------


def test_links_and_visits_of_both_end(goes, stays, mira):
    tokens, visits = [links.new(goes), links.new(stays)], [visit(goes), visit(stays)]

    merging.merge(goes, into=stays, by=mira)

    assert [links.use(token) for token in tokens] == [None, None]
    pages = [each.get("/en/support/manage/").content.decode() for each in visits]
    assert not [page for page in pages if "$3.00" in page]
    assert ManageLink.objects.count() == 0


def test_link_that_was_asked_for_before_opens_nothing(goes, stays, mira):
    asking.ask("salma.q@example.net", language="en")
    emails.owe(OutboxEmail.Kind.MANAGE, cause="x", donor=goes, language="en")

    merging.merge(goes, into=stays, by=mira)
    run_tasks(queues=["mail"])

    ours = [letter for letter in mail.outbox if "/manage/open/" in letter.body]
    tokens = [letter.body.partition("/manage/open/")[2].partition("/")[0] for letter in ours]
    assert [links.use(token) for token in tokens] == [None] * len(tokens)


def test_old_address_has_its_link_sent_to_the_one_that_stayed(goes, stays, mira):
    merging.merge(goes, into=stays, by=mira)
    run_tasks(queues=["mail"])
    mail.outbox.clear()

    asking.ask("salma.q@example.net", language="en")
    run_tasks(queues=["mail"])
    run_tasks(queues=["mail"])

    assert [letter.to for letter in mail.outbox] == [["salma@example.org"]]


def test_both_addresses_are_told_and_neither_hears_the_other(goes, stays, mira):
    run_tasks(queues=["mail"])
    mail.outbox.clear()

    merging.merge(goes, into=stays, by=mira)
    run_tasks(queues=["mail"])

    told = {letter.to[0]: letter.body + letter.alternatives[0].content for letter in mail.outbox}
    assert sorted(told) == ["salma.q@example.net", "salma@example.org"]
    assert "salma@example.org" not in told["salma.q@example.net"]
    assert "salma.q" not in told["salma@example.org"]


def test_gift_with_the_old_address_is_the_donors_who_stayed(client, goes, stays, mira):
    merging.merge(goes, into=stays, by=mira)

    client.post("/en/support/", gifts.form_of(email="Salma.Q@example.net"))

    assert Donation.objects.latest("pk").donor == stays


# --- What cannot be merged --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ({}, None, "one donor already"),
        ({"erased_at": NOW, "email": None}, {}, "erased donor"),
        ({}, {"erased_at": NOW, "email": None}, "erased donor"),
    ],
)
def test_who_cannot_be_merged_is_refused_with_a_reason(mira, one, other, says):
    first = gifts.make_donor(**one)
    second = first if other is None else gifts.make_donor(**other)

    with pytest.raises(acts.NotPossible, match=says):
        merging.merge(first, into=second, by=mira)

    assert AuditEntry.objects.filter(act="merge").count() == 0


def test_merge_that_was_done_is_refused_in_either_direction(goes, stays, mira):
    merging.merge(goes, into=stays, by=mira)

    for one, other in ((goes, stays), (stays, goes)):
        with pytest.raises(acts.NotPossible, match="merged before"):
            merging.merge(one, into=other, by=mira)

    assert AuditEntry.objects.filter(act="merge").count() == 1


def test_who_is_part_of_somebody_else_is_refused(goes, stays, mira):
    merging.merge(goes, into=stays, by=mira)

    with pytest.raises(acts.NotPossible, match="Choose the donor who stayed then"):
        merging.merge(gifts.make_donor(), into=goes, by=mira)


def test_chain_leads_from_every_address_to_the_last_in_one_step(goes, stays, mira):
    last = gifts.make_donor(email="last@example.org")
    merging.merge(goes, into=stays, by=mira)

    merging.merge(stays, into=last, by=mira)

    assert set(Donor.objects.filter(merged_into=last)) == {goes, stays}
    assert Donation.objects.get().donor == last


# --- Afterwards -------------------------------------------------------------------------------------------


def test_requirement_13_erasing_one_of_a_merged_pair_leaves_no_trace_of_either(goes, stays, mira):
    merging.merge(goes, into=stays, by=mira)
    words = ["salma@example.org", "salma.q@example.net", "Salma Qabbani", "القباني", "Called on Monday", "of Aleppo"]
    before = [word for word in words if places_of(word)]

    erasure.erase(goes, by=mira)

    assert before == words
    assert {word: places_of(word) for word in words if places_of(word)} == {}
    assert Donation.objects.get().received_minor == 300


def test_export_and_statement_of_the_one_who_stayed_hold_everything(goes, stays, mira):
    merging.merge(goes, into=stays, by=mira)

    held = portrait.of(stays)

    assert {person["email"] for person in held["person"]} == {"salma@example.org", "salma.q@example.net"}
    assert [len(held[part]) for part in ("gifts", "pledges", "notes", "customers")] == [1, 1, 1, 1]
    assert statements.years(stays) == [2026]
    assert statements.years(goes) == []


@pytest.mark.django_db(transaction=True)
def test_requirement_04_merge_and_renewal_at_once_leave_no_gift_behind(client):
    mira, stays = gifts.make_treasurer(), gifts.make_donor()
    pledge = running_pledge()
    goes = pledge.donor

    answers = at_once(
        lambda: merging.merge(goes, into=stays, by=mira),
        lambda: ledger.apply(gifts.renewed(pledge, 1)),
        lambda: ledger.apply(gifts.renewed(pledge, 2)),
        lambda: erasure.erase(gifts.make_gift().donor, by=None),
        behind=Pledge.objects.all(),
    )

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert Donation.objects.filter(donor=stays, status="paid").count() == 3
    assert Donation.objects.filter(donor=goes).count() == 0


@pytest.mark.django_db(transaction=True)
def test_gift_that_begins_before_a_merge_and_comes_after_it_is_the_donors_who_stays(client):
    mira, stays, goes = gifts.make_treasurer(), gifts.make_donor(), gifts.make_donor(email="old@example.org")
    gifts.make_campaign()
    client.post("/en/support/", gifts.form_of())  # the first form is slow
    form = gifts.form_of(email="old@example.org")

    def merge():
        time.sleep(BEGUN_SECONDS * 3 / 4)  # by then the form has found its donor and waits for the campaign
        merging.merge(goes, into=stays, by=mira)

    answers = at_once(merge, lambda: client.post("/en/support/", form).status_code, behind=Campaign.objects.all())

    assert answers == [None, 302]
    assert Donation.objects.latest("pk").donor == stays
