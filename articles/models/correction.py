"""What a published story got wrong, said openly."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.querysets import CorrectionQuerySet
from newsroom.identity import OTHER


class CorrectionKind(models.TextChoices):
    """What is being told to readers."""

    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")
    RETRACTION = "retraction", _("Retraction")


class Answer(models.TextChoices):
    """What the other version of the story says to a correction."""

    CORRECTED = "corrected", _("Corrected too")
    DOES_NOT_APPLY = "does_not_apply", _("Does not apply")


class Correction(models.Model):
    """One correction to one language of a story. The other version owes an answer while `answer` is empty."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="corrections", verbose_name=_("story")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    kind = models.CharField(_("kind"), max_length=13, choices=CorrectionKind.choices)
    text = models.TextField(_("text"))
    corrected_at = models.DateTimeField(_("date"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name=_("by")
    )
    needs_answer = models.BooleanField(_("the other version owes an answer"), default=False, editable=False)
    asks_on_return = models.BooleanField(
        _("asked once the other version comes back"), default=False, db_default=False, editable=False
    )
    answer = models.CharField(_("answer"), max_length=14, choices=Answer.choices, blank=True)
    answer_reason = models.TextField(_("why it does not apply"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-corrected_at", "-pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CorrectionKind.values), name="correction_kind_known"),
            models.CheckConstraint(
                condition=~Q(answer="does_not_apply") | ~Q(answer_reason=""),
                name="correction_refused_with_reason",
                violation_error_message=_("Say why the correction does not apply to this version."),
            ),
        ]
        indexes = [
            models.Index(fields=["article", "language", "-corrected_at"], name="correction_of_version"),
            models.Index(fields=["language", "-corrected_at", "-id"], name="correction_newest"),
            models.Index(fields=["article"], condition=Q(needs_answer=True, answer=""), name="correction_unanswered"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

    def other_language(self) -> str:
        """Name the version that a correction asks for an answer."""
        return OTHER[self.language]

    def is_unanswered(self) -> bool:
        """Say whether the other version still owes an answer."""
        return self.needs_answer and not self.answer
