"""Mails that are owed: written down with their cause, sent once by the task queue."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models.donation import Donation
from donations.models.donor import Donor
from donations.models.pledge import Pledge


class OutboxEmail(models.Model):
    """One mail for one cause, to the donor of its gift or pledge, or to `donor`; or to the newsroom.

    The words are made when it is sent, in the language of the gift, the pledge or the donor.
    """

    class Kind(models.TextChoices):
        """Why we write."""

        RECEIPT = "receipt", _("Receipt")
        TRANSFER = "transfer", _("How to transfer")
        REFUNDED = "refunded", _("Paid back")
        RENEWAL_FAILED = "renewal_failed", _("A payment failed")
        MISSED = "missed", _("A transfer did not come")
        RENEWAL_LOST = "renewal_lost", _("The last try failed")
        ACTION_NEEDED = "action_needed", _("The bank asks for a confirmation")
        UPCOMING = "upcoming", _("A yearly payment is near")
        CHANGED = "changed", _("A pledge was changed")
        CANCELED = "canceled", _("A pledge has ended")
        CONFIRM = "confirm", _("Confirm a gift")
        NOT_TAKEN = "not_taken", _("A held gift was refused")
        MANAGE = "manage", _("Link to the gifts")
        STATEMENT = "statement", _("Yearly statement")
        MERGED = "merged", _("Gifts are kept together")
        STAFF = "staff", _("To the newsroom")

    FORGOTTEN = {"forgotten": True}  # the context of a mail that was sent so long ago that it was emptied

    dedupe_key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    donation = models.ForeignKey(
        Donation, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("gift")
    )
    pledge = models.ForeignKey(
        Pledge, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("pledge")
    )
    donor = models.ForeignKey(
        Donor, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("donor")
    )
    context = models.JSONField(
        default=dict, db_default={}
    )  # what the words name beside the rows; no name, no address
    created_at = models.DateTimeField(_("owed since"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("mail to a donor")
        verbose_name_plural = _("mails to donors")
        permissions = [("resend_outboxemail", _("Can send a mail again"))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.pk}"
