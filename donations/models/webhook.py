"""What payment providers told us, kept before anything is done with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WebhookEvent(models.Model):
    """One message of a provider, once, and what became of it."""

    class Status(models.TextChoices):
        """How far the message got."""

        RECEIVED = "received", _("Received")
        PROCESSED = "processed", _("Processed")
        IGNORED = "ignored", _("Not for us")
        FAILED = "failed", _("Failed, will be tried again")
        FLAGGED = "flagged", _("Contradicts our books")

    provider = models.CharField(_("provider"), max_length=20)
    event_id = models.CharField(_("id of the event"), max_length=120)
    type = models.CharField(_("type"), max_length=80)
    payload = models.JSONField(_("message"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.RECEIVED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    processed_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("message of a provider")
        verbose_name_plural = _("messages of providers")
        permissions = [("retry_webhookevent", "Can process a provider's message again")]
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="webhook_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id}"

    def is_done(self) -> bool:
        """Say whether nothing is left to do with the message."""
        return self.status in (self.Status.PROCESSED, self.Status.IGNORED)
