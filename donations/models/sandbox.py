"""What the pretend bank remembers, so that it can tell it again when asked, as a real provider does."""

from django.db import models


class PretendNews(models.Model):
    """One thing that happened at the pretend bank: the message it sends, which names no donor."""

    event_id = models.CharField(max_length=120, unique=True)
    happened_at = models.DateTimeField(db_index=True)
    message = models.JSONField()

    class Meta:
        ordering = ["happened_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.event_id
