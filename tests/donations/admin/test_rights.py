"""Who sees what on the desk: editors see campaigns and sums, finance sees donors, and nobody touches the books."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django_ox.testing import run_tasks

from donations import ledger
from donations.models import Donation, Donor, LedgerEntry, OutboxEmail, Pledge, WebhookEvent
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db

BOOKS = [Donor, Donation, Pledge, LedgerEntry, WebhookEvent, OutboxEmail]
ADDRESS = "hidden-donor@example.org"


@pytest.fixture
def rows(client):
    """One row of every book, with a donor whose address could leak."""
    pledge = gifts.make_pledge(donor=gifts.make_donor(email=ADDRESS, name="Hidden Name"), provider="sandbox")
    gifts.send(client, gifts.message("payment.paid", pledge.donations.get()))
    return {model: model.objects.get() for model in BOOKS}


def pages_of(model, row):
    """Every address that the desk has for a model and one of its rows."""
    name = f"admin:donations_{model._meta.model_name}"
    found = [reverse(f"{name}_changelist"), reverse(f"{name}_changelist") + "?q=hidden"]
    for page in ("change", "history", "delete", "receive"):
        try:
            found.append(reverse(f"{name}_{page}", args=[row.pk]))
        except NoReverseMatch:
            continue
    return [*found, reverse(f"{name}_add")]


@pytest.mark.parametrize("model", BOOKS)
def test_editor_cannot_see_the_books_by_any_address(client, rows, model):
    client.force_login(gifts.make_staff("editor"))

    answers = {page: client.get(page).status_code for page in pages_of(model, rows[model])}

    assert set(answers.values()) == {403}, answers


def test_editor_cannot_find_donors_by_autocomplete(client, rows):
    client.force_login(gifts.make_staff("editor"))
    asked = {"app_label": "donations", "model_name": "donation", "field_name": "donor", "term": "hidden"}

    response = client.get(reverse("admin:autocomplete"), asked)

    assert response.status_code == 403


def test_editors_index_and_report_name_no_donor(client, rows):
    client.force_login(gifts.make_staff("editor"))

    index = client.get(reverse("admin:index")).content.decode()
    report = client.get(reverse("admin:donations_takings_changelist")).content.decode()

    assert reverse("admin:donations_takings_changelist") in index
    assert reverse("admin:donations_donor_changelist") not in index
    assert "$3.00" in report
    assert ADDRESS not in report
    assert "Hidden Name" not in report


def test_report_opens_no_single_row(client, rows):
    client.force_login(gifts.make_treasurer())
    entry = LedgerEntry.objects.get()

    answers = [
        client.get(f"/admin/donations/takings/{entry.pk}/{page}").status_code for page in ("", "change/", "history/")
    ]

    assert set(answers) == {404}


@pytest.mark.parametrize("model", BOOKS)
def test_finance_sees_the_books(client, rows, model):
    client.force_login(gifts.make_treasurer())
    name = f"admin:donations_{model._meta.model_name}"

    answers = [
        client.get(reverse(f"{name}_changelist") + "?q=x").status_code,
        client.get(reverse(f"{name}_change", args=[rows[model].pk])).status_code,
    ]

    assert answers == [200, 200]


@pytest.mark.parametrize("model", BOOKS)
@pytest.mark.parametrize("is_superuser", [True, False])
def test_nobody_changes_the_books_by_hand(rf, rows, model, is_superuser):
    request = rf.get("/")
    request.user = gifts.make_treasurer(is_superuser=is_superuser)
    desk = admin.site.get_model_admin(model)

    may = [
        desk.has_add_permission(request),
        desk.has_change_permission(request, rows[model]),
        desk.has_delete_permission(request, rows[model]),
        "delete_selected" in desk.get_actions(request),
    ]

    assert may == [False] * 4


def test_posting_to_a_book_changes_nothing(client, rows):
    client.force_login(gifts.make_treasurer(is_superuser=True))
    gift = rows[Donation]

    response = client.post(reverse("admin:donations_donation_change", args=[gift.pk]), {"status": "failed"})

    gift.refresh_from_db()
    assert response.status_code == 403
    assert gift.status == "paid"


@pytest.mark.parametrize("model", [Donation, LedgerEntry])
def test_lists_ask_the_same_few_queries_for_one_gift_and_for_three(client, model):
    client.force_login(gifts.make_treasurer())
    asked = []
    client.get(reverse(f"admin:donations_{model._meta.model_name}_changelist"))  # the first look is written down

    for more in (1, 2):
        for _gift in range(more):
            ledger.apply(gifts.paid(gifts.make_gift()))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"admin:donations_{model._meta.model_name}_changelist"))
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 13


def test_finance_may_process_a_message_again(client):
    gift = gifts.make_gift()
    gifts.send(client, gifts.message("payment.refunded", gift, transaction_id="back-1", amount_minor=100))
    ledger.apply(gifts.paid(gift))
    event = WebhookEvent.objects.get()
    client.force_login(gifts.make_treasurer())

    client.post(
        reverse("admin:donations_webhookevent_changelist"),
        {"action": "process_again", "_selected_action": [event.pk]},
    )
    run_tasks(queues=["default"])

    event.refresh_from_db()
    assert event.status == "processed"
    assert AuditEntry.objects.get(act="retry").on_id == str(event.pk)


def test_message_is_not_processed_again_without_the_right(client):
    gifts.send(client, gifts.message("payment.refunded", gifts.make_gift(), transaction_id="b", amount_minor=1))
    event = WebhookEvent.objects.get()
    looker = gifts.make_treasurer()
    looker.user_permissions.remove(looker.user_permissions.get(codename="retry_webhookevent"))
    client.force_login(looker)

    page = client.get(reverse("admin:donations_webhookevent_changelist")).content.decode()

    assert escape(event.problem()) in page
    assert "process_again" not in page


@pytest.mark.parametrize("model", [Donation, Pledge, LedgerEntry, WebhookEvent])
def test_ways_of_paying_are_named_in_lists_filters_and_pages(client, rows, model):
    gifts.make_pledge(provider="banktransfer")
    WebhookEvent.objects.create(provider="banktransfer", event_id="1", type="x", payload={})
    ledger.apply(gifts.paid(gifts.make_gift(provider="banktransfer")))
    client.force_login(gifts.make_treasurer())
    desk = reverse(f"admin:donations_{model._meta.model_name}_changelist")

    whole = client.get(desk).content.decode()
    chosen = client.get(f"{desk}?provider__exact=sandbox").content.decode()
    page = client.get(f"{desk}{rows[model].pk}/change/").content.decode()

    assert 'href="?provider__exact=banktransfer">Bank transfer</a>' in whole
    assert 'href="?provider__exact=sandbox">Card (sandbox)</a>' in whole
    assert '<td class="field-way">Card (sandbox)</td>' in chosen
    assert '<td class="field-way">Bank transfer</td>' not in chosen
    assert '<div class="readonly">Card (sandbox)</div>' in page


def test_english_desk_writes_dates_as_the_paper_does(client):
    ledger.apply(gifts.paid(gifts.make_gift()))
    client.force_login(gifts.make_treasurer())

    page = client.get(reverse("admin:donations_ledgerentry_changelist")).content.decode()

    assert ">1 March 2026, 15:00</a></th>" in page
