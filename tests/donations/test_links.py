"""Ways of giving elsewhere: shown where they belong, followed only to stored addresses, counted without a trace."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from donations import links, pauses
from donations.models import LinkClicks, LinkWay
from tests.donations import gifts

pytestmark = pytest.mark.django_db

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
GO = "/en/support/elsewhere/Ko-fi/"


@pytest.fixture
def campaign():
    return gifts.make_campaign()


def make_way(**values):
    words = {"name_ar": "كوفي", "name_en": "Ko-fi", "note_ar": "بلا حساب", "note_en": "No account needed"}
    return LinkWay.objects.create(**{"code": "Ko-fi", "address": "https://ko-fi.example/river"} | words | values)


def clicks():
    return list(LinkClicks.objects.values_list("campaign__slug", "language", "day", "clicks"))


def test_support_page_names_the_host_and_leaves_without_a_trace(client, campaign):
    make_way()

    page = client.get("/en/support/").content.decode()

    assert (
        f'<a href="{GO}" rel="noopener noreferrer nofollow external" referrerpolicy="no-referrer">'
        '<b><bdi>Ko-fi</bdi></b> <bdi class="host" dir="ltr">ko-fi.example</bdi></a>'
    ) in page
    assert "No account needed" in page
    assert "https://ko-fi.example" not in page


def test_way_is_shown_on_its_campaigns_and_languages_alone(client, campaign):
    other = gifts.make_campaign(slug="winter", is_default=False)
    make_way(on_ar=False).campaigns.set([other])

    shown = {
        path: "ko-fi.example" in client.get(path).content.decode()
        for path in ("/en/support/", "/en/support/?campaign=winter", "/ar/support/?campaign=winter")
    }

    assert shown == {
        "/en/support/": False,
        "/en/support/?campaign=winter": True,
        "/ar/support/?campaign=winter": False,
    }


@pytest.mark.parametrize("values", [{"is_on": False}, {"on_en": False}])
def test_way_that_is_off_leads_nowhere(client, campaign, values):
    make_way(**values)

    assert "ko-fi.example" not in client.get("/en/support/").content.decode()
    assert client.get(GO, headers=BROWSER).status_code == 404
    assert clicks() == []


def test_paused_way_is_not_shown_and_leads_back(client, campaign):
    make_way()
    pauses.pause("Ko-fi", by=None, reason="Their site was broken into")

    response = client.get(GO, headers=BROWSER)

    assert "ko-fi.example" not in client.get("/en/support/").content.decode()
    assert response["Location"] == "/en/support/"
    assert clicks() == []


def test_click_is_counted_by_day_campaign_and_language_and_leaves_nothing_else(client, campaign):
    make_way()
    gifts.make_campaign(slug="winter", is_default=False)
    today = timezone.localdate()

    answers = [client.get(path, headers=BROWSER) for path in (GO, GO, GO + "?campaign=winter", GO + "?campaign=%00")]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "https://ko-fi.example/river")}
    assert answers[0]["Referrer-Policy"] == "no-referrer"
    assert answers[0]["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answers[0]["Cache-Control"]
    assert answers[0].cookies == {}
    assert sorted(clicks()) == [("paper", "en", today, 3), ("winter", "en", today, 1)]
    assert {field.name for field in LinkClicks._meta.get_fields()} == {
        *("id", "way", "campaign", "language", "day", "clicks")
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Googlebot/2.1"},
        {"User-Agent": ""},
        BROWSER | {"Sec-Purpose": "prefetch;prerender"},
        BROWSER | {"Purpose": "prefetch"},
    ],
)
def test_robots_and_browsers_fetching_ahead_are_not_counted(client, campaign, headers):
    make_way()

    assert client.get(GO, headers=headers).status_code == 302
    assert client.head(GO, headers=BROWSER).status_code == 302
    assert clicks() == []


def test_robots_are_asked_to_stay_away(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /en/support/elsewhere/" in text
    assert "Disallow: /ar/support/elsewhere/" in text


@pytest.mark.parametrize("tail", ["?to=https://evil.example", "?url=//evil.example&next=//evil.example"])
def test_nobody_is_led_to_an_address_out_of_the_request(client, campaign, tail):
    make_way()

    assert client.get(GO + tail, headers=BROWSER)["Location"] == "https://ko-fi.example/river"
    assert client.get("/en/support/elsewhere/https:evil.example/", headers=BROWSER).status_code == 404


def test_flood_is_led_on_and_not_counted(client, campaign, monkeypatch):
    make_way()
    monkeypatch.setattr(links, "MOST_A_MINUTE", 3)

    answers = {client.get(GO, headers=BROWSER).status_code for _ in range(6)}

    assert answers == {302}
    assert clicks() == [("paper", "en", timezone.localdate(), 3)]


@pytest.mark.django_db(transaction=True)
def test_click_waits_for_no_lock(client):
    campaign = gifts.make_campaign()
    way = make_way()
    links.count(way, campaign, "en")
    told = []

    def click():
        told.append(links.count(way, campaign, "en"))
        connection.close()

    with transaction.atomic():
        LinkClicks.objects.select_for_update().get()
        thread = Thread(target=click)
        thread.start()
        thread.join(timeout=5)

    assert told == [False]
    assert LinkClicks.objects.get().clicks == 1


def test_count_of_another_day_is_another_row(campaign):
    way = make_way()
    LinkClicks.objects.create(
        way=way, campaign=campaign, language="en", day=timezone.localdate() - timedelta(days=1), clicks=7
    )

    links.count(way, campaign, "en")

    assert sorted(LinkClicks.objects.values_list("clicks", flat=True)) == [1, 7]


def test_ways_elsewhere_cost_the_page_the_same_however_many(client, campaign, django_assert_num_queries):
    make_way()
    client.get("/en/support/")
    with django_assert_num_queries(6):
        client.get("/en/support/")
    make_way(code="Patreon")
    make_way(code="Liberapay")

    with django_assert_num_queries(6):
        client.get("/en/support/")
