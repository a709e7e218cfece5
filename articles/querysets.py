"""Questions put to many rows, in the newsroom's words. Every public question names its language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from newsroom.identity import LANGUAGES

if TYPE_CHECKING:
    from articles.models import Contributor, Section, Series, Topic

Moment = datetime | models.Expression

# Left out of every SELECT unless asked for.
LONG_WORDS = ("body", "body_ar", "body_en")


class ArticleQuerySet(models.QuerySet):
    """Stories."""

    def published(self, language: str) -> Self:
        """Keep what an editor has let out in this language, now or for later."""
        return self.filter(**{f"state_{language}": "published"})

    def live(self, language: str, *, at: Moment | None = None) -> Self:
        """Keep what readers may see in this language, now or at a moment."""
        return self.published(language).filter(**{f"published_at_{language}__lte": at or timezone.now()})

    def scheduled(self, language: str, *, at: Moment | None = None) -> Self:
        """Keep what will appear by itself in this language, after now or after a moment."""
        return self.published(language).filter(**{f"published_at_{language}__gt": at or timezone.now()})

    def newest_first(self, language: str) -> Self:
        """Put the latest published first; stories of the same second keep a fixed order."""
        return self.order_by(f"-published_at_{language}", "-pk")

    def in_section(self, section: Section) -> Self:
        """Keep one section's stories."""
        return self.filter(section=section)

    def about(self, topic: Topic) -> Self:
        """Keep the stories of one topic."""
        return self.filter(topics=topic)

    def in_series(self, series: Series) -> Self:
        """Keep one series' stories, in its order."""
        return self.filter(series_entry__series=series).order_by("series_entry__position", "series_entry__pk")

    def by(self, contributor: Contributor) -> Self:
        """Keep the stories that name this contributor, each once."""
        return self.filter(pk__in=contributor.bylines.values("article"))

    def with_bodies(self) -> Self:
        """Load the long texts too, for the desk and for exports."""
        return self.defer(None)

    def next_publication(self, language: str) -> datetime | None:
        """Give the moment at which the next of these stories appears, or None."""
        moment = f"published_at_{language}"
        return self.scheduled(language).order_by(moment).values_list(moment, flat=True).first()

    def matching(self, text: str) -> Self:
        """Keep the stories whose headline has this text, in either language (for the desk's own search)."""
        found = Q()
        for language in LANGUAGES:
            found |= Q(**{f"title_{language}__icontains": text})
        return self.filter(found)


class ArticleManager(models.Manager.from_queryset(ArticleQuerySet)):  # type: ignore[misc]
    """Stories without their long texts."""

    def get_queryset(self) -> ArticleQuerySet:
        """Leave both bodies out of the SELECT."""
        # modeltranslation reads "body" as the active language's column; `rewrite` makes it mean the base column.
        return super().get_queryset().rewrite(False).defer(*LONG_WORDS).rewrite(True)


class CorrectionQuerySet(models.QuerySet):
    """Corrections."""

    def for_readers(self, language: str) -> Self:
        """Keep those that readers of a language may see, newest first, each with the address of its story."""
        moment = {f"article__state_{language}": "published", f"article__published_at_{language}__lte": timezone.now()}
        rows = self.filter(language=language, **moment).select_related("article")
        columns = ("kind", "text", "corrected_at", "language", "article")
        return rows.only(*columns, f"article__title_{language}", f"article__slug_{language}").order_by(
            "-corrected_at", "-pk"
        )

    def unanswered(self) -> Self:
        """Keep those that wait for the other version's answer."""
        return self.filter(needs_answer=True, answer="")


class PlaceQuerySet(models.QuerySet):
    """Sections, topics and contributors: rows with a page of their own per language."""

    def named(self, language: str) -> Self:
        """Keep those that have a name and an address in this language."""
        return self.filter(**{f"name_{language}__gt": "", f"slug_{language}__gt": ""})

    def for_menu(self, language: str) -> Self:
        """Load what a menu in this language needs of the places named in it: both addresses, one description."""
        return self.named(language).only(
            *(f"{field}_{code}" for field in ("name", "slug") for code in LANGUAGES), f"description_{language}"
        )


class PhotoQuerySet(models.QuerySet):
    """Photos."""

    def matching(self, text: str) -> Self:
        """Keep the photos whose credit, caption or description has this text, in either language."""
        found = Q(credit__icontains=text)
        for language in LANGUAGES:
            found |= Q(**{f"caption_{language}__icontains": text}) | Q(**{f"alt_{language}__icontains": text})
        return self.filter(found)

    def waiting_for_renditions(self) -> Self:
        """Keep the photos that the background task has not scaled yet."""
        return self.filter(renditions={})
