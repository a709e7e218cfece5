"""The door to one's gifts: asking for a link, opening it, leaving.

Promise: opening the mailed address changes nothing, because mail programs and scanners look at links before people
do; only the button on its page uses the link up. The key in it is never logged (`newsroom/logs.py`).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from donations.manage import asking, links, visits
from donations.manage.forms import AskForm
from donations.manage.visits import Visit
from donations.views.manage import gifts
from donations.views.manage.frame import for_the_donor, private, show
from newsroom import throttle

ASKED_FROM_ONE_NETWORK = 20  # an hour; in many places a whole quarter stands behind one address
ASKED_BY_ALL = 600
MAILS_TO_ONE_ADDRESS = 4
OPENED_FROM_ONE_NETWORK = 60
OPENED_BY_ALL = 3000


@require_http_methods(["GET", "HEAD", "POST"])
@private
@csrf_exempt  # anybody may ask for anybody, from anywhere: the mail goes to the donor alone
def manage(request: HttpRequest, language: str) -> HttpResponse:
    """Show a donor on a visit their gifts; ask everybody else for the address that they gave with."""
    if request.method == "POST":
        return _take(request, language)
    visit = visits.of(request, language)
    if visit is None:
        return _ask(request, AskForm())
    response = gifts.overview(request, visit)
    visits.keep(response, visit)
    return response


def _take(request: HttpRequest, language: str) -> HttpResponse:
    form = AskForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, status=400)
    if not throttle.takes(request, "manage", from_one_network=ASKED_FROM_ONE_NETWORK, from_all=ASKED_BY_ALL):
        form.add_error(None, _("Many people ask just now. Please try again in an hour."))
        return _ask(request, form, status=429)
    email = form.cleaned_data["email"]
    may = throttle.takes_for(email, "manage", most=MAILS_TO_ONE_ADDRESS)
    if may and not form.is_from_a_machine():
        asking.ask(email, language=language)
    return redirect("donations:manage_sent", language=language)


def _ask(request: HttpRequest, form: AskForm, *, status: int = 200) -> HttpResponse:
    return show(request, "ask", name="manage", title=_("Manage my gift"), context={"form": form}, status=status)


@require_safe
@private
def sent(request: HttpRequest, language: str) -> HttpResponse:
    """Say the same to everybody: if there are gifts, a mail is on its way."""
    return show(request, "sent", name="manage_sent", title=_("Look into your mail"), context={})


@require_http_methods(["GET", "HEAD", "POST"])
@private
@csrf_exempt  # who can send this form holds the link
def open_link(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show the button of a mailed link, the same for a good one and a bad one; pressed, use the link up."""
    context = {"token": token}
    if request.method != "POST":
        return show(request, "open", name="manage", title=_("Open my gifts"), context=context)
    if not throttle.takes(request, "manage-open", from_one_network=OPENED_FROM_ONE_NETWORK, from_all=OPENED_BY_ALL):
        return show(request, "busy", name="manage", title=_("Please wait a while"), context={}, status=429)
    link = links.use(token)
    if link is None:
        title = _("This link is no longer good")
        return show(request, "worn", name="manage", title=title, context={}, status=410)
    response = redirect("donations:manage", language=language)
    visits.keep(response, Visit(link))
    return response


@require_safe
@private
def back(request: HttpRequest, language: str) -> HttpResponse:
    """Lead on who comes back from another site: only a page of ours can bring the cookie of the visit along."""
    return show(request, "back", name="manage_back", title=_("Back to your gifts"), context={})


@for_the_donor("POST")
def leave(request: HttpRequest, visit: Visit, language: str) -> HttpResponse:
    """End the visit."""
    response = redirect("donations:manage_left", language=language)
    visits.end(response, visit)
    return response


@require_safe
@private
def left(request: HttpRequest, language: str) -> HttpResponse:
    """Say that the visit is over."""
    return show(request, "left", name="manage_left", title=_("You have signed out"), context={})


@require_safe
@private
def erased(request: HttpRequest, language: str) -> HttpResponse:
    """Say that somebody was erased; whoever opens the page reads the same."""
    return show(request, "erased", name="manage_erased", title=_("You are erased"), context={})
