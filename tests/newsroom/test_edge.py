"""What shared caches may keep, and how a key is thrown out."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.error import HTTPError

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django_ox.models import OxTask
from django_ox.testing import run_tasks

from newsroom import edge


class Varnish(BaseHTTPRequestHandler):
    """A cache that notes what it is asked to drop."""

    asked: list[str]
    status = 200

    def do_PURGE(self) -> None:
        self.asked.append(self.headers["xkey-softpurge"] or f"gone: {self.headers['xkey-purge']}")
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def varnish(settings) -> Iterator[type[Varnish]]:
    handler = type("Asked", (Varnish,), {"asked": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EDGE_BACKEND = "newsroom.edge.VarnishEdge"
    settings.EDGE_PURGE_URL = f"http://127.0.0.1:{server.server_port}/"
    yield handler
    server.shutdown()
    server.server_close()


def test_page_is_kept_under_each_key_once():
    response = edge.public(HttpResponse(), keys=["home-en", "article-1", "home-en"])

    assert response["Surrogate-Key"] == "home-en article-1"
    assert set(response["Cache-Control"].split(", ")) == {
        "public",
        "max-age=60",
        "s-maxage=3600",
        "stale-while-revalidate=60",
        "stale-if-error=86400",
    }


@pytest.mark.parametrize(("seconds", "kept"), [(7200, 3600), (90, 90), (0, 0), (-5, 0)])
def test_page_is_kept_no_longer_than_until_its_next_story(seconds, kept):
    with time_machine.travel("2026-03-01T09:00:00Z", tick=False):
        response = edge.public(HttpResponse(), keys=["home-en"], until=timezone.now() + timedelta(seconds=seconds))

    assert f"s-maxage={kept}" in response["Cache-Control"].split(", ")
    assert f"max-age={min(60, kept)}" in response["Cache-Control"].split(", ")


@pytest.mark.django_db(transaction=True)
def test_purge_goes_with_the_transaction_it_belongs_to():
    with transaction.atomic():
        edge.purge(["article-1"])
        transaction.set_rollback(True)

    assert not OxTask.objects.exists()


@pytest.mark.django_db
def test_purge_of_many_keys_is_sent_in_parts():
    edge.purge(f"article-{number}" for number in range(edge.KEYS_PER_CALL + 1))

    parts = sorted(len(task.kwargs["keys"]) for task in OxTask.objects.all())
    assert parts == [1, 1, edge.KEYS_PER_CALL, edge.KEYS_PER_CALL]


@pytest.mark.django_db
def test_page_drawn_before_the_edit_and_stored_after_the_purge_is_dropped_by_the_second(varnish):
    with time_machine.travel("2026-03-01T09:00:00Z", tick=False) as clock:
        edge.purge(["article-1"])
        run_tasks(queues=["edge"], raise_failures=True)
        at_once = list(varnish.asked)
        clock.shift(edge.SLOWEST_PAGE - timedelta(seconds=1))
        run_tasks(queues=["edge"], raise_failures=True)
        meanwhile = list(varnish.asked)
        clock.shift(timedelta(seconds=2))
        run_tasks(queues=["edge"], raise_failures=True)

    assert at_once == meanwhile == ["article-1"]
    assert varnish.asked == ["article-1", "article-1"]


def test_varnish_is_asked_for_all_keys_at_once(varnish):
    edge.purge_at_edge.func(keys=["article-1", "home-en"])

    assert varnish.asked == ["article-1 home-en"]


@pytest.mark.django_db
def test_what_is_gone_is_not_served_once_more(varnish):
    edge.purge(["article-1"], is_gone=True)

    with time_machine.travel(timezone.now() + 2 * edge.SLOWEST_PAGE):
        run_tasks(queues=["edge"], raise_failures=True)

    assert varnish.asked == ["gone: article-1", "gone: article-1"]


def test_varnish_that_does_not_confirm_is_an_error_for_the_queue_to_repeat(varnish):
    varnish.status = 503

    with pytest.raises(HTTPError):
        edge.purge_at_edge.func(keys=["article-1"])


def test_purge_never_opens_anything_but_a_web_address(settings):
    settings.EDGE_PURGE_URL = "file:///etc/passwd"

    with pytest.raises(ImproperlyConfigured):
        edge.VarnishEdge().purge(["article-1"])
