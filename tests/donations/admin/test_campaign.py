"""Campaigns on the desk: an editor writes both languages and types amounts as money."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from donations import campaigns, ledger
from donations.models import Ask, Campaign
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db

WORDS = {
    "title_ar": "ادعمونا",
    "title_en": "Support us",
    "appeal_ar": "سطر أول\nسطر ثان",
    "appeal_en": "First line\nSecond line",
    "price_line_ar": "دولار في الشهر",
    "price_line_en": "$1 a month",
    "button_ar": "ادعموا",
    "button_en": "Give",
    "page_text_ar": "",
    "page_text_en": "",
    "thanks_text_ar": "",
    "thanks_text_en": "",
}


@pytest.fixture
def editor(client):
    cache.clear()
    client.force_login(gifts.make_staff("editor"))
    return client


def fill(**values):
    return {
        "slug": "spring",
        "is_default": "on",
        "default_interval": "month",
        "starts_at_0": "",
        "starts_at_1": "",
        "ends_at_0": "",
        "ends_at_1": "",
        "asks-TOTAL_FORMS": "1",
        "asks-INITIAL_FORMS": "0",
        "asks-0-currency": "USD",
        "asks-0-once_typed": "5; 10; 25.50",
        "asks-0-month_typed": "١؛ ٣",
        "asks-0-least_typed": "1",
        "asks-0-position": "0",
        **WORDS,
        **values,
    }


def test_editor_makes_a_campaign_and_readers_see_it(editor, django_capture_on_commit_callbacks):
    assert campaigns.box("en") is None

    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(reverse("admin:donations_campaign_add"), fill())

    ask = Ask.objects.get()
    assert response.status_code == 302
    assert (ask.once, ask.month, ask.least_minor) == ([500, 1000, 2550], [100, 300], 100)
    assert campaigns.box("en").lines == ["First line", "Second line"]
    assert campaigns.box("ar").button == "ادعموا"
    assert AuditEntry.objects.get(act="campaign").details == {"change": "added"}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"asks-0-once_typed": "five"}, "Enter the amount in digits"),
        ({"asks-0-once_typed": "0"}, "The amount must be more than zero."),
        ({"asks-0-month_typed": "0.50"}, "The smallest gift is"),
        ({"asks-0-least_typed": "0"}, "The amount must be more than zero."),
        ({"asks-0-currency": "JPY", "asks-0-once_typed": "5.5"}, "has no decimals"),
        ({"asks-0-currency": "XYZ"}, "Select a valid choice."),
        ({"slug": "two words"}, "Enter a valid"),
    ],
)
def test_campaign_with_unclear_amounts_is_not_saved(editor, wrong, says):
    response = editor.post(reverse("admin:donations_campaign_add"), fill(**wrong))

    assert response.status_code == 200
    assert says in response.content.decode()
    assert Campaign.objects.count() == 0


def test_second_own_campaign_is_refused_in_words(editor):
    gifts.make_campaign()

    response = editor.post(reverse("admin:donations_campaign_add"), fill())

    assert "change that one first" in response.content.decode()
    assert Campaign.objects.count() == 1


def test_form_shows_amounts_as_money_and_fields_in_their_language(editor):
    campaign = gifts.make_campaign()

    page = editor.get(reverse("admin:donations_campaign_change", args=[campaign.pk])).content.decode()

    assert 'value="5.00; 10.00; 25.00"' in page
    assert 'name="appeal_ar" cols="40" rows="4"' in page
    assert page.count('dir="rtl"') >= 6


def test_finance_looks_at_campaigns_and_changes_none(client):
    campaign = gifts.make_campaign()
    client.force_login(gifts.make_treasurer())
    address = reverse("admin:donations_campaign_change", args=[campaign.pk])

    answers = [client.get(address).status_code, client.post(address, fill()).status_code]

    campaign.refresh_from_db()
    assert answers == [200, 403]
    assert campaign.slug == "paper"


def test_finance_sees_the_amounts_asked_for(client):
    campaign = gifts.make_campaign()
    client.force_login(gifts.make_treasurer())

    page = client.get(reverse("admin:donations_campaign_change", args=[campaign.pk])).content.decode()

    assert " · ".join(f"\u2066{amount} USD\u2069" for amount in ("5.00", "10.00", "25.00")) in page
    assert ">None<" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_what_came_of_each_goal_in_one_question(editor, django_assert_max_num_queries, count):
    for number in range(count):
        campaign = gifts.make_campaign(
            slug=f"well-{number}", is_default=False, goal_minor=100_000, goal_currency="EUR"
        )
        ledger.apply(gifts.paid(gifts.make_gift(campaign=campaign, currency="EUR", amount_minor=1234)))
        ledger.apply(gifts.paid(gifts.make_gift(campaign=campaign)))

    with django_assert_max_num_queries(7):
        page = editor.get(reverse("admin:donations_campaign_changelist")).content.decode()

    assert page.count("12.34 EUR") == count
    assert page.count("1,000.00 EUR") == count
