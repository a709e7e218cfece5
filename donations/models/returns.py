"""Money that goes back: refunds by staff, disputes by a donor's bank. Their sums are rows of the ledger."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from donations.models.donation import Donation
from donations.money import EXPONENTS
from donations.states import DISPUTE_MOVES, REFUND_MOVES, DisputeStatus, RefundStatus


class Refund(models.Model):
    """Money that goes back to a donor. One made at the provider's own desk has nobody in `asked_by`."""

    uuid = models.UUIDField(_("refund number"), default=uuid.uuid4, unique=True, editable=False)
    donation = models.ForeignKey(Donation, models.PROTECT, related_name="refunds", verbose_name=_("gift"))
    amount_minor = models.PositiveBigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    status = models.CharField(_("status"), max_length=8, choices=RefundStatus.choices, default=RefundStatus.ASKED)
    provider = models.CharField(_("payment method"), max_length=20)
    refund_id = models.CharField(_("refund at the provider"), max_length=120, null=True, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    problem = models.TextField(_("what went wrong"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    done_at = models.DateTimeField(_("paid back"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_amount_positive"),
            models.CheckConstraint(condition=Q(currency__in=EXPONENTS), name="refund_currency_known"),
            models.CheckConstraint(condition=Q(status__in=RefundStatus.values), name="refund_status_known"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(asked_by__isnull=True) | ~Q(approved_by=F("asked_by")),
                name="refund_approved_by_another",
            ),
            models.UniqueConstraint(fields=["provider", "refund_id"], name="refund_once_per_provider"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)[:8]

    def may_become(self, status: str) -> bool:
        """Say whether the move is one of those allowed."""
        return status in REFUND_MOVES[self.status]


class Dispute(models.Model):
    """A charge that the donor's bank took back, until it decides."""

    donation = models.ForeignKey(Donation, models.PROTECT, related_name="disputes", verbose_name=_("gift"))
    provider = models.CharField(_("payment method"), max_length=20)
    dispute_id = models.CharField(_("dispute at the provider"), max_length=120)
    status = models.CharField(_("status"), max_length=8, choices=DisputeStatus.choices, default=DisputeStatus.OPEN)
    amount_minor = models.PositiveBigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    reason = models.CharField(_("reason given by the bank"), max_length=60, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    answer_by = models.DateTimeField(_("answer by"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="dispute_amount_positive"),
            models.CheckConstraint(condition=Q(currency__in=EXPONENTS), name="dispute_currency_known"),
            models.CheckConstraint(condition=Q(status__in=DisputeStatus.values), name="dispute_status_known"),
            models.UniqueConstraint(fields=["provider", "dispute_id"], name="dispute_once_per_provider"),
        ]

    def __str__(self) -> str:
        return self.dispute_id

    def may_become(self, status: str) -> bool:
        """Say whether the move is one of those allowed."""
        return status in DISPUTE_MOVES[self.status]
