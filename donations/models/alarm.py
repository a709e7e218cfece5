"""Alarms: what somebody of the newsroom must look at, until it is over or seen to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from donations import alarm_words
from donations.alarm_words import AlarmKind
from donations.models.donation import Donation
from donations.models.ledger import LedgerEntry
from donations.querysets import AlarmQuerySet


class Alarm(models.Model):
    """One thing that is wrong, once while it lasts.

    `about` tells alarms of one kind apart: a provider, a gift's number, a movement of money; never a person. `counts`
    is what the sentence names, `named` lists what exactly is wrong, each a code and its details.
    """

    kind = models.CharField(_("what is wrong"), max_length=20, choices=AlarmKind.choices)
    about = models.CharField(_("about"), max_length=120, blank=True)
    gift = models.ForeignKey(
        Donation, models.PROTECT, null=True, blank=True, related_name="alarms", verbose_name=_("gift")
    )
    counts = models.JSONField(default=dict)
    named = models.JSONField(_("in detail"), default=list, blank=True)
    raised_at = models.DateTimeField(pgettext_lazy("alarm", "raised"))
    last_seen_at = models.DateTimeField(_("seen last"))
    settled_at = models.DateTimeField(_("over since"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("seen to by"),
    )

    objects = AlarmQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        default_permissions = ("view",)
        permissions = [("settle_alarm", _("Can say that an alarm was seen to"))]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], condition=Q(settled_at__isnull=True), name="alarm_once_while_open"
            ),
            models.CheckConstraint(condition=Q(kind__in=AlarmKind.values), name="alarm_kind_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def sentence(self) -> str:
        """Say in the active language what is wrong and what to do."""
        return " ".join(alarm_words.told(self.kind, self.counts))

    def told_one_by_one(self) -> list[str]:
        """Say in the active language what exactly is wrong, line by line."""
        kinds = dict(LedgerEntry.Kind.choices)
        return [
            alarm_words.told_of(each | {"kind": str(kinds.get(each["kind"], each["kind"]))}) for each in self.named
        ]
