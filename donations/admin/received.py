"""Recording a bank transfer: what came and when, confirmed by a person, once."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations import ledger, money
from donations.bank.awaited import NEAR_DAYS
from donations.facts import Fact, FactKind
from donations.models import BankTransaction, Donation, Pledge
from donations.providers.banktransfer import BankTransfer
from donations.states import GiftStatus, PledgeStatus
from newsroom import audit
from newsroom.models import User
from newsroom.staff import acting

PERMISSION = "donations.receive_transfer"


class ReceivedForm(forms.Form):
    """What the statement says."""

    amount = forms.CharField(
        label=gettext_lazy("Amount received"), help_text=gettext_lazy("As the statement shows it, after bank fees.")
    )
    received_on = forms.DateField(label=gettext_lazy("Received on"), widget=AdminDateWidget)
    is_sure = forms.BooleanField(
        label=gettext_lazy("I have seen this amount with this reference on the bank statement.")
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency

    def clean_amount(self) -> int:
        """Read the amount into minor units."""
        minor = money.parse(self.cleaned_data["amount"], self.currency)
        if minor == 0:
            raise ValidationError(_("The amount must be more than zero."))
        return minor

    def clean_received_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day


def is_awaited(row: Donation | Pledge) -> bool:
    """Say whether a transfer may still arrive for this gift or pledge."""
    if row.provider != BankTransfer.name:
        return False
    if isinstance(row, Pledge):
        return row.status in (PledgeStatus.ACTIVE, PledgeStatus.PAST_DUE)
    return row.status != GiftStatus.PAID


def receive(request: HttpRequest, admin: ModelAdmin, pk: int) -> HttpResponse:
    """Show the form, or record the transfer through the ledger and go back to the row."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    row: Donation | Pledge = get_object_or_404(admin.model, pk=pk)
    back = reverse(f"admin:donations_{row._meta.model_name}_change", args=[row.pk])
    if not is_awaited(row):
        messages.info(request, _("Nothing is awaited here: the transfer was recorded before."))
        return HttpResponseRedirect(back)
    initial = {"amount": money.to_decimal(row.amount_minor, row.currency), "received_on": timezone.localdate()}
    form = ReceivedForm(request.POST or None, initial=initial, currency=row.currency)
    if request.method == "POST" and form.is_valid():
        fact = _fact(row, form.cleaned_data, request)
        try:
            outcome = _booked(row, fact, acting(request))
        except ValidationError as error:
            form.add_error(None, error)
        except ledger.Contradiction as contradiction:
            told = _("The books say otherwise, and nothing was recorded: %(reason)s")
            form.add_error(None, told % {"reason": contradiction})
        else:
            _tell(outcome, request, admin, row, fact)
            return HttpResponseRedirect(back)
    context = admin.admin_site.each_context(request) | {
        "opts": admin.opts,
        "title": _("Record a bank transfer"),
        "form": form,
        "row": row,
        "reference": _reference(row),
        "expected": money.isolated(row.amount_minor, row.currency),
        "back": back,
        "media": admin.media + form.media,
    }
    return render(request, "admin/donations/receive.html", context)


def _not_from_a_statement(row: Donation | Pledge, fact: Fact) -> None:
    """Raise ValidationError where a statement brought the same money: by hand it would count twice."""
    if not isinstance(row, Pledge):
        return  # a gift is paid once: the ledger sees to it
    Pledge.objects.select_for_update().get(pk=row.pk)  # as the ledger does, so that a line being booked is waited for
    day = timezone.localdate(fact.occurred_at)
    days = (day - NEAR_DAYS, day + NEAR_DAYS)
    lines = BankTransaction.objects.filter(amount_minor=fact.amount_minor, booked_on__range=days)
    if lines.filter(donation__pledge=row).exists():
        raise ValidationError(_("A bank statement showed this transfer, and it was booked from there."))


def _booked(row: Donation | Pledge, fact: Fact, by: User) -> ledger.Outcome:
    """Enter the transfer and write down who did, as one act; raises ValidationError and what the ledger raises."""
    with transaction.atomic():
        _not_from_a_statement(row, fact)
        outcome = ledger.apply(fact)
        if outcome == ledger.Outcome.APPLIED:
            amount = f"{money.to_decimal(fact.amount_minor, fact.currency)} {fact.currency}"
            day = timezone.localdate(fact.occurred_at).isoformat()
            audit.record("transfer", by=by, on=row, amount=amount, received_on=day, reference=fact.payment_id)
    return outcome


def _fact(row: Donation | Pledge, said: dict[str, Any], request: HttpRequest) -> Fact:
    """Tell the ledger: the first transfer is named by its reference, those of later months by reference and day."""
    reference, day = _reference(row), said["received_on"]
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    about: dict[str, Any] = {
        "provider": row.provider,
        "occurred_at": min(noon, timezone.now()),
        "amount_minor": said["amount"],
        "currency": row.currency,
        "by": request.user,
    }
    if isinstance(row, Pledge):
        return Fact(kind=FactKind.RENEWED, pledge=row.uuid, payment_id=f"{reference} {day.isoformat()}", **about)
    return Fact(kind=FactKind.PAID, gift=row.uuid, payment_id=reference, **about)


def _reference(row: Donation | Pledge) -> str:
    if isinstance(row, Pledge):
        codes = row.donations.filter(reference_code__isnull=False).order_by("pk")
        return codes.values_list("reference_code", flat=True).first() or str(row.uuid)
    return row.reference_code or str(row.uuid)


def _tell(
    outcome: ledger.Outcome, request: HttpRequest, admin: ModelAdmin, row: Donation | Pledge, fact: Fact
) -> None:
    if outcome == ledger.Outcome.ALREADY:
        messages.info(request, _("This transfer was recorded before; nothing has changed."))
        return
    amount = money.isolated(fact.amount_minor, fact.currency)
    admin.log_change(request, row, _("A transfer of %(amount)s was recorded.") % {"amount": amount})
    messages.success(request, _("Recorded: %(amount)s. The receipt is on its way.") % {"amount": amount})
