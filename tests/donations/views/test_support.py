"""The support page: what it offers, and what it makes of every bad thing that can be sent to it."""

import re
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from donations import ledger, nonces
from donations.facts import FactKind
from donations.models import Donation, Donor, LedgerEntry, OutboxEmail, Pledge
from tests import factories
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return gifts.make_campaign()


def send(client, language="en", headers=None, **values):
    return client.post(f"/{language}/support/", gifts.form_of(**values), headers=headers or {})


def test_page_offers_the_campaigns_words_and_amounts(client, campaign):
    page = client.get("/en/support/").content.decode()

    assert "<h1>Support the paper</h1>" in page
    assert 'name="amount_once_USD" value="1000" id="once-1-1000" checked' in page
    assert '<label for="month-2-100"><bdi>€1</bdi></label>' in page


def test_page_is_kept_by_nobody_and_sets_no_cookie(client, campaign):
    response = client.get("/en/support/")

    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert response.cookies == {}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_page_fits_into_one_round_trip(client, campaign, language):
    story = factories.make_article()

    response = client.get(f"/{language}/support/?story={story.pk}", headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) <= 14 * 1024


def test_page_without_a_campaign_takes_no_gifts(client):
    response = send(client)

    assert "We are not taking gifts at this moment." in response.content.decode()
    assert Donation.objects.count() == 0


def test_sent_form_begins_one_gift_and_goes_on_to_the_provider(client, campaign):
    response = send(client, is_anonymous="on", slot="article")

    gift = Donation.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/en/support/sandbox/{gift.uuid}/"
    assert (gift.amount_minor, gift.currency, gift.interval, gift.status) == (500, "USD", "once", "created")
    assert (gift.language, gift.slot, gift.campaign, gift.is_anonymous) == ("en", "article", campaign, True)
    assert (gift.donor.email, gift.donor_name, gift.pledge) == ("salma@example.org", "Salma", None)
    assert LedgerEntry.objects.count() == 0


def test_monthly_gift_is_a_pledge_with_its_first_gift(client, campaign):
    send(client, interval="month", currency="EUR", amount_month_EUR="100")

    pledge = Pledge.objects.get()
    gift = pledge.donations.get()
    assert (pledge.amount_minor, pledge.currency, pledge.status) == (100, "EUR", "incomplete")
    assert (gift.amount_minor, gift.currency, gift.interval) == (100, "EUR", "month")


def test_typed_amount_counts_more_than_the_picked_one(client, campaign):
    send(client, other_amount="٧٫٥٠")

    assert Donation.objects.get().amount_minor == 750


def test_gift_remembers_the_story_as_it_was(client, campaign):
    story = factories.make_article()

    send(client, story=str(story.pk), slot="article")
    title, path = story.title_en, story.address("en")
    story.delete()

    gift = Donation.objects.get()
    assert gift.article is None
    assert (gift.story_title, gift.story_path) == (title, path)


def test_story_in_the_other_language_only_is_remembered_in_that_language(client, campaign):
    story = factories.make_article(live="ar")

    send(client, language="en", story=str(story.pk))

    assert Donation.objects.get().story_title == story.title_ar


def test_same_address_in_another_case_is_the_same_donor(client, campaign):
    send(client, email="salma@example.org")
    send(client, email="Salma@Example.org")

    assert Donor.objects.count() == 1
    assert Donation.objects.count() == 2


def test_yearly_gift_is_offered_where_the_campaign_asks_for_it_and_is_a_pledge(client, campaign):
    campaign.asks.filter(currency="USD").update(year=[1200, 3600])

    page = client.get("/en/support/?interval=year").content.decode()
    send(client, interval="year", amount_year_USD="3600")

    assert 'id="interval-year" checked' in page
    assert (Pledge.objects.get().interval, Pledge.objects.get().amount_minor) == ("year", 3600)


@pytest.mark.parametrize(
    ("amount", "currency", "cover"),
    [("5", "USD", 46), ("100", "USD", 330), ("1", "EUR", 29), ("100000", "USD", None)],
)
def test_covered_fee_is_added_to_the_whole_so_that_the_gift_arrives(client, campaign, amount, currency, cover):
    response = send(client, other_amount=amount, currency=currency, covers_fees="on")

    if cover is None:
        assert "The form takes gifts up to" in response.content.decode()
    else:
        gift = Donation.objects.get()
        assert (gift.fee_cover_minor, gift.amount_minor) == (cover, int(amount) * 100 + cover)


