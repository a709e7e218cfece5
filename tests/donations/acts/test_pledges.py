"""Ending, pausing and changing a pledge: the provider first, the books from its answer, the reason kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from donations import acts, erasure, ledger, providers
from donations.facts import FactKind
from donations.models import OutboxEmail, PretendNews
from donations.providers.base import Can, ProviderDown, ProviderRefuses
from donations.providers.sandbox import Sandbox
from newsroom.models import AuditEntry
from tests.donations import gifts
from tests.donations.acts.test_refunds import Failing

pytestmark = pytest.mark.django_db


def make_running(**values):
    pledge = gifts.make_pledge(**values)
    ledger.apply(gifts.paid(pledge.donations.get()))
    pledge.refresh_from_db()
    return pledge


def test_donor_ends_a_pledge_and_says_why():
    pledge = make_running()

    acts.cancel(pledge, reason="money", words="My rent went up.")

    assert (pledge.status, pledge.cancel_reason, pledge.cancel_words) == ("canceled", "money", "My rent went up.")
    assert (pledge.canceled_by, pledge.next_charge_at) == (None, None)
    assert OutboxEmail.objects.filter(kind="canceled", pledge=pledge).count() == 1
    assert AuditEntry.objects.count() == 0


def test_staff_end_a_pledge_and_are_written_down():
    pledge, finance = make_running(), gifts.make_treasurer()

    acts.cancel(pledge, reason="other", by=finance)

    assert pledge.canceled_by == finance
    assert AuditEntry.objects.get(act="cancel_pledge").by_id == finance.pk


def test_words_of_a_donor_who_is_erased_meanwhile_are_not_kept(monkeypatch):
    pledge = make_running()

    class Slow(Sandbox):
        def cancel(self, row):
            facts = super().cancel(row)
            monkeypatch.setitem(providers.KNOWN, "sandbox", Sandbox())
            erasure.erase(row.donor, by=None)
            return facts

    monkeypatch.setitem(providers.KNOWN, "sandbox", Slow())
    acts.cancel(pledge, reason="safety", words="They know my name")

    assert (pledge.status, pledge.cancel_reason, pledge.cancel_words) == ("canceled", "safety", "")


def test_requirement_10_cancel_twice_says_that_it_ended_already():
    pledge = make_running()
    acts.cancel(pledge, reason="money")

    with pytest.raises(acts.NotPossible):
        acts.cancel(pledge, reason="other")

    pledge.refresh_from_db()
    assert pledge.cancel_reason == "money"
    assert PretendNews.objects.filter(message__type="pledge.canceled").count() == 1


def test_pledge_that_never_began_cannot_be_ended():
    with pytest.raises(acts.NotPossible):
        acts.cancel(gifts.make_pledge(), reason="money")


@pytest.mark.parametrize("error", [ProviderDown("timeout"), ProviderRefuses("no such subscription")])
def test_requirement_10_cancel_that_fails_at_the_provider_leaves_the_pledge_running(monkeypatch, error):
    pledge = make_running()
    monkeypatch.setitem(providers.KNOWN, "sandbox", Failing(error))

    with pytest.raises(type(error)):
        acts.cancel(pledge, reason="money")

    pledge.refresh_from_db()
    assert (pledge.status, pledge.cancel_reason) == ("active", "")


def test_other_amount_is_taken_from_the_next_payment_on():
    pledge = make_running()

    acts.change_amount(pledge, amount_minor=700, fee_cover_minor=20)
    ledger.apply(gifts.renewed(pledge, 1))

    renewal = pledge.donations.order_by("pk").last()
    assert (pledge.amount_minor, pledge.fee_cover_minor) == (700, 20)
    assert (renewal.amount_minor, renewal.fee_cover_minor, renewal.status) == (700, 20, "paid")
    assert OutboxEmail.objects.get(kind="changed").context == {"what": "amount"}


def test_payment_of_the_old_amount_still_fits_after_a_change():
    pledge = make_running()
    acts.change_amount(pledge, amount_minor=700)

    ledger.apply(gifts.renewed(pledge, 1, amount_minor=300))

    assert pledge.donations.order_by("pk").last().received_minor == 300


def test_payment_of_an_amount_that_nobody_agreed_to_waits_for_the_news_of_a_change():
    pledge = make_running()

    with pytest.raises(ledger.TooEarly):
        ledger.apply(gifts.renewed(pledge, 1, amount_minor=301))

    assert pledge.donations.count() == 1


@pytest.mark.parametrize("wrong", [{"amount_minor": 0}, {"amount_minor": -5}, {"amount_minor": 10**9}])
def test_amount_out_of_bounds_is_refused(wrong):
    pledge = make_running()

    with pytest.raises(acts.NotPossible):
        acts.change_amount(pledge, **wrong)

    assert PretendNews.objects.count() == 0


def test_paused_pledge_takes_nothing_until_it_goes_on():
    pledge, until = make_running(), timezone.now() + timedelta(days=60)

    acts.pause(pledge, until=until)
    paused = (pledge.is_paused(), pledge.resumes_at, pledge.next_charge_at)
    providers.sandbox.charge_next_month(pledge)
    taken = PretendNews.objects.filter(message__type="pledge.renewed").count()
    acts.resume(pledge)

    assert paused == (True, until, until)
    assert taken == 0
    assert (pledge.is_paused(), pledge.paused_at, pledge.next_charge_at < until) == (False, None, True)


def test_pause_into_the_past_is_refused():
    with pytest.raises(acts.NotPossible):
        acts.pause(make_running(), until=timezone.now())


def test_old_news_of_a_change_never_takes_the_place_of_newer():
    pledge = make_running()
    new = {"amount_minor": 900, "occurred_at": gifts.NOON + timedelta(days=2)}
    old = {"amount_minor": 400, "occurred_at": gifts.NOON + timedelta(days=1)}

    for about in (new, old):
        ledger.apply(gifts.renewed(pledge, 0, kind=FactKind.CHANGED, **about))

    pledge.refresh_from_db()
    assert pledge.amount_minor == 900
    assert sorted(pledge.agreed.values_list("amount_minor", flat=True)) == [300, 400, 900]


def test_another_card_pays_what_is_owed(client):
    pledge = make_running()
    ledger.apply(gifts.renewed(pledge, 1, kind=FactKind.RENEWAL_FAILED))
    link = acts.card_link(pledge, back="http://testserver/en/support/manage/")

    page = client.get(link.replace("http://127.0.0.1:8000", ""))
    answer = client.post(link.replace("http://127.0.0.1:8000", ""), {"act": "use"})

    assert "Another card" in page.content.decode()
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert answer["Location"] == "http://testserver/en/support/manage/"
    assert PretendNews.objects.get().message["type"] == "pledge.renewed"


def test_made_up_card_link_is_not_there(client):
    assert client.get("/en/support/sandbox/card/nonsense/").status_code == 404


def test_what_can_be_done_follows_how_the_pledge_stands():
    pledge = gifts.make_pledge()
    before = {ability for ability in Can if acts.can(pledge, ability)}
    ledger.apply(gifts.paid(pledge.donations.get()))
    pledge.refresh_from_db()

    assert before == set()
    assert {ability for ability in Can if acts.can(pledge, ability)} >= {Can.CANCEL, Can.PAUSE, Can.CHANGE_CARD}


def test_sandbox_tells_again_what_happened_there():
    pledge = make_running()
    acts.change_amount(pledge, amount_minor=700)
    acts.cancel(pledge, reason="money")

    told = list(providers.KNOWN["sandbox"].fetch(gifts.NOON, timezone.now() + timedelta(days=1)))

    assert [fact.kind for fact in told] == ["changed", "canceled"]
    assert [ledger.apply(fact) for fact in told] == ["already", "already"]
