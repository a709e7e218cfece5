"""A monthly promise. Each of its payments is a Donation of its own."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from donations.models.attribution import Attributed
from donations.models.donor import Donor
from donations.money import EXPONENTS
from donations.states import PLEDGE_MOVES, Interval, PledgeStatus


class Pledge(Attributed):
    """What somebody promised to give each month. `standing_since` dates the news that set the status."""

    uuid = models.UUIDField(_("pledge number"), default=uuid.uuid4, unique=True, editable=False)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="pledges", verbose_name=_("donor"))
    amount_minor = models.PositiveBigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    interval = models.CharField(_("interval"), max_length=8, choices=Interval.choices, default=Interval.MONTH)
    status = models.CharField(
        _("status"), max_length=10, choices=PledgeStatus.choices, default=PledgeStatus.INCOMPLETE
    )
    provider = models.CharField(_("payment method"), max_length=20)
    standing_since = models.DateTimeField(_("status since"), null=True, blank=True)
    canceled_at = models.DateTimeField(_("ended"), null=True, blank=True)
    created_at = models.DateTimeField(_("started"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            *Attributed.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="pledge_amount_positive"),
            models.CheckConstraint(condition=Q(currency__in=EXPONENTS), name="pledge_currency_known"),
            models.CheckConstraint(condition=Q(interval=Interval.MONTH), name="pledge_interval_repeats"),
            models.CheckConstraint(condition=Q(status__in=PledgeStatus.values), name="pledge_status_known"),
            models.CheckConstraint(
                condition=~Q(status=PledgeStatus.CANCELED) | Q(canceled_at__isnull=False),
                name="pledge_canceled_has_date",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)[:8]

    def may_become(self, status: str) -> bool:
        """Say whether the move is one of those allowed."""
        return status in PLEDGE_MOVES[self.status]