def test_covered_fee_of_three_decimals_ends_in_a_nought(client, campaign):
    gifts.make_ask(campaign, currency="JOD", once=[1000], month=[1000])

    send(client, currency="JOD", other_amount="5", covers_fees="on")

    assert (Donation.objects.get().fee_cover_minor, Donation.objects.get().amount_minor) == (150, 5150)


def test_transfer_costs_nothing_and_nothing_is_added(client, campaign):
    send(client, provider="banktransfer", currency="EUR", other_amount="5", covers_fees="on")

    assert (Donation.objects.get().fee_cover_minor, Donation.objects.get().amount_minor) == (0, 500)


def test_message_and_newsletter_are_kept_and_nothing_is_ticked_beforehand(client, campaign):
    page = client.get("/en/support/").content.decode()
    send(client, message="Keep going.\r\n\u202eYours", wants_newsletter="on")

    gift = Donation.objects.get()
    assert (gift.message, gift.wants_newsletter) == ("Keep going.\nYours", True)
    for name in ("wants_newsletter", "covers_fees", "is_anonymous"):
        assert f'name="{name}" id="id_{name}"' in page
        assert f'name="{name}" id="id_{name}" checked' not in page


def test_wall_is_offered_by_a_campaign_that_has_one_and_only_with_a_name(client, campaign):
    without = client.get("/en/support/").content.decode()
    campaign.shows_wall = True
    campaign.save()

    nameless = send(client, wants_wall="on", name="").content.decode()
    send(client, wants_wall="on", name="Salma")

    assert "id_wants_wall" not in without
    assert "Write the name by which we may thank you." in nameless
    gift = Donation.objects.get()
    assert (gift.wall_name.name, gift.wall_name.state, gift.is_anonymous) == ("Salma", "waiting", False)


def test_goal_counts_what_stayed_in_its_own_currency(client, campaign):
    campaign.goal_minor, campaign.goal_currency = 100_000, "USD"
    campaign.save()
    for currency, amount in (("USD", 30_000), ("USD", 20_000), ("EUR", 90_000)):
        ledger.apply(gifts.paid(gifts.make_gift(currency=currency, amount_minor=amount, campaign=campaign)))
    back = Donation.objects.filter(amount_minor=20_000).get()
    ledger.apply(gifts.paid(back, kind=FactKind.REFUNDED, transaction_id="re", amount_minor=5_000))

    page = client.get("/en/support/").content.decode()

    assert '<progress max="100000" value="45000"' in page
    assert "<strong><bdi>$450</bdi></strong> of <bdi>$1,000</bdi> raised" in page


@pytest.mark.parametrize(
    ("query", "referrer", "kept"),
    [
        (
            "utm_source=letter&utm_medium=mail",
            "https://www.example.net/a/b?c=d",
            ("letter", "mail", "www.example.net"),
        ),
        ("utm_source=%3Cscript%3E", "https://testserver/en/", ("", "", "")),
        (f"utm_source={'a' * 61}", "https://[half", ("", "", "")),
        ("utm_source=رسالة", "", ("رسالة", "", "")),
    ],
)
def test_gift_remembers_what_the_link_said_and_which_site_it_stood_on(client, campaign, query, referrer, kept):
    page = client.get(f"/en/support/?{query}", headers={"Referer": referrer}).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    send(client, **{name: hidden.get(name, "") for name in ("utm_source", "utm_medium", "referrer_host")})

    gift = Donation.objects.get()
    assert (gift.utm_source, gift.utm_medium, gift.referrer_host) == kept


