"""The report: true sums, each currency by itself, the same few queries however long the ledger."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from donations import by_hand, ledger, reports
from donations.facts import FactKind
from donations.housekeeping import forgetting
from donations.models import Donation
from tests import factories
from tests.donations import gifts
from tests.donations.test_by_hand import entry

pytestmark = pytest.mark.django_db


def give(amount_minor=500, currency="USD", **values):
    gift = gifts.make_gift(amount_minor=amount_minor, currency=currency, **values)
    ledger.apply(gifts.paid(gift))
    return gift


def from_story(story):
    return {"article": story, "story_number": story.pk, "story_title": story.title_en, "story_path": "/en/x/"}


def table(title, year=None):
    [found] = [each for each in reports.tables(year) if each.title == title]
    return [(line.label, line.gifts, *line.sums) for line in found.lines]


def test_money_stands_under_its_story_in_its_currency():
    well = factories.make_article(title_en="The well")
    give(500, **from_story(well))
    give(300, **from_story(well))
    give(1000, "EUR", **from_story(well))
    give(100)

    assert table("By story") == [("The well", 3, "€10.00", "$8.00"), ("No story", 1, "", "$1.00")]


def test_refund_is_taken_off_and_unpaid_gifts_do_not_count():
    gift = give(500)
    ledger.apply(gifts.paid(gift, kind=FactKind.REFUNDED, transaction_id="back", amount_minor=200))
    gifts.make_gift()

    assert table("By story") == [("No story", 1, "$3.00")]


def test_deleted_story_keeps_its_money_and_its_headline():
    story = factories.make_article(title_en="The old market")
    give(500, **from_story(story))

    story.delete()

    assert table("By story") == [("The old market (deleted)", 1, "$5.00")]


def test_story_with_a_new_headline_is_one_line():
    story = factories.make_article(title_en="First headline")
    give(500, **from_story(story))
    story.title_en = "Second headline"
    story.save()
    give(500, **from_story(story))

    assert table("By story") == [("Second headline", 2, "$10.00")]


def test_money_by_language_campaign_place_and_month():
    give(500, language="ar", slot="article")
    give(300, language="en")

    assert table("By language") == [("Arabic", 1, "$5.00"), ("English", 1, "$3.00")]
    assert table("By campaign") == [("Support the paper", 2, "$8.00")]
    assert table("By place of the link") == [("Direct", 1, "$3.00"), ("Under a story", 1, "$5.00")]
    assert table("By month") == [("March 2026", 2, "$8.00")]


def test_year_keeps_that_year_only():
    give(500)
    late = gifts.make_gift()
    ledger.apply(gifts.paid(late, occurred_at=gifts.NOON.replace(year=2025)))

    assert reports.years() == [2026, 2025]
    assert table("By month", 2025) == [("March 2025", 1, "$5.00")]


def test_story_tells_what_it_brought_in_each_language(django_assert_num_queries):
    well = factories.make_article(title_en="The well")
    give(500, language="ar", **from_story(well))
    give(300, language="en", **from_story(well))
    refunded = give(700, language="en", **from_story(well))
    ledger.apply(gifts.paid(refunded, kind=FactKind.REFUNDED, transaction_id="back", amount_minor=700))
    give(1000)

    with django_assert_num_queries(1):
        found = reports.of_story(well)

    assert [(line.label, line.gifts, line.sum) for line in found] == [("Arabic", 1, "$5.00"), ("English", 2, "$3.00")]


def test_forms_are_counted_with_what_became_of_them():
    well = factories.make_article(title_en="The well")
    give(500, form_key=uuid4(), **from_story(well))
    for _form in range(2):
        gifts.make_gift(form_key=uuid4(), **from_story(well))
    give(300, **from_story(well))
    gifts.make_gift(form_key=uuid4(), slot="footer")

    [by_story, _campaigns, by_place, *_others] = reports.tables(None)

    assert [(line.label, line.gifts, line.forms, line.percent) for line in by_story.lines] == [
        ("The well", 2, 3, 33),
        ("No story", 0, 1, 0),
    ]
    assert [(line.label, line.forms, line.percent) for line in by_place.lines] == [
        ("Direct", 3, 33),
        ("Bottom of the site", 1, 0),
    ]


def test_forms_stay_counted_once_they_were_emptied_and_entries_by_hand_are_none():
    give(500, form_key=uuid4(), slot="footer")
    gifts.make_gift(form_key=uuid4(), slot="footer", status="expired")
    by_hand.enter(entry(), by=gifts.make_treasurer())
    before = told_of_slots()

    forgetting.attempts(timezone.now() + timedelta(days=settings.KEEP_DAYS["attempts"] + 1))

    assert Donation.objects.filter(form_key=None).count() == 1  # what never came was emptied
    assert before == told_of_slots() == [("Bottom of the site", 2, 50), ("Direct", 0, None)]


def told_of_slots():
    table = next(table for table in reports.tables(None) if table.title == "By place of the link")
    return sorted((line.label, line.forms, line.percent) for line in table.lines)


@pytest.mark.parametrize("count", [1, 3])
def test_report_asks_the_same_queries_for_one_gift_and_for_three(django_assert_num_queries, count):
    for _gift in range(count):
        give(500, **from_story(factories.make_article()))

    with django_assert_num_queries(12):
        reports.tables(None)
