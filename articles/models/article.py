"""One story, told in Arabic, in English, or in both.

The row is what readers may see. Each language has words of its own and a life of its own: a state, the moment it
went (or goes) public, and the moment its public words last changed. A version is live when it is published and its
moment has passed; nothing flips a flag.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import named_in, named_in_both, path_of, words
from articles.models.contributor import Contributor
from articles.models.photo import Photo
from articles.models.taxonomy import Section, Topic
from articles.querysets import ArticleManager
from newsroom.identity import LANGUAGES

if TYPE_CHECKING:
    from articles.snapshots import Snapshot


class State(models.TextChoices):
    """Where one language of a story stands."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    READY = "ready", _("Ready")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Kind(models.TextChoices):
    """How a story is told; readers are told when it is an opinion."""

    NEWS = "news", _("News")
    OPINION = "opinion", _("Opinion")
    PHOTO_STORY = "photo_story", _("Photo story")


def _constraints_of(language: str) -> list[models.BaseConstraint]:
    published = Q(**{f"state_{language}": State.PUBLISHED})
    complete = Q(
        **{
            f"title_{language}__gt": "",
            f"slug_{language}__gt": "",
            f"title_{language}__isnull": False,
            f"slug_{language}__isnull": False,
            f"published_at_{language}__isnull": False,
        }
    )
    return [
        models.CheckConstraint(
            condition=Q(**{f"state_{language}__in": State.values}), name=f"article_state_{language}_known"
        ),
        models.CheckConstraint(
            condition=~published | complete,
            name=f"article_published_{language}_is_complete",
            violation_error_message=_("A published version needs a headline, an address and a date."),
        ),
    ]


LAST_SAVED_FIRST = ["-saved_at", "-id"]  # the order of the desk's list


def _indexes_of(language: str) -> list[models.Index]:
    published = Q(**{f"state_{language}": State.PUBLISHED})
    newest_first = [f"-published_at_{language}", "-id"]
    return [
        models.Index(fields=newest_first, condition=published, name=f"article_live_{language}"),
        models.Index(fields=["section", *newest_first], condition=published, name=f"article_section_live_{language}"),
        # A mangled address is looked up by how it begins.
        models.Index(
            fields=[f"slug_{language}"],
            opclasses=["varchar_pattern_ops"],
            condition=published,
            name=f"article_slug_live_{language}",
        ),
        models.Index(fields=[f"state_{language}", *LAST_SAVED_FIRST], name=f"article_state_{language}_saved"),
        # The desk's search asks without regard to capitals, which Postgres answers from an index on the capitals.
        *(
            GinIndex(OpClass(Upper(f"{field}_{language}"), "gin_trgm_ops"), name=f"article_{field}_{language}_trgm")
            for field in ("title", "standfirst")
        ),
    ]


