"""Films and posts of other companies: a paragraph that holds only a link to one becomes a card.

Nothing is asked of that company before the reader taps. The address kept is the plain one, without trackers; the
frame's address is made here from the id alone, so a stored text can never name a frame of its own.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, quote, urlsplit

from articles.richtext.links import safe_address

Shape = Literal["film", "post"]


@dataclass(frozen=True)
class Embed:
    """One film or post: who shows it, the address readers are sent to, and the frame that can be opened."""

    provider: str
    address: str
    frame: str
    shape: Shape

    @property
    def host(self) -> str:
        """Name the origin of the frame, for the page's frame-src."""
        return "https://" + urlsplit(self.frame).netloc


def embed_for(address: str) -> Embed | None:
    """Recognise a link to a film or post of a provider on the list."""
    plain = safe_address(address)
    if plain is None or not plain.startswith("http"):
        return None
    parts = urlsplit(plain)
    read = _READERS.get(re.sub(r"^(?:www|m|mobile)\.", "", parts.netloc))
    return read(parts.path, parse_qs(parts.query)) if read else None


Query = dict[str, list[str]]


def _youtube(path: str, query: Query) -> Embed | None:
    match = re.fullmatch(r"/(?:shorts|live|embed|v)/([\w-]{11})/?", path, re.ASCII)
    key = match[1] if match else query.get("v", [""])[0] if path.rstrip("/") == "/watch" else ""
    return _youtube_film(key, query)


def _youtube_short(path: str, query: Query) -> Embed | None:
    return _youtube_film(path.strip("/"), query)


def _youtube_film(key: str, query: Query) -> Embed | None:
    if not re.fullmatch(r"[\w-]{11}", key, re.ASCII):
        return None
    start = _seconds(query.get("t", query.get("start", [""]))[0])
    address = f"https://www.youtube.com/watch?v={key}" + (f"&t={start}s" if start else "")
    frame = f"https://www.youtube-nocookie.com/embed/{key}?autoplay=1" + (f"&start={start}" if start else "")
    return Embed("YouTube", address, frame, "film")


def _seconds(moment: str) -> int:
    """Read "90", "90s" or "1h2m3s" as seconds; anything else is the beginning."""
    match = re.fullmatch(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?", moment, re.ASCII)
    if not match:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def _vimeo(path: str, query: Query) -> Embed | None:
    match = re.fullmatch(
        r"/(?:video/|channels/\w+/|showcase/\d+/video/)?(\d{6,12})(?:/([0-9a-f]{6,16}))?/?", path, re.A
    )
    if not match:
        return None
    key, secret = match[1], match[2] or query.get("h", [""])[0]
    if not re.fullmatch(r"[0-9a-f]{6,16}", secret):
        secret = ""
    address = f"https://vimeo.com/{key}" + (f"/{secret}" if secret else "")
    frame = f"https://player.vimeo.com/video/{key}?dnt=1&autoplay=1" + (f"&h={secret}" if secret else "")
    return Embed("Vimeo", address, frame, "film")


def _x(path: str, query: Query) -> Embed | None:
    match = re.fullmatch(r"/(\w{1,20})/status(?:es)?/(\d{1,20})(?:/(?:photo|video)/\d)?/?", path, re.ASCII)
    if not match:
        return None
    frame = f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={match[2]}"
    return Embed("X", f"https://x.com/{match[1]}/status/{match[2]}", frame, "post")


def _telegram(path: str, query: Query) -> Embed | None:
    match = re.fullmatch(r"/(?:s/)?([A-Za-z]\w{3,31})/(\d{1,10})/?", path, re.ASCII)
    if not match:
        return None
    address = f"https://t.me/{match[1]}/{match[2]}"
    return Embed("Telegram", address, f"{address}?embed=1", "post")


def _facebook(path: str, query: Query) -> Embed | None:
    film = re.fullmatch(r"/(?:[\w.-]+/videos/(?:[\w.-]+/)?|reel/)(\d{5,20})/?", path, re.ASCII)
    post = re.fullmatch(r"/[\w.-]+/posts/[\w.%-]{5,200}/?|/share/[pvr]/\w{5,40}/?", path, re.ASCII)
    address = f"https://www.facebook.com{path.rstrip('/')}/"
    if path.rstrip("/") == "/watch" and re.fullmatch(r"\d{5,20}", query.get("v", [""])[0], re.ASCII):
        film, address = re.match("", path), f"https://www.facebook.com/watch/?v={query['v'][0]}"
    elif path in ("/permalink.php", "/story.php") and {"story_fbid", "id"} <= query.keys():
        story, page = query["story_fbid"][0], query["id"][0]
        if re.fullmatch(r"\w{5,120}", story, re.ASCII) and re.fullmatch(r"\d{3,20}", page, re.ASCII):
            post = re.match("", path)
            address = f"https://www.facebook.com/permalink.php?story_fbid={story}&id={page}"
    if not (film or post):
        return None
    plugin = "video" if film else "post"
    frame = f"https://www.facebook.com/plugins/{plugin}.php?href={quote(address, safe='')}"
    return Embed("Facebook", address, frame, "film" if film else "post")


_READERS: dict[str, Callable[[str, Query], Embed | None]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtube_short,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "x.com": _x,
    "twitter.com": _x,
    "t.me": _telegram,
    "telegram.me": _telegram,
    "facebook.com": _facebook,
}
