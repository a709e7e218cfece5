"""How true the second version of a story is to the first."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Parity(models.TextChoices):
    """What a translation owes to its source."""

    MISSING = "missing", _("Missing")
    IN_TRANSLATION = "in_translation", _("In translation")
    UP_TO_DATE = "up_to_date", _("Up to date")
    MINOR_CHANGES = "minor_changes", _("Minor changes in the source")
    SOURCE_CHANGED = "source_changed", _("Source changed")


class Translation(models.Model):
    """The version of a story that follows its original: on which revision it rests, and who makes it.

    One row a story. `owed_since` is the age of the oldest debt: a source that changed, a version that readers of the
    other language have and these have not, or a correction that waits for an answer; None where nothing is owed.
    """

    article = models.OneToOneField("articles.Article", models.CASCADE, related_name="translation")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=14, choices=Parity.choices, default=Parity.MISSING)
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("who translates"),
    )
    rests_on = models.ForeignKey(
        "articles.Revision", models.SET_NULL, null=True, related_name="+", verbose_name=_("rests on revision")
    )
    words_behind = models.PositiveIntegerField(_("words behind"), default=0)
    behind_since = models.DateTimeField(_("behind since"), null=True)
    owed_since = models.DateTimeField(_("owed since"), null=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=Parity.values), name="translation_state_known"),
        ]
        indexes = [
            models.Index(F("owed_since").asc(nulls_last=True), "article", name="translation_oldest_debt"),
            models.Index(fields=["state", "owed_since"], name="translation_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.get_language_display()})"
