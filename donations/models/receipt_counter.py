"""The last receipt number of each year."""

from django.db import models


class ReceiptCounter(models.Model):
    """How many receipts a year has. The row is locked while one is numbered, so that none is lost or given twice."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
