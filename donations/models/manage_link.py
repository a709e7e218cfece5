"""The mailed links by which donors reach their gifts. No link is kept: only what proves it, until it is used."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models.donor import Donor


class ManageLink(models.Model):
    """One mailed link and the visit that it opened.

    `digest` is the SHA-256 of the token, which only the mail holds. A link is good until `expires_at` and only once;
    the visit that it opened lasts until `ended_at`, or until the cookie of the visit grows old.
    """

    donor = models.ForeignKey(Donor, models.CASCADE, related_name="manage_links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("link to the gifts")
        verbose_name_plural = _("links to the gifts")

    def __str__(self) -> str:
        return str(self.pk)
