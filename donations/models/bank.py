"""Statements of the bank: the files handed in, how each bank writes its tables, and the movements found in them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from donations.models.donation import Donation
from donations.money import EXPONENTS


class StatementLayout(models.Model):
    """Where one bank's tables keep what we need: set once by a person, known again by the words of the header."""

    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    bank = models.CharField(_("name of the bank"), max_length=60)
    columns = models.JSONField()  # for each column of the table a value of donations.bank.columns.Column
    date_order = models.CharField(max_length=3)
    decimal_sign = models.CharField(max_length=1)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("columns named by")
    )
    set_at = models.DateTimeField(_("columns named"), auto_now=True)

    class Meta:
        ordering = ["bank", "pk"]
        verbose_name = _("bank's table")
        verbose_name_plural = _("banks' tables")
        default_permissions = ("view", "delete")

    def __str__(self) -> str:
        return self.bank


class Statement(models.Model):
    """One file of the bank and how its reading went. `raw` is the file, kept only until its columns are named."""

    file_name = models.CharField(_("file"), max_length=120)
    layout = models.ForeignKey(
        StatementLayout, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("bank's table")
    )
    account = models.CharField(max_length=34, blank=True)  # of a table, which does not name its own
    currency = models.CharField(max_length=3, blank=True)
    raw = models.BinaryField(null=True, editable=False)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed in by")
    )
    handed_in_at = models.DateTimeField(_("handed in"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    lines = models.PositiveIntegerField(_("lines read"), default=0)
    new_lines = models.PositiveIntegerField(_("of them new"), default=0)
    left_out = models.PositiveIntegerField(_("outgoing, not kept"), default=0)
    flaws = models.JSONField(default=list)  # place, code and details, as donations.bank.flaws stores them

    class Meta:
        ordering = ["-handed_in_at", "-pk"]
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.file_name


class BankTransaction(models.Model):
    """One movement on our account, once: its checksum is made of what the bank wrote (donations/bank/lines.py).

    The amount is signed, in minor units. The payer and the text are emptied when their donor is erased.
    """

    class State(models.TextChoices):
        """What became of it."""

        NEW = "new", _("New")
        MATCHED = "matched", _("Booked")
        IGNORED = "ignored", _("Set aside")

    checksum = models.CharField(max_length=64, unique=True, editable=False)
    statement = models.ForeignKey(
        Statement, models.PROTECT, related_name="transactions", verbose_name=_("first seen in")
    )
    account = models.CharField(_("account"), max_length=34)
    booked_on = models.DateField(_("date"))
    amount_minor = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    text = models.TextField(_("text"), blank=True)
    payer = models.CharField(_("payer"), max_length=140, blank=True)
    bank_reference = models.CharField(_("number of the bank"), max_length=140, blank=True)
    is_reversal = models.BooleanField(_("comes back"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.NEW)
    donation = models.ForeignKey(
        Donation, models.PROTECT, null=True, blank=True, related_name="bank_lines", verbose_name=_("gift")
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        ordering = ["-booked_on", "-pk"]
        verbose_name = _("line of a bank statement")
        verbose_name_plural = _("lines of bank statements")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["booked_on"], condition=Q(state="new"), name="bank_lines_to_settle")]
        constraints = [
            models.CheckConstraint(condition=~Q(amount_minor=0), name="bank_line_moves_money"),
            models.CheckConstraint(condition=Q(currency__in=EXPONENTS), name="bank_line_currency_known"),
            models.CheckConstraint(
                condition=Q(state="matched", donation__isnull=False)
                | Q(state__in=["new", "ignored"], donation__isnull=True),
                name="bank_line_booked_has_gift",
            ),
        ]

    def __str__(self) -> str:
        # The payer stays out of logs and of the desk's list of recent actions.
        return f"{self.booked_on:%Y-%m-%d} {self.checksum[:8]}"

    def payment_id(self) -> str:
        """Name the movement for the ledger: the same line is the same payment, however often it is told."""
        return f"bank-{self.checksum[:24]}"

    def is_outgoing(self) -> bool:
        """Say whether money left our account."""
        return self.amount_minor < 0

    def save_settled(self, **values: Any) -> None:
        """Write what became of the line."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
