"""Files of sums that came by ways outside of this site."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models.bank import StatementLayout
from donations.models.campaign import Campaign


class SumsFile(models.Model):
    """One file and what came of it. `raw` is the file, kept until its lines are booked and for a day at most."""

    way = models.CharField(_("payment method"), max_length=20)
    file_name = models.CharField(_("file"), max_length=120)
    layout = models.ForeignKey(
        StatementLayout, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("its table")
    )
    currency = models.CharField(_("currency"), max_length=3)  # of lines that name none
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name=_("campaign"))
    language = models.CharField(_("language of the gift"), max_length=2, choices=settings.LANGUAGES, default="ar")
    raw = models.BinaryField(null=True, editable=False)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed in by")
    )
    handed_in_at = models.DateTimeField(_("handed in"), auto_now_add=True)
    booked = models.PositiveIntegerField(_("lines booked"), default=0)
    flaws = models.JSONField(default=list)  # place, code and details, as donations.bank.flaws stores them

    class Meta:
        ordering = ["-handed_in_at", "-pk"]
        verbose_name = _("file of sums")
        verbose_name_plural = _("files of sums")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.file_name

    @property
    def account(self) -> str:
        """Name whose lines these are: a line is known again within its way."""
        return self.way
