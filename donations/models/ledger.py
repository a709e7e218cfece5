"""The ledger: every movement of money, one row each. Rows are added, never changed; a database trigger sees to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from donations.models.donation import Donation
from donations.money import EXPONENTS
from donations.querysets import LedgerQuerySet


class LedgerEntry(models.Model):
    """One movement of money, signed: what came in is positive, what went away is negative (minor units).

    Fees are negative, positive where the provider gives one back. A refund that the donor's bank returned is an
    adjustment. The sum of all kinds is what the provider owes or has paid out to us.
    """

    class Kind(models.TextChoices):
        """What moved."""

        CHARGE = "charge", _("Gift")
        FEE = "fee", _("Fee")
        REFUND = "refund", _("Refund")
        DISPUTE = "dispute", _("Taken back by the bank")
        DISPUTE_WON = "dispute_won", _("Returned by the bank")
        ADJUSTMENT = "adjustment", _("Adjustment")

    donation = models.ForeignKey(Donation, models.PROTECT, related_name="entries", verbose_name=_("gift"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    amount_minor = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    provider = models.CharField(_("payment method"), max_length=20)
    transaction_id = models.CharField(_("transaction number"), max_length=120)
    occurred_at = models.DateTimeField(_("happened on"))
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["-occurred_at", "-pk"]
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        indexes = [models.Index(fields=["-occurred_at", "-id"], name="ledger_newest")]
        constraints = [
            models.UniqueConstraint(fields=["provider", "transaction_id", "kind"], name="ledger_once_per_movement"),
            models.UniqueConstraint(
                fields=["donation"], condition=Q(kind="charge"), name="ledger_one_charge_per_gift"
            ),
            models.CheckConstraint(condition=Q(currency__in=EXPONENTS), name="ledger_currency_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["charge", "dispute_won"], amount_minor__gt=0)
                | Q(kind__in=["refund", "dispute"], amount_minor__lt=0)
                | (Q(kind__in=["fee", "adjustment"]) & ~Q(amount_minor=0)),
                name="ledger_sign_fits_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.transaction_id}"


class Takings(LedgerEntry):
    """The ledger as sums only: a right of its own, so that editors see what a story brought and no donor."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("money by story")
        verbose_name_plural = _("money by story")


class Overview(LedgerEntry):
    """The books as charts and counts: a right of its own, for finance."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("finance at a glance")
        verbose_name_plural = _("finance at a glance")
