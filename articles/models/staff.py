"""Which part of the paper a member of staff works on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SectionLimit(models.Model):
    """A section that a member of staff is limited to; somebody without any such row works on the whole paper."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="section_limits",
        verbose_name=_("member of staff"),
    )
    section = models.ForeignKey("articles.Section", models.CASCADE, related_name="+", verbose_name=_("section"))

    class Meta:
        ordering = ["section"]
        verbose_name = _("section limit")
        verbose_name_plural = _("section limits")
        constraints = [models.UniqueConstraint(fields=["user", "section"], name="section_limit_once")]

    def __str__(self) -> str:
        return str(self.section)