BAD = [
    ({"message": "a" * 501}, "This is longer than 500 letters."),
    ({"other_amount": "0"}, "The smallest gift is"),
    ({"other_amount": "0.99"}, "The smallest gift is"),
    ({"other_amount": "-5"}, "Enter the amount in digits"),
    ({"other_amount": "5.001"}, "has two decimals at most"),
    ({"other_amount": "five"}, "Enter the amount in digits"),
    ({"other_amount": "1000000000000"}, "The form takes gifts up to"),
    ({"other_amount": "5\x00"}, "Null characters are not allowed."),
    ({"amount_once_USD": ""}, "Choose an amount or enter one."),
    ({"amount_once_USD": "1"}, "Choose an amount or enter one."),
    ({"amount_once_USD": "-500"}, "Choose an amount or enter one."),
    ({"currency": "XYZ"}, "We do not take gifts in this currency."),
    ({"currency": "JPY"}, "We do not take gifts in this currency."),
    ({"currency": ""}, "Choose a currency."),
    ({"interval": "year"}, "Choose how often you want to give."),
    ({"interval": ""}, "Choose how often you want to give."),
    ({"email": ""}, "Enter your e-mail address"),
    ({"email": "salma"}, "This is not an e-mail address."),
    ({"email": "a@b@example.org"}, "This is not an e-mail address."),
    ({"email": "salma@example.org\nBcc: all@example.org"}, "This is not an e-mail address."),
    ({"provider": "purse"}, "Choose a payment method."),
    ({"provider": ""}, "Choose a payment method."),
    ({"campaign": "nobody"}, "This campaign is unknown or has ended."),
    ({"campaign": "\x00"}, "Null characters are not allowed."),
    ({"story": "999999"}, "The story that you came from is no longer there."),
    ({"story": "1; DROP TABLE"}, "The story that you came from is no longer there."),
    ({"story": "٣"}, "The story that you came from is no longer there."),
    ({"story": "9" * 30}, "The story that you came from is no longer there."),
    ({"slot": "nowhere"}, "The link that brought you here is not one of ours."),
    ({"nonce": ""}, "This form has expired."),
    ({"nonce": "forged:1:x"}, "This form has expired."),
]


@pytest.mark.parametrize(("wrong", "says"), BAD, ids=lambda value: str(value)[:40])
def test_bad_form_is_refused_in_words_and_keeps_what_was_typed(client, campaign, wrong, says):
    response = send(client, **{"name": "سلمى", "is_anonymous": "on"} | wrong)

    page = response.content.decode()
    assert response.status_code == 400
    assert says in page
    assert 'role="alert"' in page
    assert 'value="سلمى"' in page
    assert 'id="id_is_anonymous" checked' in page
    if "email" not in wrong:
        assert 'value="salma@example.org"' in page
    assert (Donation.objects.count(), Donor.objects.count(), OutboxEmail.objects.count()) == (0, 0, 0)


def test_error_is_tied_to_its_field(client, campaign):
    page = send(client, email="salma").content.decode()

    assert '<a href="#id_email">This is not an e-mail address.' in page
    assert '<p class="error" id="email-error">' in page
    assert 'aria-invalid="true" aria-describedby="email-error email-note"' in page


def test_refused_story_is_left_out_so_that_the_form_passes_next_time(client, campaign):
    page = send(client, story="999999", slot="article").content.decode()

    assert '<input type="hidden" name="story" value="">' in page
    assert '<input type="hidden" name="slot" value="article">' in page


def test_draft_story_is_as_unknown_as_none(client, campaign):
    draft = factories.make_article(live="", title_en="Secret headline")

    shown = client.get(f"/en/support/?story={draft.pk}").content.decode()
    sent = send(client, story=str(draft.pk))

    assert "Secret headline" not in shown
    assert sent.status_code == 400
    assert "Secret headline" not in sent.content.decode()


def test_form_older_than_a_day_is_refused_and_renewed(client, campaign):
    with time_machine.travel(timezone.now() - nonces.LIFETIME * 1.1):
        old = nonces.new()

    response = send(client, nonce=old)

    page = response.content.decode()
    assert response.status_code == 400
    assert f'name="nonce" value="{old}"' not in page
    assert Donation.objects.count() == 0


def test_form_sent_twice_is_one_gift(client, campaign):
    nonce = nonces.new()

    first, second = send(client, nonce=nonce), send(client, nonce=nonce)

    assert first["Location"] == second["Location"]
    assert Donation.objects.count() == 1


