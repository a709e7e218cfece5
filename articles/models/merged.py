"""What a topic or contributor that was merged away has become."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class Merged(models.Model):
    """The number of a row that is gone and of the row that stands for it now; never a chain.

    Old revisions of stories still name the old number.
    """

    class Kind(models.TextChoices):
        """Which table the numbers belong to."""

        CONTRIBUTOR = "contributor", _("Contributor")
        TOPIC = "topic", _("Topic")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    old_pk = models.BigIntegerField()
    new_pk = models.BigIntegerField()

    class Meta:
        verbose_name = _("merged row")
        verbose_name_plural = _("merged rows")
        constraints = [
            models.UniqueConstraint(fields=["kind", "old_pk"], name="merged_once"),
            models.CheckConstraint(condition=~models.Q(old_pk=F("new_pk")), name="merged_into_another"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.old_pk} → {self.new_pk}"
