"""What can be read out of a cleaned body text without making a page of it."""

import re
from html import unescape

from articles.richtext.embeds import Embed, embed_for

PHOTO = re.compile(r'<img data-photo="([0-9]{1,18})">')
EMBED = re.compile(r'<p[^<>]*><a href="([^"<>]*)" rel="noopener">([^<]*)</a></p>')
_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|figcaption|blockquote)>|<br>|<hr>")
_TAG = re.compile(r"<[^<>]*>")


def photo_ids(html: str) -> set[int]:
    """Name the photos that this text places."""
    return set(photos_in_order(html))


def photos_in_order(html: str) -> list[int]:
    """Name the photos that this text places, each once, from the first to the last."""
    return list(dict.fromkeys(int(pk) for pk in PHOTO.findall(html)))


def plain_text(html: str) -> str:
    """Give the words alone, one block a line: for search, descriptions and word counts."""
    text = unescape(_TAG.sub("", _BLOCK_END.sub("\n", html)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def embeds(html: str) -> list[Embed]:
    """List the films and posts that stand in this text, in order."""
    found = (embed_for(unescape(address)) for address, _ in EMBED.findall(html))
    return [embed for embed in found if embed]


def embed_hosts(html: str) -> list[str]:
    """Name the origins that the page's frame-src must allow; an empty list means that the page needs no frames."""
    return sorted({embed.host for embed in embeds(html)})
