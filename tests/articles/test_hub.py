"""WebSub: the hub learns of new stories after readers can have them, and of nothing else."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.error import HTTPError
from urllib.parse import parse_qs

import feedparser
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django_ox.models import OxTask

from articles import corrections, publishing
from articles.feeds import hub
from articles.models import CorrectionKind
from tests import factories

pytestmark = pytest.mark.django_db


class Hub(BaseHTTPRequestHandler):
    """A hub that notes what it is told."""

    told: list[dict[str, list[str]]]
    status = 204

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.told.append(parse_qs(form))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def a_hub(settings) -> Iterator[type[Hub]]:
    handler = type("Told", (Hub,), {"told": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WEBSUB_HUB = f"http://127.0.0.1:{server.server_port}/"
    settings.SITE_URL = "https://post.example"
    yield handler
    server.shutdown()
    server.server_close()


def waiting() -> list[OxTask]:
    return list(OxTask.objects.filter(task_path="articles.feeds.hub.tell_hub"))


def test_feeds_name_the_hub_and_themselves(client, settings):
    settings.WEBSUB_HUB, settings.SITE_URL = "https://hub.example/", "https://post.example"

    for kind in ("rss", "atom"):
        answer = client.get(f"/ar/{kind}.xml")
        links = feedparser.parse(answer.content).feed.links

        assert [link.href for link in links if link.rel == "hub"] == ["https://hub.example/"]
        assert [link.href for link in links if link.rel == "self"] == [f"https://post.example/ar/{kind}.xml"]
        assert (
            answer["Link"] == f'<https://hub.example/>; rel="hub", <https://post.example/ar/{kind}.xml>; rel="self"'
        )
    assert client.get("/ar/feed.json").json()["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_feeds_name_no_hub_where_there_is_none(client):
    answer = client.get("/ar/rss.xml")

    assert b'rel="hub"' not in answer.content
    assert "Link" not in answer


def test_hub_is_told_of_every_feed_that_a_published_story_stands_in(a_hub):
    story = factories.make_article(live="")
    topic, person = factories.make_topic(slug_en="bread"), factories.make_contributor(slug_en="layla")
    story.topics.add(topic)
    for role in ("author", "photographer"):
        factories.make_byline(story, contributor=person, role=role)

    publishing.publish(story, language="en", by=None)
    (task,) = waiting()
    hub.tell_hub.func(**task.kwargs)

    (told,) = a_hub.told
    assert told["hub.mode"] == ["publish"]
    assert told["hub.url"] == [
        f"https://post.example{page}{file}"
        for page in ("/en/", f"/en/section/{story.section.slug_en}/", "/en/topic/bread/", "/en/by/layla/")
        for file in ("rss.xml", "atom.xml", "feed.json")
    ]


def test_hub_waits_until_no_cache_can_serve_the_old_feed(a_hub):
    publishing.publish(factories.make_article(live=""), language="en", by=None)

    (task,) = waiting()
    assert timedelta(seconds=85) < task.run_after - timezone.now() < timedelta(seconds=100)


def test_hub_is_told_of_a_scheduled_story_when_readers_have_it(a_hub, time_machine):
    tomorrow = timezone.now() + timedelta(days=1)
    story = factories.make_article(live="")
    publishing.publish(story, language="en", by=None, at=tomorrow)
    (task,) = waiting()

    hub.tell_hub.func(**task.kwargs)
    too_early = list(a_hub.told)
    time_machine.move_to(tomorrow + timedelta(minutes=2))
    hub.tell_hub.func(**task.kwargs)

    assert task.run_after > tomorrow
    assert (too_early, len(a_hub.told)) == ([], 1)


def test_hub_is_told_of_a_correction_and_not_of_a_story_that_was_withdrawn_since(a_hub):
    story = factories.make_article()
    corrections.publish_correction(story, language="en", kind=CorrectionKind.CORRECTION, text="It was nine.", by=None)
    (task,) = waiting()
    publishing.withdraw(story, language="en", by=None, reason="Wrong.")

    hub.tell_hub.func(**task.kwargs)

    assert a_hub.told == []


def test_nobody_is_told_without_a_hub():
    publishing.publish(factories.make_article(live=""), language="en", by=None)

    assert waiting() == []


def test_hub_that_refuses_is_an_error_for_the_queue_to_repeat(a_hub):
    a_hub.status = 503
    story = factories.make_article()

    with pytest.raises(HTTPError):
        hub.tell_hub.func(story=story.pk, language="en")


def test_hub_is_never_anything_but_a_web_address(settings):
    settings.WEBSUB_HUB = "file:///etc/passwd"
    story = factories.make_article()

    with pytest.raises(ImproperlyConfigured):
        hub.tell_hub.func(story=story.pk, language="en")
