"""The staff's acts of weight: rows that are added and never changed, which the database itself sees to."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act: when, who, what, on what.

    People and things are written down in words and numbers, without a foreign key, so that a row stays as it was
    written when the account or the story is gone.
    """

    at = models.DateTimeField(_("time"), default=timezone.now, editable=False)
    by_id = models.BigIntegerField(_("number of the account"), null=True, editable=False)
    by_name = models.CharField(_("who"), max_length=150, blank=True, editable=False)
    act = models.CharField(_("act"), max_length=40, editable=False)
    on_text = models.CharField(_("on what"), max_length=300, blank=True, editable=False)
    on_model = models.CharField(_("kind of thing"), max_length=100, blank=True, editable=False)
    on_id = models.CharField(_("number of the thing"), max_length=64, blank=True, editable=False)
    details = models.JSONField(_("details"), default=dict, editable=False)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ("view",)
        verbose_name = _("act of the staff")
        verbose_name_plural = _("acts of the staff")
        indexes = [
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["act", "-id"], name="audit_act_newest"),
            models.Index(fields=["by_id", "-id"], name="audit_person_newest"),
            models.Index(fields=["on_model", "on_id", "-id"], name="audit_thing_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.act} · {self.by_name} · {self.on_text}"
