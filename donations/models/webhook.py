"""What payment providers told us, kept before anything is done with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations import reasons
from donations.querysets import WebhookQuerySet
from donations.reasons import Problem


class WebhookEvent(models.Model):
    """One message of a provider, once, and what became of it."""

    class Status(models.TextChoices):
        """How far the message got."""

        RECEIVED = "received", _("Received")
        PROCESSED = "processed", _("Processed")
        IGNORED = "ignored", _("Not for us")
        FAILED = "failed", _("Failed, will be tried again")
        GIVEN_UP = "given_up", _("Given up after three days: process it again")
        FLAGGED = "flagged", _("Not booked: somebody must look")

    provider = models.CharField(_("provider"), max_length=20)
    event_id = models.CharField(_("id of the event"), max_length=120)
    type = models.CharField(_("type"), max_length=80)
    livemode = models.BooleanField(_("real money"), default=True, db_default=True)
    payload = models.JSONField(_("message"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.RECEIVED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    reason = models.CharField(max_length=20, blank=True, db_default="")  # a code of `reasons.py`
    details = models.JSONField(default=dict, db_default={})  # what the sentence of that code names
    error = models.TextField(_("error"), blank=True)  # what broke in our own code, for those who mend it
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    processed_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("message of a provider")
        verbose_name_plural = _("messages of providers")
        permissions = [("retry_webhookevent", _("Can process a provider's message again"))]
        indexes = [models.Index(fields=["-received_at"], name="webhook_event_newest")]
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="webhook_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id}"

    def note(self, problem: Exception) -> None:
        """Keep why the message was not booked, without saving."""
        if isinstance(problem, Problem):
            self.reason, self.details, self.error = problem.reason, problem.details, ""
        else:
            self.reason, self.details, self.error = "", {}, f"{type(problem).__name__}: {problem}"

    def problem(self) -> str:
        """Say in the active language why the message was not booked; nothing where it was."""
        return reasons.told(self.reason, self.details) if self.reason else self.error

    def is_done(self) -> bool:
        """Say whether nothing is left to do with the message."""
        return self.status in (self.Status.PROCESSED, self.Status.IGNORED)
