"""Where photos are shown: as the lead of a story, in its text, as a portrait."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from articles.models import Article, Contributor, Photo
from articles.models.photo import RIGHTS_WARNING
from articles.page_keys import page_keys as story_keys
from articles.querysets import PhotoQuerySet

# A logo may lead a thousand stories; nobody reads a list that long.
LISTED = 100

Part = Literal["lead", "body", "portrait"]


class Place(NamedTuple):
    """One place of a photo: the part it plays there, and the story or the contributor."""

    part: Part
    row: Article | Contributor


def uses(photo: Photo) -> list[models.Model]:
    """List the stories that place the photo and the contributors whose portrait it is, each once."""
    return list(dict.fromkeys(place.row for place in places_of([photo])[photo.pk]))


def places_of(photos: Iterable[Photo]) -> dict[int, list[Place]]:
    """List where these photos are shown, by photo, the latest saved first: `LISTED` of each part at most.

    In three queries, however many photos and places there are.
    """
    wanted = [photo.pk for photo in photos]
    found: dict[int, list[Place]] = defaultdict(list)
    leading = Article.objects.filter(lead_photo__in=wanted).annotate(shown=F("lead_photo"))
    placing = Article.objects.filter(body_photos__in=wanted).annotate(shown=F("body_photos"))
    people = Contributor.objects.filter(portrait__in=wanted).annotate(shown=F("portrait"))
    for story in leading[:LISTED]:
        found[story.shown].append(Place("lead", story))
    for story in placing[:LISTED]:
        found[story.shown].append(Place("body", story))
    for person in people[:LISTED]:
        found[person.shown].append(Place("portrait", person))
    return found


def used_among(photos: Iterable[Photo]) -> set[int]:
    """Name those of these photos that something shows, by number; in one query."""
    wanted = [photo.pk for photo in photos]
    return set(Photo.objects.filter(pk__in=wanted).in_use().order_by().values_list("pk", flat=True))


def expiring(on: date | None = None, *, within: timedelta = RIGHTS_WARNING) -> PhotoQuerySet:
    """Find the photos that something shows although our rights have ended, or end soon; the most urgent first."""
    last = (on or timezone.localdate()) + within
    return Photo.objects.filter(rights_until__lte=last).in_use().order_by("rights_until", "pk")


def led_by(*photos: Photo) -> QuerySet[Article, int]:
    """Name the stories that one of these photos leads, by number."""
    return Article.objects.filter(lead_photo__in=photos).order_by().values_list("pk", flat=True)


def page_keys(*photos: Photo) -> set[str]:
    """Name every page that may show one of these photos, and lock the stories in an order that all acts share."""
    wanted = [photo.pk for photo in photos]
    placed = Article.body_photos.through.objects.filter(photo__in=wanted).values("article")
    stories = Article.objects.filter(Q(lead_photo__in=wanted) | Q(pk__in=placed)).order_by("pk")
    return {f"photo-{pk}" for pk in wanted}.union(*(story_keys(story) for story in stories))
