"""One regular gift in its donor's hands: another amount, another card, a pause, the end.

Promise: what a page says was done is done: the payment service is asked first, and where it fails the donor reads
so. Ending takes one page and one button; whoever likes may say why.
"""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from donations import acts
from donations.manage import changes
from donations.manage.attempts import attempt
from donations.manage.forms import AmountForm, EndForm, PauseForm
from donations.manage.visits import Visit
from donations.models import Pledge
from donations.providers.banktransfer import BankTransfer
from donations.providers.base import Can
from donations.views.manage.frame import View, done, for_the_donor, show
from newsroom.identity import absolute


def for_own_pledge(ability: Can, *methods: str) -> Callable[[View], View]:
    """Give the view a pledge of the donor's own with which this can be done; anybody else's is not there."""

    def around(view: View) -> View:
        @for_the_donor(*methods)
        @wraps(view)
        def found(request: HttpRequest, visit: Visit, language: str, pledge: UUID) -> HttpResponse:
            row = get_object_or_404(visit.donor.pledges.select_related("campaign"), uuid=pledge)
            if not acts.can(row, ability):  # it ended meanwhile, perhaps by the first of two clicks
                return redirect("donations:manage", language=language)
            return view(request, visit, row)

        return found

    return around


@for_own_pledge(Can.CHANGE_AMOUNT, "GET", "HEAD", "POST")
def amount(request: HttpRequest, visit: Visit, row: Pledge) -> HttpResponse:
    """Give another amount from the next payment on."""
    form = AmountForm(request.POST or None, pledge=row)

    def act() -> None:
        changes.amount(row, form.amount_minor)

    return _answer(request, visit, row, form, act, page="amount", title=_("Give another amount"))


@for_own_pledge(Can.PAUSE, "GET", "HEAD", "POST")
def pause(request: HttpRequest, visit: Visit, row: Pledge) -> HttpResponse:
    """Take nothing for a while."""
    form = PauseForm(request.POST or None)

    def act() -> None:
        changes.pause(row, form.cleaned_data["months"])

    return _answer(request, visit, row, form, act, page="pause", title=_("Pause my regular gift"))


@for_own_pledge(Can.CANCEL, "GET", "HEAD", "POST")
def end(request: HttpRequest, visit: Visit, row: Pledge) -> HttpResponse:
    """End a regular gift."""
    form = EndForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"] or Pledge.CancelReason.OTHER
        acts.cancel(row, reason=reason, words=form.cleaned_data["words"])

    return _answer(request, visit, row, form, act, page="end", title=_("End my regular gift"))


@for_own_pledge(Can.PAUSE, "POST")
def resume(request: HttpRequest, visit: Visit, row: Pledge) -> HttpResponse:
    """Let a paused gift go on."""
    problem = attempt(lambda: acts.resume(row))
    return _failed(request, visit, problem) if problem else done(request, "resume")


@for_own_pledge(Can.CHANGE_CARD, "POST")
def card(request: HttpRequest, visit: Visit, row: Pledge) -> HttpResponse:
    """Lead the donor to where the payment service takes another card.

    Our pages let no form lead to another site (form-action of the CSP); a link may.
    """
    back = absolute(reverse("donations:manage_back", kwargs={"language": request.LANGUAGE_CODE}))
    found: list[str] = []
    problem = attempt(lambda: found.append(acts.card_link(row, back=back)))
    if problem:
        return _failed(request, visit, problem)
    title = _("On to the payment service")
    return show(request, "onward", name="manage", title=title, context={"address": found[0]}, visit=visit)


def _answer(
    request: HttpRequest, visit: Visit, row: Pledge, form: Form, act: Callable[[], None], *, page: str, title: str
) -> HttpResponse:
    """Show the form, or do what it asks for and say so where the donor's gifts are."""
    status = 200
    if request.method == "POST":
        problem = attempt(act) if form.is_valid() else ""
        if form.is_valid() and not problem:
            return done(request, page)
        status = 409 if problem else 400
        if problem:
            form.add_error(None, problem)
    context = {"form": form, "pledge": row, "is_standing_order": row.provider == BankTransfer.name}
    name = f"manage_{page}"
    return show(request, page, name=name, title=title, context=context, visit=visit, status=status, pledge=row.uuid)


def _failed(request: HttpRequest, visit: Visit, problem: str) -> HttpResponse:
    context = {"problem": problem}
    return show(request, "failed", name="manage", title=_("Not done"), context=context, visit=visit, status=409)
