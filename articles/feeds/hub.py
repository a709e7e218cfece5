"""WebSub: telling a hub which feeds have changed, so that those who wait for news need not ask all day.

Nothing is told unless WEBSUB_HUB names a hub. The call is stored with the act, in its transaction, and the task queue
repeats it until the hub takes it. The hub then fetches the feed, so it is told only when no cache of ours can serve
the old one any more: after the second purge, and after the time in which a stale page may be served once more.
"""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone

from articles.feeds.channels import Channel, Subject
from articles.models import Article, Contributor, Topic
from newsroom import edge

UNTIL_CACHES_KNOW = edge.SLOWEST_PAGE + timedelta(seconds=edge.STALE_WHILE_FETCHING_SECONDS + 5)


def hubs() -> list[str]:
    """List the hubs that our feeds name: one, or none."""
    return [settings.WEBSUB_HUB] if settings.WEBSUB_HUB else []


def announce(story: Article, *, language: str) -> None:
    """Have the hub told of one language of a story once the running transaction commits and readers can see it."""
    moment = story.published_at(language)
    if not hubs() or moment is None:
        return
    later = max(moment, timezone.now()) + UNTIL_CACHES_KNOW
    tell_hub.using(run_after=later).enqueue(story=story.pk, language=language)


@task(queue_name="edge")
def tell_hub(story: int, language: str) -> None:
    """Name the feeds that a live story stands in to the hub; an error is retried by the queue with growing pauses."""
    found = Article.objects.live(language).select_related("section").filter(pk=story).first()
    if found is None or not hubs():
        return
    addresses = [address for channel in _channels_of(found, language) for address in channel.addresses()]
    _post([("hub.mode", "publish"), *(("hub.url", address) for address in addresses)])


def _channels_of(story: Article, language: str) -> Iterable[Channel]:
    people: QuerySet[Contributor] = Contributor.objects.named(language).filter(bylines__article=story).distinct()
    topics: QuerySet[Topic] = Topic.objects.named(language).filter(articles=story)
    parts: list[Subject] = [story.section, *topics, *people]
    return [Channel(language), *(Channel(language, about) for about in parts)]


def _post(form: list[tuple[str, str]]) -> None:
    """Send a form to the hub; raise urllib.error.URLError when it does not take it."""
    if not settings.WEBSUB_HUB.startswith(("http://", "https://")):
        raise ImproperlyConfigured("WEBSUB_HUB must be the http(s) address of a hub.")
    request = Request(settings.WEBSUB_HUB, data=urlencode(form).encode())  # noqa: S310 - the scheme is checked above
    with urlopen(request, timeout=10):  # noqa: S310
        return
