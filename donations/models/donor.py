"""The people who give. Some of them are at risk for it: only the finance group may see these rows."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from donations.querysets import DonorQuerySet


class Donor(models.Model):
    """Somebody who gives. An erased donor keeps the row, without address and name, because the books stay."""

    uuid = models.UUIDField(_("donor number"), default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="ar")
    mail_language = models.CharField(
        _("wants mails in"),
        max_length=2,
        blank=True,
        db_default="",
        choices=settings.LANGUAGES,
        help_text=_("Empty: each in the language of its gift."),
    )
    newsletter_at = models.DateTimeField(_("agreed to the newsletter"), null=True, blank=True)
    newsletter_refused_at = models.DateTimeField(_("gave the newsletter up"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    created_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects = DonorQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("donor")
        verbose_name_plural = _("donors")
        permissions = [
            ("merge_donor", _("Can merge two donors who are one")),
            ("erase_donor", _("Can erase a donor")),
        ]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="donor_email_unique_in_any_case"),
        ]

    def __str__(self) -> str:
        # Names and addresses stay out of logs and of the desk's list of recent actions.
        return str(self.uuid)[:8]


class DonorNote(models.Model):
    """What finance wants to remember of a donor; erased with the donor."""

    donor = models.ForeignKey(Donor, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("note on a donor")
        verbose_name_plural = _("notes on a donor")

    def __str__(self) -> str:
        return f"{self.donor} {self.at:%Y-%m-%d}"


class Customer(models.Model):
    """A donor as one provider knows them; told to forget them when the donor is erased."""

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="customers")
    provider = models.CharField(_("payment method"), max_length=20)
    customer_id = models.CharField(_("customer at the provider"), max_length=120)

    class Meta:
        verbose_name = _("customer at a payment service")
        verbose_name_plural = _("customers at payment services")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["provider", "customer_id"], name="customer_once_per_provider"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.customer_id}"
