"""A feed written as RSS 2.0, Atom 1.0 or JSON Feed 1.1, with what our stories have besides: text, authors, pictures.

Promise: valid whatever an editor typed, and the same bytes as long as the stories are the same.
"""

import json
import re
from datetime import UTC, datetime
from typing import Any

from django.utils import feedgenerator

from articles.feeds.entries import Entry

MEDIA = "http://search.yahoo.com/mrss/"

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(text: str) -> str:
    """Drop the characters that XML 1.0 forbids."""
    return _NOT_XML.sub("", text)


class _Lasting:
    """A feed that is the same as long as its stories are: an empty one is dated at the beginning of time."""

    def latest_post_date(self) -> datetime:
        dates = [item[key] for item in self.items for key in ("pubdate", "updateddate") if item[key]]  # type: ignore[attr-defined]
        return max(dates, default=datetime(1970, 1, 1, tzinfo=UTC))

    def add(self, entry: Entry) -> None:
        """Add one story."""
        self.add_item(  # type: ignore[attr-defined]
            title=printable(entry.title),
            link=entry.link,
            description=printable(entry.summary()),
            unique_id=entry.identity,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=[printable(category) for category in entry.categories()],
            entry=entry,
        )


class _Xml(_Lasting):
    """What RSS and Atom have in common."""

    def _add_picture(self, handler: Any, entry: Entry) -> None:
        """Name the lead picture, its credit and its caption, as Media RSS."""
        picture = entry.picture()
        if picture is None:
            return
        measures = {"width": str(picture.width), "height": str(picture.height)}
        handler.startElement(
            "media:content", {"url": picture.url, "medium": "image", "type": "image/jpeg", **measures}
        )
        handler.addQuickElement("media:credit", printable(picture.credit))
        if picture.caption:
            handler.addQuickElement("media:description", printable(picture.caption), {"type": "plain"})
        handler.endElement("media:content")


class Rss(_Xml, feedgenerator.Rss201rev2Feed):
    """RSS 2.0 with the whole text in content:encoded."""

    def rss_attributes(self) -> dict[str, str]:
        """Declare the vocabularies we use."""
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": MEDIA,
        }

    def add_root_elements(self, handler: Any) -> None:
        """Add the hub and the paper's sign."""
        super().add_root_elements(handler)
        for hub in self.feed["hubs"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})
        handler.startElement("image", {})
        for name, text in (("url", "icon"), ("title", "title"), ("link", "link")):
            handler.addQuickElement(name, self.feed[text])
        handler.endElement("image")

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add authors, the update, the whole text and the picture."""
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for author in entry.authors():
            handler.addQuickElement("dc:creator", printable(author.name))
        if item["updateddate"]:
            handler.addQuickElement("atom:updated", feedgenerator.rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", printable(entry.content()))
        if picture := entry.picture():
            # The length is unknown without opening the file, for which the rule is to say 0.
            handler.addQuickElement("enclosure", "", {"url": picture.url, "length": "0", "type": "image/jpeg"})
        self._add_picture(handler, entry)


class Atom(_Xml, feedgenerator.Atom1Feed):
    """Atom 1.0 with the whole text in content."""

    def root_attributes(self) -> dict[str, str]:
        """Declare the vocabularies we use."""
        return {**super().root_attributes(), "xmlns:media": MEDIA}

    def add_root_elements(self, handler: Any) -> None:
        """Add the hub and the paper's sign."""
        super().add_root_elements(handler)
        for hub in self.feed["hubs"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": hub})
        handler.addQuickElement("icon", self.feed["icon"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add authors, the whole text and the picture."""
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for author in entry.authors():
            handler.startElement("author", {})
            handler.addQuickElement("name", printable(author.name))
            if author.url:
                handler.addQuickElement("uri", author.url)
            handler.endElement("author")
        handler.addQuickElement("content", printable(entry.content()), {"type": "html"})
        if picture := entry.picture():
            handler.addQuickElement("link", "", {"rel": "enclosure", "href": picture.url, "type": "image/jpeg"})
        self._add_picture(handler, entry)


class Json(_Lasting, feedgenerator.SyndicationFeed):
    """JSON Feed 1.1; what the format has no name for stands under `_newsroom`."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the whole as one object."""
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "icon": self.feed["icon"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "hubs": [{"type": "WebSub", "url": hub} for hub in self.feed["hubs"]],
            "items": [_as_json(item) for item in self.items],
        }
        json.dump(_without_gaps(feed) | {"items": feed["items"]}, outfile, ensure_ascii=False)


def _as_json(item: dict[str, Any]) -> dict[str, Any]:
    entry: Entry = item["entry"]
    picture = entry.picture()
    facts = {
        "id": entry.identity,
        "url": item["link"],
        "title": item["title"],
        "content_html": printable(entry.content()),
        "summary": printable(entry.standfirst),
        "image": picture.url if picture else "",
        "date_published": item["pubdate"] and feedgenerator.rfc3339_date(item["pubdate"]),
        "date_modified": item["updateddate"] and feedgenerator.rfc3339_date(item["updateddate"]),
        "authors": [_without_gaps({"name": printable(each.name), "url": each.url}) for each in entry.authors()],
        "tags": item["categories"],
        "language": entry.language,
    }
    if picture:
        said = {"image_credit": picture.credit, "image_caption": picture.caption, "image_alt": picture.alt}
        facts["_newsroom"] = {name: printable(text) for name, text in said.items() if text}
    return _without_gaps(facts)


def _without_gaps(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value}


FORMATS: dict[str, type[Rss | Atom | Json]] = {"rss": Rss, "atom": Atom, "json": Json}
