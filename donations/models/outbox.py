"""Mails that are owed: written down with their cause, sent once by the task queue."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models.donation import Donation


class OutboxEmail(models.Model):
    """One mail for one cause. The words are made when it is sent, in the language of the gift."""

    class Kind(models.TextChoices):
        """Why we write."""

        RECEIPT = "receipt", _("Receipt")
        TRANSFER = "transfer", _("How to transfer")

    dedupe_key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    donation = models.ForeignKey(Donation, models.PROTECT, related_name="letters", verbose_name=_("gift"))
    created_at = models.DateTimeField(_("owed since"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("mail to a donor")
        verbose_name_plural = _("mails to donors")

    def __str__(self) -> str:
        return self.dedupe_key
