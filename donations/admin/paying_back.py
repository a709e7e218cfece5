"""Paying a gift back from the desk: how much and why, shown once more, then the provider, then the books."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations import acts, money
from donations.admin.ways import name_of
from donations.models import Donation
from donations.providers.banktransfer import BankTransfer
from donations.providers.base import Can, ProviderDown, ProviderRefuses
from donations.states import RefundStatus
from newsroom.row_numbers import row_number
from newsroom.staff import acting

PERMISSION = "donations.refund_donation"


class BackForm(forms.Form):
    """How much goes back, and why; `left` is what can, in minor units."""

    amount = forms.CharField(label=gettext_lazy("Amount to pay back"), widget=forms.TextInput({"dir": "ltr"}))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, widget=forms.TextInput({"dir": "auto"}))

    def __init__(self, *args: Any, left: int, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left, self.currency = left, currency
        self.fields["amount"].help_text = _("%(left)s at most.") % {"left": money.isolated(left, currency)}

    def clean_amount(self) -> int:
        """Read the amount into minor units; more than is left is refused before anybody is asked."""
        largest = Decimal(money.to_decimal(self.left, self.currency))
        minor = money.parse(self.cleaned_data["amount"], self.currency, largest=largest)
        if minor == 0:
            raise ValidationError(_("The amount must be more than zero."))
        return minor


def is_possible(request: HttpRequest, gift: Donation) -> bool:
    """Say whether this member of staff can pay something of the gift back."""
    return request.user.has_perm(PERMISSION) and acts.can(gift, Can.REFUND)


def pay_back(request: HttpRequest, admin: ModelAdmin, pk: int) -> HttpResponse:
    """Ask how much and why, show it once more, and pay it back."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    gift = get_object_or_404(Donation, pk=pk)
    back = reverse("admin:donations_donation_change", args=[gift.pk])
    if not acts.can(gift, Can.REFUND):
        messages.info(request, _("Nothing of this gift can be paid back from here."))
        return HttpResponseRedirect(back)
    left = gift.refundable_minor()
    initial = {"amount": money.to_decimal(left, gift.currency)}
    form = BackForm(request.POST or None, initial=initial, left=left, currency=gift.currency)
    is_valid = request.method == "POST" and form.is_valid()
    if is_valid and "confirmed" in request.POST and _done(request, gift, form):
        return HttpResponseRedirect(back)
    return _page(request, admin, gift, form, back, is_valid=is_valid and form.is_valid())


def _done(request: HttpRequest, gift: Donation, form: BackForm) -> bool:
    """Pay back and tell what became of it; what cannot be done is told on the form, with everything kept."""
    amount, reason_given = form.cleaned_data["amount"], form.cleaned_data["reason"]
    left = row_number(request.POST["confirmed"]) or 0  # what could go back when the question was asked
    try:
        refund = acts.refund(gift, amount_minor=amount, by=acting(request), reason=reason_given, left_minor=left)
    except acts.NotPossible as reason:
        form.add_error(None, str(reason))
    except ProviderDown:
        messages.warning(request, _("The payment service does not answer. The refund is asked for again soon."))
        return True
    except ProviderRefuses as refusal:
        form.add_error(None, _("The payment service refuses: %(why)s. Nothing was paid back.") % {"why": refusal})
    else:
        _tell(request, refund.status, money.isolated(amount, gift.currency))
        return True
    return False


def _tell(request: HttpRequest, status: str, amount: str) -> None:
    if status == RefundStatus.ASKED:
        messages.success(request, _("%(amount)s wait for a second person.") % {"amount": amount})
    elif status == RefundStatus.DONE:
        messages.success(request, _("Paid back: %(amount)s.") % {"amount": amount})
    else:
        messages.success(request, _("On its way back: %(amount)s.") % {"amount": amount})


def _page(
    request: HttpRequest, admin: ModelAdmin, gift: Donation, form: BackForm, back: str, *, is_valid: bool
) -> HttpResponse:
    context = admin.admin_site.each_context(request) | {
        "opts": admin.opts,
        "title": _("Pay a gift back"),
        "form": form,
        "row": gift,
        "back": back,
        "way": name_of(gift.provider),
        "reference": gift.reference_code if gift.provider == BankTransfer.name else "",
        "sure_of": money.isolated(form.cleaned_data["amount"], gift.currency) if is_valid else "",
        "media": admin.media + form.media,
    }
    return render(request, "admin/donations/pay_back.html", context)
