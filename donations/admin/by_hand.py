"""Entering what came outside of this site: everything typed is shown once more with the sum in words, then booked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from donations import by_hand, money, nonces
from donations.admin.by_hand_forms import BackForm, EntryForm
from donations.by_hand import NotEntered
from donations.models import Campaign, Donation, OutboxEmail
from donations.states import GiftStatus
from newsroom.identity import language
from newsroom.staff import acting

PERMISSION = "donations.enter_donation"
LIST = "admin:donations_donation_changelist"


def enter(request: HttpRequest, admin: ModelAdmin) -> HttpResponse:
    """Ask what came, show it once more, and enter it."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    initial = {"received_on": timezone.localdate(), "nonce": nonces.new(), "campaign": Campaign.objects.first()}
    form = EntryForm(request.POST if request.method == "POST" else None, initial=initial)
    is_sure = form.is_valid() and "change" not in request.POST
    if is_sure and "confirmed" in request.POST:
        try:
            gift, is_new = by_hand.enter(form.entry(), by=acting(request))
        except NotEntered as problem:
            form.add_error("document_number", str(problem))
            is_sure = False
        else:
            _tell(request, gift, is_new=is_new)
            return HttpResponseRedirect(reverse("admin:donations_donation_change", args=[gift.pk]))
    if "nonce" in form.errors:
        form.data = _with_new_mark(request)
    context = _page(request, admin, form) | {"title": _("Enter a gift"), "back": reverse(LIST)}
    if is_sure:
        said = form.cleaned_data
        sum_in_words = money.in_words(said["minor"], said["currency"], language())
        context |= {"question": sum_in_words, "facts": form.facts(), "button": _("Enter it"), "may_change": True}
    return render(request, "admin/donations/act.html", context)


def may_take_back(request: HttpRequest, gift: Donation) -> bool:
    """Say whether this member of staff can take the entry back."""
    if not request.user.has_perm(PERMISSION) or gift.status != GiftStatus.PAID:
        return False
    return by_hand.is_by_hand(gift) and gift.refundable_minor() > 0


def take_back(request: HttpRequest, admin: ModelAdmin, pk: int) -> HttpResponse:
    """Ask why an entry was wrong, and take it back by a row of its own."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    gift = get_object_or_404(Donation, pk=pk)
    back = reverse("admin:donations_donation_change", args=[gift.pk])
    if not may_take_back(request, gift):
        messages.info(request, _("Only what was entered by hand, and was not taken back yet, is taken back here."))
        return HttpResponseRedirect(back)
    form = BackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            minor = by_hand.take_back(gift, by=acting(request), reason=form.cleaned_data["reason"])
        except NotEntered as problem:
            messages.info(request, str(problem))
        else:
            amount = money.isolated(minor, gift.currency)
            messages.success(
                request, _("Taken back: %(amount)s. The document may be entered anew.") % {"amount": amount}
            )
        return HttpResponseRedirect(back)
    has_receipt = OutboxEmail.objects.filter(donation=gift, kind=OutboxEmail.Kind.RECEIPT).exists()
    explains = _(
        "The entry stays in the books; a row against it takes it back. No money moves, and nobody is mailed."
    )
    told = _("The donor has a receipt for it: write to them yourself.") if has_receipt else ""
    context = _page(request, admin, form) | {
        "title": _("Take back an entry"),
        "original": gift,
        "row_address": back,
        "explains": f"{explains} {told}".strip(),
        "facts": [
            (_("Amount"), money.in_words(gift.refundable_minor(), gift.currency, language())),
            (_("Document number"), gift.document_number),
        ],
        "button": _("Take it back"),
        "back": back,
    }
    return render(request, "admin/donations/act.html", context)


def _page(request: HttpRequest, admin: ModelAdmin, form: forms.Form) -> dict[str, Any]:
    return admin.admin_site.each_context(request) | {
        "opts": admin.opts,
        "list_address": reverse(LIST),
        "form": form,
        "button": _("Go on"),
    }


def _tell(request: HttpRequest, gift: Donation, *, is_new: bool) -> None:
    if is_new:
        amount = money.isolated(gift.received_minor or 0, gift.currency)
        messages.success(request, _("Entered: %(amount)s.") % {"amount": amount})
    else:
        messages.info(request, _("This was entered before; nothing has changed."))


def _with_new_mark(request: HttpRequest) -> Any:
    """Give a form that has expired a mark of its own, with everything typed kept."""
    data = request.POST.copy()
    data["nonce"] = nonces.new()
    return data
