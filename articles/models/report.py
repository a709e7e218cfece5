"""What a reader says is wrong in a story: the desk's inbox."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _


class ReaderReport(models.Model):
    """One message about one version of a story. Of its sender there is nothing but what they chose to write."""

    class Status(models.TextChoices):
        """What the desk has done with it."""

        NEW = "new", _("New")
        ANSWERED = "answered", _("Answered")
        DISMISSED = "dismissed", _("Dismissed")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="reports", verbose_name=_("story"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    passage = models.TextField(_("the words in question"), blank=True)
    text = models.TextField(_("what is wrong"))
    contact = models.CharField(_("how to reach the sender"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    digest = models.CharField(max_length=64, unique=True, editable=False)  # the same message sent twice is one
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.NEW)
    note = models.TextField(_("note"), blank=True, help_text=_("For the newsroom only."))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("reader’s report")
        verbose_name_plural = _("readers’ reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["new", "answered", "dismissed"]), name="report_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="new", settled_at=None) | (~Q(status="new") & Q(settled_at__isnull=False)),
                name="report_settled_has_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["-sent_at", "-id"], name="report_newest"),
            models.Index(fields=["sent_at", "id"], condition=Q(status="new"), name="report_waiting"),
            models.Index(fields=["settled_at"], name="report_settled"),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)
