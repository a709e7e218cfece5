"""RSS and Atom as Django writes them, with what our stories have besides: the whole text, authors, pictures.

Promise: valid XML whatever an editor typed.
"""

import re
from datetime import UTC, datetime
from typing import Any

from django.utils import feedgenerator

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

    def add_picture(self, handler: Any, item: dict[str, Any]) -> None:
        """Name the lead picture, its credit and its caption, as Media RSS."""
        picture = item["picture"]
        if picture is None:
            return
        handler.startElement(
            "media:content", {key: str(picture[key]) for key in ("url", "width", "height", "medium")}
        )
        handler.addQuickElement("media:credit", picture["credit"])
        if picture["caption"]:
            handler.addQuickElement("media:description", picture["caption"], {"type": "plain"})
        handler.endElement("media:content")


class Rss(_Lasting, feedgenerator.Rss201rev2Feed):
    """RSS 2.0 with the whole text in content:encoded."""

    def rss_attributes(self) -> dict[str, str]:
        """Declare the vocabularies we use."""
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": MEDIA,
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add authors, the update, the whole text and the picture."""
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author)
        if item["updateddate"]:
            handler.addQuickElement("atom:updated", feedgenerator.rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["content"])
        self.add_picture(handler, item)


class Atom(_Lasting, feedgenerator.Atom1Feed):
    """Atom 1.0 with the whole text in content."""

    def root_attributes(self) -> dict[str, str]:
        """Declare the vocabularies we use."""
        return {**super().root_attributes(), "xmlns:media": MEDIA}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add authors, the whole text and the picture."""
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})
        self.add_picture(handler, item)