class Article(models.Model):
    """A story of the paper."""

    Kind = Kind

    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=Kind.choices,
        default=Kind.NEWS,
        db_default=Kind.NEWS,
        help_text=_("An opinion says so above its headline; a photo story shows its pictures large."),
    )
    original_language = models.CharField(
        _("original language"), max_length=2, choices=settings.LANGUAGES, default="ar"
    )
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="articles", verbose_name=_("section"), db_index=False
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles", verbose_name=_("topics"))
    contributors = models.ManyToManyField(
        Contributor, through="articles.Byline", related_name="articles", verbose_name=_("contributors")
    )

    title = models.CharField(_("headline"), max_length=200, blank=True)
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True, blank=True, db_index=False)
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("One or two sentences under the headline.")
    )
    body = models.TextField(_("body"), blank=True)
    search_title = models.CharField(_("title for search engines"), max_length=120, blank=True)
    search_description = models.CharField(_("description for search engines"), max_length=300, blank=True)
    share_title = models.CharField(_("title on share cards"), max_length=120, blank=True)
    share_description = models.CharField(_("description on share cards"), max_length=300, blank=True)

    lead_photo = models.ForeignKey(
        Photo, models.PROTECT, null=True, blank=True, related_name="lead_of", verbose_name=_("lead photo")
    )
    lead_caption = models.TextField(
        _("caption of the lead photo"), blank=True, help_text=_("Leave empty to use the photo's own caption.")
    )
    body_photos = models.ManyToManyField(Photo, blank=True, related_name="placed_in", editable=False)

    state_ar = models.CharField(_("state (Arabic)"), max_length=10, choices=State.choices, default=State.DRAFT)
    state_en = models.CharField(_("state (English)"), max_length=10, choices=State.choices, default=State.DRAFT)
    published_at_ar = models.DateTimeField(_("published (Arabic)"), null=True, blank=True)
    published_at_en = models.DateTimeField(_("published (English)"), null=True, blank=True)
    updated_at_ar = models.DateTimeField(_("updated (Arabic)"), null=True, blank=True, editable=False)
    updated_at_en = models.DateTimeField(_("updated (English)"), null=True, blank=True, editable=False)
    pending_ar = models.BooleanField(_("unpublished changes (Arabic)"), default=False, editable=False)
    pending_en = models.BooleanField(_("unpublished changes (English)"), default=False, editable=False)
    embargo_until = models.DateTimeField(
        _("embargo"), null=True, blank=True, help_text=_("Nobody can publish it before this moment.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("whose story"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    saved_at = models.DateTimeField(_("last saved"), auto_now=True)

    objects = ArticleManager()

    in_hand = False  # whether `publishing.editing` has it

    # What `rows` and `revisions` load besides, for the desk.
    topic_rows: list[int]
    byline_rows: list[dict[str, Any]]
    link_rows: list[dict[str, Any]]
    merges: list[dict[str, Any]]
    sections: list[int]
    latest_story: dict[str, Any] | None
    latest_number: int | None
    working: Snapshot
    filed_in: int  # the section of the row, while the working copy proposes another

    class Meta:
        ordering = ["-saved_at", "-pk"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = [
            ("publish_article", _("Can publish, schedule and withdraw stories")),
            ("edit_every_article", _("Can change every story, not only their own")),
            ("translate_article", _("Can translate the stories assigned to them")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(original_language__in=LANGUAGES), name="article_original_language_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="article_kind_known"),
            *_constraints_of("ar"),
            *_constraints_of("en"),
        ]
        indexes = [
            models.Index(fields=LAST_SAVED_FIRST, name="article_last_saved"),
            models.Index(fields=["section", *LAST_SAVED_FIRST], name="article_section_saved"),
            models.Index(fields=["kind", *LAST_SAVED_FIRST], name="article_kind_saved"),
            models.Index(
                fields=["saved_at", "id"],
                condition=Q(state_ar="in_review") | Q(state_en="in_review"),
                name="article_in_review",
            ),
            models.Index(
                fields=LAST_SAVED_FIRST,
                condition=Q(pending_ar=True) | Q(pending_en=True),
                name="article_pending",
            ),
            *_indexes_of("ar"),
            *_indexes_of("en"),
        ]

    def __str__(self) -> str:
        return named_in(self, "title")

    def in_both_languages(self) -> str:
        """Name the story by both its headlines, for someone who may know either."""
        return named_in_both(self, "title")

    def words(self, field: str, language: str) -> str:
        """Read one language of a translated field; a missing text reads as an empty one."""
        return words(self, field, language)

    def state(self, language: str) -> str:
        """Say where one language of the story stands."""
        return getattr(self, f"state_{language}")

    def published_at(self, language: str) -> datetime | None:
        """Say when one language went, or goes, public."""
        return getattr(self, f"published_at_{language}")

    def updated_at(self, language: str) -> datetime | None:
        """Say when the public words of one language last changed, or None if they never did."""
        return getattr(self, f"updated_at_{language}")

    def has_unpublished_changes(self, language: str) -> bool:
        """Say whether the desk holds changes that readers of this language do not see yet."""
        return getattr(self, f"pending_{language}")

    def is_live(self, language: str) -> bool:
        """Say whether readers may see this language now."""
        moment = self.published_at(language)
        return self.state(language) == State.PUBLISHED and moment is not None and moment <= timezone.now()

    def is_scheduled(self, language: str) -> bool:
        """Say whether this language will appear by itself later."""
        moment = self.published_at(language)
        return self.state(language) == State.PUBLISHED and moment is not None and moment > timezone.now()

    def is_translation(self, language: str) -> bool:
        """Say whether this language was translated from the other."""
        return language != self.original_language

    def live_languages(self) -> list[str]:
        """List the languages in which readers may see the story now."""
        return [language for language in LANGUAGES if self.is_live(language)]

    def address(self, language: str) -> str:
        """Give the path of one language's page."""
        slug = self.words("slug", language) or "-"
        return path_of("article", language, slug, pk=self.pk)
