"""What another site needs to show a link to a story of ours as a card, without a script or a frame of ours.

The answer is of the type "link": our pages stand in no frame, and programs that take "rich" expect one.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from articles import pictures
from articles.models import Photo, Role
from articles.models.addresses import path_of
from articles.story_page import StoryPage
from newsroom import arabic, edge
from newsroom.identity import absolute, name

# What the page names in its head, and what the answer is served as.
KINDS = {"json": "application/json+oembed", "xml": "text/xml+oembed"}

Facts = dict[str, str | int]


@dataclass(frozen=True)
class Thumbnail:
    """A picture of the story that is no larger than was asked for."""

    url: str
    width: int
    height: int


def address(page: str, written_as: str) -> str:
    """Give the path that describes the page at this full address, as "json" or "xml"."""
    return f"{reverse('articles:oembed')}?{urlencode({'url': page, 'format': written_as})}"


def facts(page: StoryPage, *, widest: int, highest: int) -> Facts:
    """Describe a story; its picture is at most this wide and high, in pixels, or left out."""
    story, language = page.story, page.language
    authors = [credit for credit in page.credits if credit.role == Role.AUTHOR]
    said: Facts = {
        "version": "1.0",
        "type": "link",
        "title": arabic.titled(story.words("title", language), language),
        "provider_name": name(language),
        "provider_url": absolute(reverse("articles:home", kwargs={"language": language})),
        "cache_age": edge.SHARED_SECONDS,
    }
    if len(authors) == 1:
        said["author_name"] = authors[0].name
    elif authors:
        said["author_name"] = arabic.joined([author.name for author in authors], language=language)
    if len(authors) == 1 and authors[0].slug:
        said["author_url"] = absolute(path_of("contributor", authors[0].language, authors[0].slug))
    found = thumbnail(story.lead_photo, widest=widest, highest=highest) if story.lead_photo else None
    if found:
        said |= {"thumbnail_url": found.url, "thumbnail_width": found.width, "thumbnail_height": found.height}
    return said


def thumbnail(photo: Photo, *, widest: int, highest: int) -> Thumbnail | None:
    """Choose the crop for share cards where that fits, else the largest whole picture that does."""
    crop = pictures.share_image(photo)
    sizes = [(crop.url, crop.width, crop.height)]
    if photo.renditions:
        stem = photo.file.url.removesuffix(".jpg")
        widths = sorted(photo.renditions["widths"], reverse=True)
        sizes += [(f"{stem}-{width}.webp", width, round(width * photo.height / photo.width)) for width in widths]
    fitting = (size for size in sizes if size[1] <= widest and size[2] <= highest)
    return next((Thumbnail(absolute(url), width, height) for url, width, height in fitting), None)
