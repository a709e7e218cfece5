"""Gifts that wait for a person: a view of the gifts of its own, so that finance finds them."""

from django.utils.translation import gettext_lazy as _

from donations.models.donation import Donation


class HeldGift(Donation):
    """A gift that was kept back before any provider heard of it."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        ordering = ["held_at", "pk"]
        verbose_name = _("held gift")
        verbose_name_plural = _("held gifts")
