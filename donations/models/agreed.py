"""The amounts that a pledge ever had: a payment of an older one may still arrive after a change."""

from django.db import models

from donations.models.pledge import Pledge


class AgreedAmount(models.Model):
    """One amount that a donor agreed to give each time, in minor units; kept when another takes its place."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="agreed")
    amount_minor = models.PositiveBigIntegerField()
    fee_cover_minor = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["pledge", "amount_minor"], name="agreed_once_per_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.pledge}: {self.amount_minor}"
