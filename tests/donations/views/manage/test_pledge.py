"""What a donor does with a regular gift: done at the provider first, and told as it is."""

import re

import pytest
import time_machine

from donations.providers import KNOWN
from donations.providers.base import ProviderDown, ProviderRefuses
from donations.providers.sandbox.provider import read_card_key
from tests.donations import gifts
from tests.donations.views.manage.visiting import running_pledge, send, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge():
    return running_pledge(donor=gifts.make_donor(email="salma@example.org"))


def path(pledge, act, language="en"):
    return f"/{language}/support/manage/{pledge.uuid}/{act}/"


def test_donor_gives_another_amount(pledge):
    client = visit(pledge.donor)

    answer = send(client, path(pledge, "amount"), picked="500", other_amount="")

    pledge.refresh_from_db()
    assert answer["Location"] == "/en/support/manage/?done=amount"
    assert pledge.amount_minor == 500
    assert "you give the new amount" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("act", ["amount", "pause"])
def test_page_of_an_act_names_the_gift_that_it_is_about(pledge, act):
    page = visit(pledge.donor).get(path(pledge, act)).content.decode()

    assert '<p class="why"><bdi>$3.00</bdi> · Monthly</p>' in page


@pytest.mark.parametrize("act", ["card", "resume"])
def test_act_that_a_browser_opens_anew_leads_to_the_gifts(pledge, act):
    answer = visit(pledge.donor).get(path(pledge, act))

    assert (answer.status_code, answer["Location"]) == (302, "/en/support/manage/")


def test_fees_stay_covered_in_proportion():
    pledge = running_pledge(amount_minor=330, fee_cover_minor=30)

    send(visit(pledge.donor), path(pledge, "amount"), picked="", other_amount="10.01")

    pledge.refresh_from_db()
    assert (pledge.amount_minor, pledge.fee_cover_minor) == (1001 + 101, 101)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Choose an amount"),
        ("0.50", "The smallest gift is"),
        ("x", "in digits"),
        ("999999999", "takes gifts up to"),
    ],
)
def test_amount_that_is_wrong_changes_nothing(pledge, typed, says):
    answer = send(visit(pledge.donor), path(pledge, "amount"), picked="123", other_amount=typed)

    pledge.refresh_from_db()
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert pledge.amount_minor == 300


def test_donor_pauses_and_goes_on(pledge):
    client = visit(pledge.donor)

    with time_machine.travel("2026-08-31T12:00:00Z", tick=False):
        client = visit(pledge.donor)
        send(client, path(pledge, "pause"), months="6")
        pledge.refresh_from_db()
        until = pledge.resumes_at
        assert "Paused until" in client.get("/en/support/manage/").content.decode()
        send(client, path(pledge, "resume"))

    pledge.refresh_from_db()
    assert f"{until:%Y-%m-%d}" == "2027-02-28"
    assert not pledge.is_paused()


def test_donor_ends_a_regular_gift_without_a_reason(pledge):
    client = visit(pledge.donor)

    answer = send(client, path(pledge, "end"))

    pledge.refresh_from_db()
    assert answer["Location"] == "/en/support/manage/?done=end"
    assert (pledge.status, pledge.cancel_reason, pledge.canceled_by) == ("canceled", "other", None)
    assert "nothing more is taken" in client.get(answer["Location"]).content.decode()


def test_reason_and_words_are_kept(pledge):
    send(visit(pledge.donor), path(pledge, "end"), reason="safety", words="لا أستطيع\nالآن")

    pledge.refresh_from_db()
    assert (pledge.cancel_reason, pledge.cancel_words) == ("safety", "لا أستطيع\nالآن")


def test_ending_twice_leads_back_to_the_gifts(pledge):
    client = visit(pledge.donor)
    send(client, path(pledge, "end"))

    again = send(client, path(pledge, "end"))

    assert again["Location"] == "/en/support/manage/"


@pytest.mark.parametrize(
    ("trouble", "says"), [(ProviderDown(), "does not answer"), (ProviderRefuses("no"), "nothing was changed")]
)
@pytest.mark.parametrize(
    ("act", "asked", "values"),
    [
        ("end", "cancel", {}),
        ("pause", "pause", {"months": "1"}),
        ("amount", "change_amount", {"picked": "500"}),
        ("resume", "resume", {}),
        ("card", "card_link", {}),
    ],
)
def test_provider_that_fails_is_not_hidden(pledge, monkeypatch, trouble, says, act, asked, values):
    def fail(*args, **kwargs):
        raise trouble

    monkeypatch.setattr(KNOWN["sandbox"], asked, fail)
    before = pledge.amount_minor, pledge.status, pledge.paused_at

    answer = send(visit(pledge.donor), path(pledge, act), **values)

    pledge.refresh_from_db()
    assert answer.status_code == 409
    assert says in answer.content.decode()
    assert (pledge.amount_minor, pledge.status, pledge.paused_at) == before


def test_card_is_changed_where_the_service_takes_it(pledge):
    answer = send(visit(pledge.donor), path(pledge, "card"))

    assert answer.status_code == 200
    address = re.search(r'href="(\S+/support/sandbox/card/(\S+)/)"', answer.content.decode())
    assert read_card_key(address[2])[1].endswith("/en/support/manage/back/")


def test_visit_in_arabic_reads_from_the_right(pledge):
    page = visit(pledge.donor, "ar").get(path(pledge, "end", "ar"))

    assert '<html lang="ar" dir="rtl"' in page.content.decode()


def test_only_what_the_provider_can_do_is_offered(pledge, monkeypatch):
    monkeypatch.setattr(KNOWN["sandbox"], "can", frozenset({"cancel"}))

    page = visit(pledge.donor).get("/en/support/manage/").content.decode()

    assert f"{pledge.uuid}/end/" in page
    assert not [act for act in ("amount", "pause", "card") if f"{pledge.uuid}/{act}/" in page]
