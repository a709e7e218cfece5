"""The support box under a story: the editor's words, no extra query, no word to any provider."""

import socket
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_ox.models import OxTask
from django_ox.testing import run_tasks

from donations import campaigns
from tests import factories
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cold_cache():
    cache.clear()
    yield
    cache.clear()


def page_of(client, story, language="en"):
    return client.get(story.address(language)).content.decode()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_box_holds_the_campaigns_lines_price_and_button(client, language):
    campaign = gifts.make_campaign()
    story = factories.make_article()

    page = page_of(client, story, language)

    for line in campaign.words("appeal", language).splitlines():
        assert f"<p>{line}</p>" in page
    assert f'<p class="price">{campaign.words("price_line", language)}</p>' in page
    address = f"/{language}/support/?story={story.pk}&amp;slot=article"
    assert f'<a class="button" href="{address}">{campaign.words("button", language)}</a>' in page


def test_link_of_the_box_is_understood_by_the_form(client):
    gifts.make_campaign()
    story = factories.make_article()
    query = parse_qs(urlsplit(f"{story.pk}?story={story.pk}&slot=article").query)

    page = client.get("/en/support/", {name: values[0] for name, values in query.items()}).content.decode()

    assert f'<input type="hidden" name="story" value="{story.pk}">' in page
    assert '<input type="hidden" name="slot" value="article">' in page
    assert story.title_en in page


def test_box_is_absent_without_a_campaign_or_its_words(client):
    story = factories.make_article()

    without = page_of(client, story)
    gifts.make_campaign(button_en="")
    campaigns.forget()
    wordless = page_of(client, story)

    assert '<aside class="support"' not in without
    assert '<aside class="support"' not in wordless
    assert '<aside class="support"' in page_of(client, story, "ar")


def test_box_costs_no_query_while_the_cache_is_warm(client, django_assert_num_queries):
    gifts.make_campaign()
    campaigns.box("en")

    with django_assert_num_queries(0):
        box = campaigns.box("en")

    assert box.button == "Click here to support"


def test_missing_campaign_is_remembered_too(django_assert_num_queries):
    campaigns.box("en")

    with django_assert_num_queries(0):
        assert campaigns.box("en") is None


def test_changed_campaign_reaches_readers_after_commit(django_capture_on_commit_callbacks):
    campaign = gifts.make_campaign()
    campaigns.box("en")
    campaign.button_en = "Give now"

    with django_capture_on_commit_callbacks(execute=True):
        campaign.save()
        campaigns.changed()
        before = campaigns.box("en").button

    assert (before, campaigns.box("en").button) == ("Click here to support", "Give now")
    assert [result.kwargs for result in run_tasks(queues=["edge"])] == [{"keys": ["support"], "is_gone": False}]


def test_story_page_is_dropped_with_the_box(client):
    gifts.make_campaign()

    response = client.get(factories.make_article().address("en"))

    assert "support" in response["Surrogate-Key"].split()


def test_words_of_the_box_cannot_write_html(client):
    gifts.make_campaign(appeal_en="<script>alert(1)</script>")

    page = page_of(client, factories.make_article())

    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in page


def test_story_is_shown_without_a_word_to_anybody(client, monkeypatch, settings):
    gifts.make_campaign()
    story = factories.make_article()
    settings.DONATION_PROVIDERS = []

    def refuse(*_args):
        raise AssertionError("the page opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)

    response = client.get(story.address("en"))

    assert response.status_code == 200


def test_box_goes_by_itself_when_the_campaign_ends():
    now = timezone.now()
    gifts.make_campaign(starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))

    campaigns.changed()

    purges = OxTask.objects.filter(queue_name="edge", run_after__gt=now + timedelta(hours=1))
    late = timedelta(days=1, seconds=campaigns.KEPT_SECONDS)
    assert [(task.kwargs["keys"], task.run_after) for task in purges] == [(["support"], now + late)]
