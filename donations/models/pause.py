"""Ways of giving that are switched off for now, by a person or by an alarm."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Pause(models.Model):
    """One way of giving that takes nothing until the row is gone. Nobody in `by` means that an alarm did it."""

    provider = models.CharField(_("payment method"), max_length=20, unique=True)
    since = models.DateTimeField(_("since"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        ordering = ["provider"]
        verbose_name = _("paused way of giving")
        verbose_name_plural = _("ways of giving")
        default_permissions = ("view",)
        permissions = [("pause_way", _("Can pause a way of giving and open it again"))]

    def __str__(self) -> str:
        return self.provider
