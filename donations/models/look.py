"""Who of the staff looked at which donor: a view of the staff's acts of its own, for those who answer for donors."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.models import AuditEntry


class LookManager(models.Manager):
    """The acts by which somebody saw donors."""

    def get_queryset(self) -> models.QuerySet:
        """Keep looks, searches, and the files that were taken."""
        seen = Q(act__in=["look", "search"]) | Q(act="export", details__has_any_keys=["table", "statement"])
        return super().get_queryset().filter(seen)


class Look(AuditEntry):
    """One look at a donor, a search for one, or a file that was taken. Nothing in it names the donor."""

    objects: ClassVar[models.Manager] = LookManager()

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("look at a donor")
        verbose_name_plural = _("looks at donors")
