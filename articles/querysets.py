"""Questions put to many rows, in the newsroom's words. Every public question names its language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
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

    def unfinished(self) -> Self:
        """Keep the stories of which a version with a headline is still on its way to readers."""
        begun = Q()
        for language in LANGUAGES:
            begun |= Q(**{f"state_{language}__in": ("draft", "in_review", "ready"), f"title_{language}__gt": ""})
        return self.filter(begun)

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

    def ask_what_waited(self) -> int:
        """Ask what could not be asked while the other version was withdrawn; say of how many corrections."""
        return self.filter(asks_on_return=True).update(asks_on_return=False, needs_answer=True)


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


class PageQuerySet(models.QuerySet):
    """Flat pages."""

    def named(self, language: str) -> Self:
        """Keep those that readers of this language find."""
        return self.filter(**{f"is_public_{language}": True})

    def for_footer(self, language: str) -> Self:
        """Load what the foot of a page needs, in its order."""
        return self.named(language).filter(in_footer=True).only(f"title_{language}", f"slug_{language}")


def lacking_words() -> Q:
    """Say which photos lack a description or a sure credit; an index of theirs says the same."""
    lacking = Q(credit_from_file=True)
    for language in LANGUAGES:
        lacking |= Q(**{f"alt_{language}": ""}) | Q(**{f"alt_{language}__isnull": True})
    return lacking


class PhotoQuerySet(models.QuerySet):
    """Photos."""

    def matching(self, text: str) -> Self:
        """Keep the photos that have every word of this text in their credit, source, captions or descriptions."""
        found = self
        for word in text.split():
            somewhere = Q(credit__icontains=word) | Q(source__icontains=word)
            for language in LANGUAGES:
                somewhere |= Q(**{f"caption_{language}__icontains": word}) | Q(**{f"alt_{language}__icontains": word})
            found = found.filter(somewhere)
        return found

    def credited_to(self, name: str) -> Self:
        """Keep the photos whose credit has this name in it, alone or beside an agency's."""
        return self.filter(credit__icontains=name)

    def unused(self) -> Self:
        """Keep what nothing shows: no story, as its lead or in its text, and no contributor as a portrait."""
        # One by one, so that Postgres may walk over the newest and stop when a page is full.
        return self.filter(*(~place for place in _places()))

    def in_use(self) -> Self:
        """Keep what a story or a contributor shows, each photo once."""
        lead, body, portrait = _places()
        return self.filter(lead | body | portrait)

    def without_alt(self, language: str) -> Self:
        """Keep what somebody who cannot see it is told nothing of in this language."""
        return self.filter(Q(**{f"alt_{language}": ""}) | Q(**{f"alt_{language}__isnull": True}))

    def lacking_words(self) -> Self:
        """Keep those without a description in one of the languages, and those of whose credit nobody is sure."""
        return self.filter(lacking_words())

    def with_unconfirmed_credit(self) -> Self:
        """Keep those whose credit was read from the file and not looked at by anybody since."""
        return self.filter(credit_from_file=True)

    def without_source(self) -> Self:
        """Keep those of which nobody said where they came from."""
        return self.filter(source="")

    def without_rights(self) -> Self:
        """Keep those of which nobody said what we may do with them."""
        return self.filter(rights="", rights_until__isnull=True)

    def rights_expired(self, on: date | None = None) -> Self:
        """Keep those that we may no longer show on a day (today); the last day of the rights is still ours."""
        return self.filter(rights_until__lt=on or timezone.localdate())

    def rights_expiring(self, on: date | None = None, *, within: timedelta) -> Self:
        """Keep those that we may show on a day (today) but no longer when that much time has gone."""
        today = on or timezone.localdate()
        return self.filter(rights_until__gte=today, rights_until__lte=today + within)


def _places() -> tuple[Exists, Exists, Exists]:
    """Ask of a photo whether it leads a story, stands in the text of one, or is a portrait."""
    story, person = apps.get_model("articles.Article"), apps.get_model("articles.Contributor")
    placed = story.body_photos.through
    return (
        Exists(story.objects.filter(lead_photo=OuterRef("pk"))),
        Exists(placed.objects.filter(photo=OuterRef("pk"))),
        Exists(person.objects.filter(portrait=OuterRef("pk"))),
    )
