"""A promise to give each month or year. Each of its payments is a Donation of its own."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.attribution import Attributed
from donations.models.donor import Donor
from donations.money import EXPONENTS
from donations.states import PLEDGE_MOVES, REPEATING, Interval, PledgeStatus


class Pledge(Attributed):
    """What somebody promised to give, in minor units; `fee_cover_minor` is the part that covers fees.

    `standing_since` dates the news that set the status, `changed_at` what set amount and pause, `next_told_at` what
    told of the next payment: older news never takes the place of newer. A paused pledge keeps its status and takes
    nothing until `resumes_at`, or until somebody resumes it.
    """

    class CancelReason(models.TextChoices):
        """Why somebody stops giving."""

        MONEY = "money", _("I cannot afford it at the moment")
        ENOUGH = "enough", _("I have given enough for now")
        CONTENT = "content", _("I am not happy with the reporting")
        OTHER_WAY = "other_way", _("I give in another way")
        SAFETY = "safety", _("Giving is not safe for me")
        MISTAKE = "mistake", _("I did not mean to give regularly")
        OTHER = "other", _("Another reason")
        PROVIDER = "provider", _("The payments kept failing")

    uuid = models.UUIDField(_("pledge number"), default=uuid.uuid4, unique=True, editable=False)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="pledges", verbose_name=_("donor"))
    amount_minor = models.PositiveBigIntegerField(_("amount in minor units"))
    fee_cover_minor = models.PositiveBigIntegerField(_("of it for the fees, in minor units"), default=0, db_default=0)
    currency = models.CharField(_("currency"), max_length=3)
    interval = models.CharField(_("interval"), max_length=8, choices=Interval.choices, default=Interval.MONTH)
    status = models.CharField(
        _("status"), max_length=10, choices=PledgeStatus.choices, default=PledgeStatus.INCOMPLETE
    )
    provider = models.CharField(_("payment method"), max_length=20)
    subscription_id = models.CharField(_("subscription at the provider"), max_length=120, null=True, blank=True)
    livemode = models.BooleanField(_("real money"), default=True, db_default=True)
    next_charge_at = models.DateTimeField(_("next payment"), null=True, blank=True)
    next_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), null=True, blank=True, editable=False)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    resumes_at = models.DateTimeField(_("resumes"), null=True, blank=True)
    standing_since = models.DateTimeField(_("status since"), null=True, blank=True)
    canceled_at = models.DateTimeField(_("ended"), null=True, blank=True)
    cancel_reason = models.CharField(
        _("why it ended"), max_length=10, blank=True, db_default="", choices=CancelReason.choices
    )
    cancel_words = models.TextField(_("in the donor's words"), max_length=500, blank=True, db_default="")
    canceled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
        help_text=_("Empty where the donor or the provider ended it."),
    )
    created_at = models.DateTimeField(_("started"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        permissions = [("cancel_pledge", _("Can end, pause and change a donor's pledge"))]
        constraints = [
            *Attributed.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="pledge_amount_positive"),
            models.CheckConstraint(
                condition=Q(fee_cover_minor__lt=models.F("amount_minor")), name="pledge_covers_less_than_all"
            ),
            models.UniqueConstraint(fields=["provider", "subscription_id"], name="pledge_once_per_subscription"),
            models.CheckConstraint(condition=Q(currency__in=EXPONENTS), name="pledge_currency_known"),
            models.CheckConstraint(condition=Q(interval__in=REPEATING), name="pledge_interval_repeats"),
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

    def is_running(self) -> bool:
        """Say whether the provider takes payments, or tries to."""
        return self.status in (PledgeStatus.ACTIVE, PledgeStatus.PAST_DUE)

    def is_paused(self) -> bool:
        """Say whether nothing is taken at the moment because the donor wanted a pause."""
        return self.paused_at is not None and (self.resumes_at is None or self.resumes_at > timezone.now())
