"""The feeds themselves: one view for all of them."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles.feeds import entries, hub
from articles.feeds.channels import Channel, Subject
from articles.feeds.formats import FORMATS, Atom, Json, Rss, printable
from articles.models import Article, Contributor, Section, Topic
from articles.views import frame
from newsroom.identity import absolute, name

STORIES = 20

_NAMED: dict[str, type[Section | Topic | Contributor]] = {
    "section": Section,
    "topic": Topic,
    "place": Topic,
    "by": Contributor,
}


@require_safe
def feed(request: HttpRequest, language: str, written_as: str, part: str = "", slug: str = "") -> HttpResponse:
    """Serve the newest stories of the paper or of a part of it; shared caches may keep them until the next is due."""
    channel = Channel(language, _find(part, language, slug) if part else None)
    if isinstance(channel.about, Topic) and part != channel.about.kind:
        path, keys = channel.address(written_as), [f"topic-{channel.about.pk}-{language}"]
        return frame.moved(request, path, language=language, keys=keys)
    written = _begin(channel, written_as)
    newest = channel.stories().values_list("pk", flat=True)[:STORIES]
    for entry in entries.load([*newest], language):
        written.add(entry)
    response = HttpResponse(written.writeString("utf-8"), content_type=written.content_type)
    response["Last-Modified"] = http_date(_changed_at(written).timestamp())
    if hubs := hub.hubs():
        links = [*((address, "hub") for address in hubs), (absolute(channel.address(written_as)), "self")]
        response["Link"] = ", ".join(f'<{address}>; rel="{kind}"' for address, kind in links)
    return frame.public(response, language=language, keys=["feeds"], until=Article.objects.next_publication(language))


def _find(part: str, language: str, slug: str) -> Subject:
    rows: QuerySet[Section | Topic | Contributor] = _NAMED[part].objects.named(language)
    return frame.by_slug(rows, language, slug)


def _begin(channel: Channel, written_as: str) -> Rss | Atom | Json:
    return FORMATS[written_as](
        title=printable(channel.title),
        link=absolute(channel.page),
        description=printable(channel.description),
        subtitle=printable(channel.description),
        language=channel.language,
        author_name=name(channel.language),
        feed_url=absolute(channel.address(written_as)),
        icon=absolute(static("img/logo.png")),
        hubs=hub.hubs(),
    )


def _changed_at(written: Rss | Atom | Json) -> datetime:
    """Say when the feed last changed, at the latest.

    A story that is withdrawn leaves the others' dates as they were, but no act leaves the newest save as it was.
    """
    newest = Article.objects.order_by("-saved_at", "-pk").values_list("saved_at", flat=True).first()
    dates = [written.latest_post_date(), *([newest] if newest else [])]
    return max(dates)
