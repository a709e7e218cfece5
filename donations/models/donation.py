"""One gift: one payment that somebody started, and what became of it. Only the ledger says "paid"."""

import uuid
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from donations import money
from donations.models.attribution import Attributed
from donations.models.donor import Donor
from donations.models.pledge import Pledge
from donations.money import EXPONENTS
from donations.querysets import DonationQuerySet
from donations.states import GIFT_MOVES, GiftStatus, HeldReason, Interval, RefundStatus, Standing


class Donation(Attributed):
    """A gift, in minor units: `amount_minor` is asked for in all, `fee_cover_minor` the part of it that covers fees,
    `received_minor` what came. `message` is for the newsroom and is told to no provider. A held gift waits for a
    person before anything is asked of a provider. Gifts that are not `livemode` moved no money.

    `form_key` is one per form sent, so that a form sent twice makes one gift. Ids of the provider are never blanked.
    """

    uuid = models.UUIDField(_("gift number"), default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField(unique=True, null=True, editable=False)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="donations", verbose_name=_("donor"))
    pledge = models.ForeignKey(
        Pledge, models.PROTECT, null=True, blank=True, related_name="donations", verbose_name=_("pledge")
    )
    donor_name = models.CharField(_("name as given"), max_length=120, blank=True)
    is_anonymous = models.BooleanField(_("wants no mention"), default=False)
    message = models.TextField(_("message to the newsroom"), max_length=500, blank=True, db_default="")
    wants_newsletter = models.BooleanField(_("wants the newsletter"), default=False, db_default=False)
    amount_minor = models.PositiveBigIntegerField(_("amount in minor units"))
    fee_cover_minor = models.PositiveBigIntegerField(_("of it for the fees, in minor units"), default=0, db_default=0)
    received_minor = models.PositiveBigIntegerField(_("received, in minor units"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    interval = models.CharField(_("interval"), max_length=8, choices=Interval.choices, default=Interval.ONCE)
    status = models.CharField(_("status"), max_length=8, choices=GiftStatus.choices, default=GiftStatus.CREATED)
    provider = models.CharField(_("payment method"), max_length=20)
    payment_id = models.CharField(_("payment id of the provider"), max_length=120, null=True, blank=True)
    session_id = models.CharField(_("session of the provider"), max_length=120, null=True, blank=True)
    invoice_id = models.CharField(_("invoice of the provider"), max_length=120, null=True, blank=True)
    livemode = models.BooleanField(_("real money"), default=True, db_default=True)
    document_number = models.CharField(
        _("document number"), max_length=60, blank=True, db_default="", help_text=_("Of the receipt book or grant.")
    )
    receipt_number = models.CharField(_("receipt number"), max_length=30, null=True, blank=True, unique=True)
    held_at = models.DateTimeField(_("held since"), null=True, blank=True)
    held_reason = models.CharField(
        _("why it is held"), max_length=30, blank=True, db_default="", choices=HeldReason.choices
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    reference_code = models.CharField(
        _("reference of the transfer"), max_length=20, null=True, blank=True, unique=True
    )
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)

    objects = DonationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")
        permissions = [
            ("receive_transfer", _("Can record a bank transfer as received")),
            ("refund_donation", _("Can pay a gift back")),
            ("approve_refund", _("Can approve a colleague's large refund")),
            ("enter_donation", _("Can enter cash, grants and gifts of other platforms")),
            ("import_statement", _("Can import bank statements")),
            ("release_donation", _("Can release or refuse a held gift")),
            ("export_donation", _("Can export gifts with their donors")),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="donation_newest"),
            models.Index(fields=["held_at"], name="donation_held", condition=Q(held_at__isnull=False)),
        ]
        constraints = [
            *Attributed.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="donation_amount_positive"),
            models.CheckConstraint(condition=Q(currency__in=EXPONENTS), name="donation_currency_known"),
            models.CheckConstraint(condition=Q(interval__in=Interval.values), name="donation_interval_known"),
            models.CheckConstraint(condition=Q(status__in=GiftStatus.values), name="donation_status_known"),
            models.CheckConstraint(
                condition=~Q(status=GiftStatus.PAID)
                | Q(paid_at__isnull=False, received_minor__gt=0, payment_id__isnull=False),
                name="donation_paid_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(fee_cover_minor__lt=models.F("amount_minor")), name="donation_covers_less_than_all"
            ),
            models.UniqueConstraint(fields=["provider", "payment_id"], name="donation_once_per_payment"),
            models.UniqueConstraint(fields=["provider", "session_id"], name="donation_once_per_session"),
            models.UniqueConstraint(fields=["provider", "invoice_id"], name="donation_once_per_invoice"),
        ]

    def __str__(self) -> str:
        return self.reference_code or str(self.uuid)[:8]

    def may_become(self, status: str) -> bool:
        """Say whether the move is one of those allowed."""
        return status in GIFT_MOVES[self.status]

    def is_settled(self) -> bool:
        """Say whether nothing more is expected to happen to the payment."""
        return self.status not in (GiftStatus.CREATED, GiftStatus.PENDING)

    def is_held(self) -> bool:
        """Say whether the gift waits for a person to let it through."""
        return self.held_at is not None and self.released_at is None

    def is_after_the_end(self) -> bool:
        """Say whether money came although the donor had ended the pledge: it goes back."""
        ended = self.pledge.canceled_at if self.pledge else None
        return ended is not None and self.paid_at is not None and self.paid_at > ended

    def form_path(self, language: str) -> str:
        """Give the path of a fresh form that knows what this gift was to be and which story led to it."""
        known = {
            "campaign": "" if self.campaign.is_default else self.campaign.slug,
            "story": self.article_id,
            "slot": self.slot,
            "interval": self.interval,
            "currency": self.currency,
            "amount": money.to_decimal(self.amount_minor - self.fee_cover_minor, self.currency),
        }
        query = urlencode({name: value for name, value in known.items() if value})
        return f"{reverse('donations:support', kwargs={'language': language})}?{query}"

    def standing(self) -> Standing:
        """Say how the gift stands, returns included; costs a query unless it was fetched `with_returns()`."""
        if self.status != GiftStatus.PAID:
            return Standing(self.status)
        went_back, bank_took, is_disputed = self._returns()
        if bank_took > 0:
            return Standing.IN_DISPUTE if is_disputed else Standing.TAKEN_BACK
        if went_back > 0:
            return Standing.PAID_BACK if went_back >= (self.received_minor or 0) else Standing.PARTLY_PAID_BACK
        return Standing.PAID

    def kept_minor(self) -> int:
        """Give what is left of the gift in minor units; below nothing where a bank took what had gone back before."""
        went_back, bank_took, _is_disputed = self._returns()
        return (self.received_minor or 0) - went_back - bank_took

    def refundable_minor(self) -> int:
        """Give what can still be paid back, in minor units: what is left, less what is promised to go back."""
        if self.status != GiftStatus.PAID:
            return 0
        waiting = [RefundStatus.ASKED, RefundStatus.SENT]
        promised = self.refunds.filter(status__in=waiting).aggregate(sum=Sum("amount_minor"))["sum"] or 0
        return max(0, self.kept_minor() - promised)

    def _returns(self) -> tuple[int, int, bool]:
        row = self if hasattr(self, "went_back") else type(self).objects.with_returns().get(pk=self.pk)
        return row.went_back, row.bank_took, row.is_disputed  # type: ignore[attr-defined]

    def thanks_path(self, language: str) -> str:
        """Give the path of the page that tells the donor how the gift stands."""
        return reverse("donations:thanks", kwargs={"language": language, "gift": self.uuid})
