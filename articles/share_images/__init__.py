"""The picture that stands for a story where a link to it is shared, drawn for each language.

Promise: only what readers may see at this moment is drawn or given out. The address holds a digest of all that stands
on the picture, so it changes with the headline, and nobody can ask for any other words. A drawing is kept in a folder
that no web server gives out; the next one of the same story takes its place, and what a story has outlived (an older
headline, a photo that was replaced, a withdrawal) is deleted half a minute after the act.
"""

import hashlib
import logging
from collections.abc import Iterable
from contextlib import suppress
from threading import Lock

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.tasks import task
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from articles.models import Article, Photo
from articles.models.addresses import words
from articles.models.photo import fallback_width
from articles.share_images.drawing import SIZE, Card, draw
from newsroom import edge, identity
from newsroom.identity import LANGUAGES

__all__ = ["SIZE", "address", "forget_outlived", "headline", "image", "load"]

DESIGN = 1  # counts up when the drawing changes, so that all addresses do
CENTRE = [50, 50]
LONGEST_WAIT = 3  # seconds that a thread waits for its turn

_log = logging.getLogger(__name__)
# One thread draws at a time, and few wait: a flood of first requests must leave the others to the pages.
_at_the_table = Lock()


def headline(story: Article, language: str) -> str:
    """Give the words of the card: those written for it, else the headline."""
    return story.words("share_title", language) or story.words("title", language)


def address(story: Article, language: str) -> str:
    """Give the path of a story's picture, as it looks now."""
    kwargs = {"language": language, "pk": story.pk, "digest": _digest(story, language)}
    return reverse("articles:share_image", kwargs=kwargs)


def load(pk: int, language: str) -> Article | None:
    """Load what the picture of a story shows, in one query; None where readers may not open the story now."""
    return Article.objects.live(language).select_related("section", "lead_photo").filter(pk=pk).first()


def image(story: Article, language: str) -> bytes | None:
    """Give the JPEG: the one that is kept, or a new one; None when too many others wait for theirs."""
    folder, file = _folder(story.pk, language), _file_name(story, language)
    if kept := _kept(f"{folder}/{file}"):
        return kept
    if not _at_the_table.acquire(timeout=LONGEST_WAIT):
        return None
    try:
        if kept := _kept(f"{folder}/{file}"):  # drawn while this thread waited
            return kept
        drawn = _drawn(story, language)
        _keep(folder, file, drawn)
    finally:
        _at_the_table.release()
    return drawn


def forget_outlived(stories: Iterable[int]) -> None:
    """Delete the drawings of these stories that are not what the stories look like after the running transaction.

    Later than any page that was being drawn meanwhile, so that none is kept after this.
    """
    if numbers := sorted(stories):
        delete_outlived.using(run_after=timezone.now() + edge.SLOWEST_PAGE).enqueue(stories=numbers)


@task
def delete_outlived(stories: list[int]) -> None:
    """Delete all drawings of these stories but those that readers are given now."""
    store = storages["drawn"]
    for pk in stories:
        for language in LANGUAGES:
            story, folder = load(pk, language), _folder(pk, language)
            current = _file_name(story, language) if story else ""
            for file in store.listdir(folder)[1] if store.exists(folder) else []:
                if file != current:
                    store.delete(f"{folder}/{file}")


def _folder(pk: int, language: str) -> str:
    return f"share/{language}/{pk}"


def _file_name(story: Article, language: str) -> str:
    return f"{_digest(story, language)}.jpg"


def _kept(name: str) -> bytes:
    with suppress(OSError), storages["drawn"].open(name) as file:
        return file.read()
    return b""


def _keep(folder: str, file: str, drawn: bytes) -> None:
    """Put a drawing in the place of older ones of the same story."""
    store = storages["drawn"]
    try:
        there = store.listdir(folder)[1] if store.exists(folder) else []
        store.save(f"{folder}/{file}", ContentFile(drawn))
        for each in there:
            if each != file:  # another process may have drawn the same meanwhile
                store.delete(f"{folder}/{each}")
    except OSError as error:  # the next request draws it again
        _log.warning("A share image could not be kept: %s", error)


def _digest(story: Article, language: str) -> str:
    card, photo = _card(story, language), story.lead_photo
    cut = [photo.original(), *map(str, _focal(photo))] if photo else []
    facts = [str(DESIGN), card.paper, card.section, card.headline, card.credit, *cut]
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()[:16]


def _card(story: Article, language: str) -> Card:
    return Card(
        language=language,
        paper=identity.name(language),
        section=_label(story, language),
        headline=headline(story, language),
        credit=story.lead_photo.credit if story.lead_photo else "",
    )


def _label(story: Article, language: str) -> str:
    """Name the section; an opinion is called one wherever its headline goes."""
    section = words(story.section, "name", language)
    if story.kind != Article.Kind.OPINION:
        return section
    with translation.override(language):
        return f"{story.get_kind_display()} · {section}"


def _drawn(story: Article, language: str) -> bytes:
    photo = story.lead_photo
    if photo is None:
        return draw(_card(story, language))
    try:
        with default_storage.open(_file(photo)) as file, Image.open(file, formats=("JPEG",)) as picture:
            return draw(_card(story, language), picture, _focal(photo))
    except OSError:  # lost or broken: the headline is what matters
        _log.warning("Photo %s could not be read for a share image", photo.pk)
        return draw(_card(story, language))


def _file(photo: Photo) -> str:
    """Name the whole picture in a size that is soon read."""
    if not photo.renditions:
        return photo.original()
    return f"{photo.stem()}-{fallback_width(photo.renditions['widths'])}.jpg"


def _focal(photo: Photo) -> tuple[int, int]:
    """Give the focal point that the other crops were made around, in per cent."""
    across, down = photo.renditions.get("focal", CENTRE)
    return across, down
