"""What editors put before readers by hand: the stories that lead a page, and the breaking strip."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.taxonomy import Section


class FrontPage(models.Model):
    """A page that is led by hand in one language: a section's, or the home page where no section is named.

    `number` counts the arrangements, so that an editor who looks at an older one is told before it is overwritten.
    """

    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    section = models.ForeignKey(
        Section,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="front_pages",
        verbose_name=_("section"),
        db_index=False,
    )
    number = models.PositiveIntegerField(_("arrangement"), default=0)
    arranged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("arranged by")
    )
    arranged_at = models.DateTimeField(_("arranged"), null=True)

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front desk")
        default_permissions = ()
        permissions = [("curate_front", _("Can arrange the home page and the section pages"))]
        constraints = [
            models.UniqueConstraint(fields=["section", "language"], name="front_page_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        page = self.section if self.section_id else _("Home page")
        return f"{page} ({self.get_language_display()})"

    def key(self) -> str:
        """Name the page to the shared caches."""
        return f"section-{self.section_id}-{self.language}" if self.section_id else f"home-{self.language}"


class FrontSlot(models.Model):
    """One story pinned to the top of a page, until it is taken away or its moment comes."""

    page = models.ForeignKey(FrontPage, models.CASCADE, related_name="slots", db_index=False)
    story = models.ForeignKey("articles.Article", models.CASCADE, related_name="front_slots", verbose_name=_("story"))
    position = models.PositiveSmallIntegerField(_("position"))
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("pinned by")
    )
    pinned_at = models.DateTimeField(_("pinned"), default=timezone.now)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("pinned story")
        verbose_name_plural = _("pinned stories")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "story"], name="front_slot_story_once")]

    def __str__(self) -> str:
        return f"{self.position + 1}. {self.story}"


class BreakingNews(models.Model):
    """One line above the home page and the section pages of a language, between two moments."""

    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.CharField(_("text"), max_length=160, help_text=_("One line, without a full stop."))
    story = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("story"),
        help_text=_("The line links to the story once readers can see it in this language."),
    )
    path = models.CharField(
        _("or another page of this site"),
        max_length=500,
        blank=True,
        help_text=_("A path on this site, such as /ar/section/12/."),
        validators=[RegexValidator(r"^/(ar|en)/\S*\Z", _("Give a path of this site that begins with /ar/ or /en/."))],
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("written by"),
    )

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("breaking news")
        verbose_name_plural = _("breaking news")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="breaking_ends_after_start",
                violation_error_message=_("The end must come after the start."),
            ),
            models.CheckConstraint(
                condition=Q(story=None) | Q(path=""),
                name="breaking_leads_to_one_place",
                violation_error_message=_("Choose a story or give a path, not both."),
            ),
        ]
        indexes = [models.Index(fields=["language", "ends_at"], name="breaking_until")]

    def __str__(self) -> str:
        return self.text
