"""The people who give. Some of them are at risk for it: only the finance group may see these rows."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Donor(models.Model):
    """Somebody who gives. An erased donor keeps the row, without address and name, because the books stay."""

    uuid = models.UUIDField(_("donor number"), default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="ar")
    created_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("donor")
        verbose_name_plural = _("donors")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="donor_email_unique_in_any_case"),
        ]

    def __str__(self) -> str:
        # Names and addresses stay out of logs and of the desk's list of recent actions.
        return str(self.uuid)[:8]