def test_form_sent_again_after_paying_leads_to_the_thanks(client, campaign):
    nonce = nonces.new()
    send(client, nonce=nonce)
    gift = Donation.objects.get()
    ledger.apply(gifts.paid(gift))

    again = send(client, nonce=nonce)

    assert again["Location"] == f"/en/support/thanks/{gift.uuid}/"
    assert (Donation.objects.count(), LedgerEntry.objects.count()) == (1, 1)


def test_form_changed_and_sent_again_is_another_gift(client, campaign):
    nonce = nonces.new()

    send(client, nonce=nonce, other_amount="5")
    send(client, nonce=nonce, other_amount="9")

    assert sorted(Donation.objects.values_list("amount_minor", flat=True)) == [500, 900]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Salma\r\nBcc: all@example.org", "Salma Bcc: all@example.org"),
        ("\u202eamlaS\u2069", "amlaS"),
        ("Sal\x1b\x07ma  Nour", "Sal ma Nour"),
        ("سلمى\u200cنور", "سلمى\u200cنور"),
    ],
)
def test_name_is_one_line_that_turns_nothing_around_it(client, campaign, typed, kept):
    send(client, name=typed)

    assert Donation.objects.get().donor_name == kept


@pytest.mark.django_db(transaction=True)
def test_double_click_is_one_gift():
    gifts.make_campaign()
    nonce, barrier, answers = nonces.new(), Barrier(4), []

    def click() -> None:
        barrier.wait()
        answers.append(send(Client(), nonce=nonce, interval="month")["Location"])
        connection.close()

    threads = [Thread(target=click) for _click in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 4
    assert len(set(answers)) == 1
    assert (Donation.objects.count(), Pledge.objects.count(), Donor.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_form_sent_from_another_site_is_refused(client, campaign, headers):
    response = send(client, headers=headers)

    assert response.status_code == 403
    assert Donation.objects.count() == 0


def test_form_sent_from_our_own_page_needs_no_cookie(campaign):
    client = Client(enforce_csrf_checks=True)

    response = send(client, headers={"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"})

    assert response.status_code == 302


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("interval=month&currency=EUR&amount=3", 'value="300" id="month-2-300" checked'),
        (
            "interval=once&amount=7",
            'name="other_amount" id="id_other_amount" inputmode="decimal" autocomplete="off" ',
        ),
        ("interval=year", 'id="interval-month" checked'),
        ("currency=XYZ", 'id="currency-1" checked'),
        ("slot=article", 'name="slot" value="article"'),
        ("slot=nowhere", 'name="slot" value=""'),
        ("story=999999", 'name="story" value=""'),
        ("campaign=nobody", 'name="campaign" value=""'),
        ("campaign=%00&story=%00&amount=%00&currency=%00", 'name="campaign" value=""'),
    ],
)
def test_link_fills_in_what_is_right_and_drops_the_rest(client, campaign, query, expected):
    response = client.get(f"/en/support/?{query}")

    assert response.status_code == 200
    assert expected in response.content.decode()


def test_amount_of_a_link_that_is_no_preset_stands_in_the_field(client, campaign):
    page = client.get("/en/support/?amount=7&interval=once").content.decode()

    assert 'value="7"' in page


def test_page_names_the_story_one_came_from(client, campaign):
    story = factories.make_article(live="ar", title_ar="قصة الجسر")

    page = client.get(f"/en/support/?story={story.pk}").content.decode()

    assert f'<a href="{story.address("ar")}" lang="ar"><bdi>قصة الجسر</bdi></a>' in page


def test_campaign_that_has_ended_asks_no_more(client, campaign):
    campaign.ends_at = timezone.now()
    campaign.save()

    response = send(client)

    assert "We are not taking gifts at this moment." in response.content.decode()
    assert Donation.objects.count() == 0


def test_bank_transfer_leads_to_the_instructions_and_one_mail(client, campaign):
    nonce = nonces.new()

    first = send(client, provider="banktransfer", nonce=nonce)
    second = send(client, provider="banktransfer", nonce=nonce)

    gift = Donation.objects.get()
    assert first["Location"] == second["Location"] == f"/en/support/thanks/{gift.uuid}/"
    assert gift.status == "pending"
    assert gift.reference_code.startswith("GIFT-")
    assert OutboxEmail.objects.get().dedupe_key == f"transfer:{gift.uuid}"
