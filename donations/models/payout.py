"""Payouts: what a provider sent to our bank account, and what each was made of."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from donations.models.ledger import LedgerEntry
from donations.money import EXPONENTS


class Payout(models.Model):
    """One transfer of a provider to our bank; negative where it took money back."""

    class Status(models.TextChoices):
        """How far it got."""

        ON_ITS_WAY = "sent", _("On its way")
        PAID = "paid", _("Arrived")
        FAILED = "failed", _("Failed")

    provider = models.CharField(_("payment method"), max_length=20)
    payout_id = models.CharField(_("payout at the provider"), max_length=120)
    amount_minor = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.ON_ITS_WAY)
    arrives_on = models.DateField(_("arrives on"))
    livemode = models.BooleanField(_("real money"), default=True, db_default=True)

    class Meta:
        ordering = ["-arrives_on", "-pk"]
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        constraints = [
            models.CheckConstraint(condition=Q(currency__in=EXPONENTS), name="payout_currency_known"),
            models.UniqueConstraint(fields=["provider", "payout_id"], name="payout_once_per_provider"),
        ]

    def __str__(self) -> str:
        return self.payout_id


class PayoutLine(models.Model):
    """One row of the provider's books that a payout carried: a movement of ours, or something else on the account."""

    payout = models.ForeignKey(Payout, models.CASCADE, related_name="lines", verbose_name=_("payout"))
    entry = models.ForeignKey(
        LedgerEntry, models.PROTECT, null=True, related_name="payout_lines", verbose_name=_("ledger entry")
    )
    booked_id = models.CharField(_("row of the provider's books"), max_length=120)
    net_minor = models.BigIntegerField(_("amount after fees, in minor units of the payout"))

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        verbose_name = _("line of a payout")
        verbose_name_plural = _("lines of payouts")
        constraints = [models.UniqueConstraint(fields=["payout", "booked_id"], name="payout_line_once")]

    def __str__(self) -> str:
        return self.booked_id
