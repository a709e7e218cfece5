"""The edge: what shared caches may keep, under which keys, and how a key is thrown out.

A reader page says `Cache-Control` (shared caches keep it, serve it stale while they fetch a new one and for a day
when we are down) and `Surrogate-Key`: one key for each list it is and each story, photo and person on it. An edit
names the keys it touched; `purge` stores them with the edit, in its transaction, and the task queue repeats the call
until the cache confirms. It calls twice: a page that was being drawn when the edit was committed may reach the cache
after the first call, and the second finds it there. A purge lets the old page be served once more, and for a day when
we are down; one that `is_gone` does not, for what was taken back may be gone for somebody's safety. This module knows
no app: keys are plain words such as "article-12" or "section-3-ar".
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.tasks import task
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.module_loading import import_string

BROWSER_SECONDS = 60
SHARED_SECONDS = 3600
STALE_WHILE_FETCHING_SECONDS = 60
STALE_WHEN_DOWN_SECONDS = 86_400
KEYS_PER_CALL = 100
SLOWEST_PAGE = timedelta(seconds=30)  # gunicorn and Varnish both give up a page that takes longer to be drawn


def public(
    response: HttpResponse,
    *,
    keys: Iterable[str],
    until: datetime | None = None,
    seconds: int = SHARED_SECONDS,
) -> HttpResponse:
    """Let shared caches keep this page under its keys, never past `until` (the next publication in it)."""
    if until is not None:
        seconds = max(0, min(seconds, int((until - timezone.now()).total_seconds())))
    patch_cache_control(
        response,
        public=True,
        max_age=min(BROWSER_SECONDS, seconds),
        s_maxage=seconds,
        stale_while_revalidate=min(STALE_WHILE_FETCHING_SECONDS, seconds),
        stale_if_error=STALE_WHEN_DOWN_SECONDS,
    )
    response["Surrogate-Key"] = " ".join(dict.fromkeys(keys))
    return response


def purge(keys: Iterable[str], *, is_gone: bool = False) -> None:
    """Throw these keys out of the shared caches once the running transaction commits, and again after a while.

    `is_gone` says that nobody may see the old pages once more, not even while the newsroom is down.
    """
    wanted = sorted(set(keys))
    again = purge_at_edge.using(run_after=timezone.now() + SLOWEST_PAGE)
    for start in range(0, len(wanted), KEYS_PER_CALL):
        part = wanted[start : start + KEYS_PER_CALL]
        purge_at_edge.enqueue(keys=part, is_gone=is_gone)
        again.enqueue(keys=part, is_gone=is_gone)


@task(queue_name="edge")
def purge_at_edge(keys: list[str], is_gone: bool = False) -> None:
    """Tell the cache; an error is retried by the queue with growing pauses."""
    backend: Edge = import_string(settings.EDGE_BACKEND)()
    backend.purge(keys, is_gone=is_gone)


class Edge(Protocol):
    """A shared cache that can drop pages by key."""

    def purge(self, keys: list[str], *, is_gone: bool = False) -> None:
        """Drop every page under these keys, or raise; without `is_gone` it may be served once more."""


class DummyEdge:
    """No cache in front: nothing to drop."""

    def purge(self, keys: list[str], *, is_gone: bool = False) -> None:
        """Do nothing."""


class VarnishEdge:
    """Varnish with the xkey module: one PURGE with the keys; pages turn stale, or go where they must."""

    def purge(self, keys: list[str], *, is_gone: bool = False) -> None:
        """Ask Varnish at EDGE_PURGE_URL; raise urllib.error.URLError when it does not confirm."""
        if not settings.EDGE_PURGE_URL.startswith(("http://", "https://")):
            raise ImproperlyConfigured("EDGE_PURGE_URL must be the http(s) address of the cache.")
        request = Request(  # noqa: S310 - the scheme is checked above
            settings.EDGE_PURGE_URL,
            method="PURGE",
            headers={"xkey-purge" if is_gone else "xkey-softpurge": " ".join(keys)},
        )
        with urlopen(request, timeout=10):  # noqa: S310
            return
