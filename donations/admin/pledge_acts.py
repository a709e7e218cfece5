"""Pausing, resuming and changing a pledge from the desk: asked once more, then the provider, then the books."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations import acts, money
from donations.admin.trying import tried
from donations.manage import changes
from donations.models import Pledge
from donations.providers.base import Can
from newsroom import arabic
from newsroom.identity import language
from newsroom.models import User
from newsroom.staff import acting

PERMISSION = "donations.cancel_pledge"  # it says "end, pause and change"
LONGEST_MONTHS = 12
DAY = forms.DateInput({"type": "date", "class": "vTextField day"}, format="%Y-%m-%d")


class SureForm(forms.Form):
    """Nothing to fill in."""

    def __init__(self, *args: Any, pledge: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pledge = pledge


class PauseForm(SureForm):
    """Until when nothing is taken."""

    until = forms.DateField(label=gettext_lazy("Nothing is taken until"), widget=DAY)

    def clean_until(self) -> date:
        """Refuse a day that is not to come, and a pause without end."""
        day: date = self.cleaned_data["until"]
        if day <= timezone.localdate():
            raise ValidationError(_("A pause ends on a day to come."))
        if day > changes.months_later(timezone.now(), LONGEST_MONTHS).date():
            raise ValidationError(_("A pause lasts a year at most."))
        return day


class AmountForm(SureForm):
    """Another amount, without what covers the fees."""

    amount = forms.CharField(label=gettext_lazy("New amount"), widget=forms.TextInput({"dir": "ltr"}))

    def clean_amount(self) -> int:
        """Read the amount into minor units, at least what the campaign asks for."""
        currency = self.pledge.currency
        minor = money.parse(self.cleaned_data["amount"], currency)
        ask = self.pledge.campaign.asks.filter(currency=currency).first()
        least = ask.least_minor if ask else 1
        if minor < least:
            raise money.too_small(least, currency)
        return minor


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done: its words, its form, when it makes sense, the question before it and the deed."""

    ability: Can
    title: Promise
    form: type[SureForm]
    makes_sense: Callable[[Pledge], bool]
    question: Callable[[Pledge, dict[str, Any]], str]
    do: Callable[[Pledge, dict[str, Any], User], None]
    done: Promise


def _ask_pause(pledge: Pledge, said: dict[str, Any]) -> str:
    day = arabic.date(_begin(said["until"]), language=language())
    return _("Take nothing of this pledge until %(day)s?") % {"day": day}


def _ask_amount(pledge: Pledge, said: dict[str, Any]) -> str:
    cover = changes.cover_for(pledge, said["amount"])
    sums = {"now": said["amount"] + cover, "was": pledge.amount_minor, "cover": cover}
    shown = {name: money.isolated(minor, pledge.currency) for name, minor in sums.items()}
    question = _("Take %(now)s in place of %(was)s from the next payment on?") % shown
    return question + " " + _("%(cover)s of it covers the fees.") % shown if cover else question


ACTS: dict[str, Act] = {
    "pause": Act(
        ability=Can.PAUSE,
        title=gettext_lazy("Pause"),
        form=PauseForm,
        makes_sense=lambda pledge: not pledge.is_paused(),
        question=_ask_pause,
        do=lambda pledge, said, by: acts.pause(pledge, until=_begin(said["until"]), by=by),
        done=gettext_lazy("The pledge is paused. The donor has a mail."),
    ),
    "resume": Act(
        ability=Can.PAUSE,
        title=gettext_lazy("Let it go on"),
        form=SureForm,
        makes_sense=lambda pledge: pledge.is_paused(),
        question=lambda pledge, said: _("Take the next payment of this pledge as usual?"),
        do=lambda pledge, said, by: acts.resume(pledge, by=by),
        done=gettext_lazy("The pledge goes on. The donor has a mail."),
    ),
    "amount": Act(
        ability=Can.CHANGE_AMOUNT,
        title=gettext_lazy("Change the amount"),
        form=AmountForm,
        makes_sense=lambda pledge: True,
        question=_ask_amount,
        do=lambda pledge, said, by: changes.amount(pledge, said["amount"], by=by),
        done=gettext_lazy("The amount is changed from the next payment on. The donor has a mail."),
    ),
}


def offered(request: HttpRequest, pledge: Pledge) -> list[tuple[str, Promise]]:
    """List what this member of staff can do to the pledge now: addresses and words."""
    if not request.user.has_perm(PERMISSION):
        return []
    return [
        (reverse(f"admin:donations_pledge_{name}", args=[pledge.pk]), act.title)
        for name, act in ACTS.items()
        if _is_possible(pledge, act)
    ]


def ask(request: HttpRequest, admin: ModelAdmin, pk: int, name: str) -> HttpResponse:
    """Ask what is wanted, show it once more, and do it."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    act, pledge = ACTS[name], get_object_or_404(Pledge.objects.select_related("campaign"), pk=pk)
    back = reverse("admin:donations_pledge_change", args=[pledge.pk])
    if not _is_possible(pledge, act):
        messages.info(request, _("This cannot be done to the pledge as it stands."))
        return HttpResponseRedirect(back)
    form = act.form(request.POST if request.method == "POST" else None, pledge=pledge)
    is_valid = form.is_valid()
    by = acting(request)
    if is_valid and "confirmed" in request.POST and tried(form, lambda: act.do(pledge, form.cleaned_data, by)):
        messages.success(request, str(act.done))
        return HttpResponseRedirect(back)
    has_fields = bool(form.fields)
    is_sure = (is_valid and form.is_valid()) or not has_fields
    context = admin.admin_site.each_context(request) | {
        "opts": admin.opts,
        "title": act.title,
        "form": form,
        "row": pledge,
        "amount": money.isolated(pledge.amount_minor, pledge.currency),
        "question": act.question(pledge, getattr(form, "cleaned_data", {})) if is_sure else "",
        "back": back,
    }
    return render(request, "admin/donations/pledge_act.html", context)


def _is_possible(pledge: Pledge, act: Act) -> bool:
    return acts.can(pledge, act.ability) and act.makes_sense(pledge)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
