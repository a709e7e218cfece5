"""Ending a donor's pledge from the desk: at the provider first, with a reason, confirmed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations import acts, money
from donations.admin.trying import tried
from donations.models import Pledge
from donations.providers.base import Can
from newsroom.staff import acting

PERMISSION = "donations.cancel_pledge"


class EndForm(forms.Form):
    """Why it ends."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Pledge.CancelReason.choices)
    words = forms.CharField(
        label=gettext_lazy("In the donor's words"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    is_sure = forms.BooleanField(label=gettext_lazy("This pledge is to end. It cannot begin again."))


def is_possible(request: HttpRequest, pledge: Pledge) -> bool:
    """Say whether this member of staff can end the pledge."""
    return request.user.has_perm(PERMISSION) and acts.can(pledge, Can.CANCEL)


def end(request: HttpRequest, admin: ModelAdmin, pk: int) -> HttpResponse:
    """Ask why, and end it."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    pledge = get_object_or_404(Pledge, pk=pk)
    back = reverse("admin:donations_pledge_change", args=[pledge.pk])
    if not acts.can(pledge, Can.CANCEL):
        messages.info(request, _("This pledge cannot be ended from here: it has ended, or its way of giving is off."))
        return HttpResponseRedirect(back)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _ended(request, pledge, form):
        messages.success(request, _("The pledge has ended."))
        return HttpResponseRedirect(back)
    context: dict[str, Any] = admin.admin_site.each_context(request) | {
        "opts": admin.opts,
        "title": _("End a pledge"),
        "form": form,
        "row": pledge,
        "amount": money.isolated(pledge.amount_minor, pledge.currency),
        "back": back,
        "media": admin.media + form.media,
    }
    return render(request, "admin/donations/end.html", context)


def _ended(request: HttpRequest, pledge: Pledge, form: EndForm) -> bool:
    said, by = form.cleaned_data, acting(request)
    return tried(form, lambda: acts.cancel(pledge, reason=said["reason"], words=said["words"], by=by))
