"""The donor as a person: name, language, newsletter, the wall; their data to take along, or to have erased."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from donations import erasure, portrait, wall
from donations.manage import changes, visits
from donations.manage.attempts import attempt
from donations.manage.forms import AboutForm
from donations.manage.visits import Visit
from donations.models import Campaign
from donations.providers.banktransfer import BankTransfer
from donations.views.manage.frame import done, for_the_donor, show


@for_the_donor("GET", "HEAD", "POST")
def about(request: HttpRequest, visit: Visit, language: str) -> HttpResponse:
    """Show and keep what a donor says about themselves."""
    donor, thanked = visit.donor, wall.of(visit.donor)
    initial = {
        "name": donor.name,
        "mail_language": donor.mail_language or donor.language,
        "wants_newsletter": donor.newsletter_at is not None,
        "on_wall": thanked is not None,
        "thanked_as": thanked.name if thanked else "",
    }
    form = AboutForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        is_kept = changes.about(
            donor,
            name=said["name"],
            mail_language=said["mail_language"],
            wants_newsletter=said["wants_newsletter"],
            thanked_as=said["thanked_as"] if said["on_wall"] else "",
        )
        return done(request, "about") if is_kept else redirect("donations:manage", language=language)
    context = {"form": form, "thanked": thanked, "has_wall": bool(thanked) or _has_wall(visit)}
    status = 400 if form.errors else 200
    return show(
        request, "about", name="manage_about", title=_("About me"), context=context, visit=visit, status=status
    )


def _has_wall(visit: Visit) -> bool:
    return Campaign.objects.filter(shows_wall=True, donation__donor=visit.donor).exists()


@for_the_donor("GET", "HEAD")
def data(request: HttpRequest, visit: Visit, language: str) -> HttpResponse:
    """Show a donor everything that we hold of them."""
    context = {"parts": portrait.read(visit.donor, language)}
    return show(request, "data", name="manage_data", title=_("What we hold of you"), context=context, visit=visit)


@for_the_donor("GET", "HEAD")
def data_file(request: HttpRequest, visit: Visit, language: str) -> HttpResponse:
    """Give a donor everything that we hold of them as a file."""
    response = JsonResponse(portrait.of(visit.donor), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-gifts.json"'
    return response


@for_the_donor("GET", "HEAD", "POST")
def erase(request: HttpRequest, visit: Visit, language: str) -> HttpResponse:
    """Say what erasing means, and erase."""
    problem, is_sure = "", request.POST.get("sure") == "yes"
    if request.method == "POST" and is_sure:
        problem = attempt(lambda: erasure.erase(visit.donor, by=None))
        if not problem:
            response = redirect("donations:manage_erased", language=language)
            visits.end(response, visit)
            return response
    elif request.method == "POST":
        problem = _("Tick the box first, so that nobody erases by mistake.")
    running = [pledge for pledge in visit.donor.pledges.all() if pledge.is_running()]
    standing = any(pledge.provider == BankTransfer.name for pledge in running)
    context = {"problem": problem, "running": running, "has_standing_order": standing}
    status = 409 if problem else 200
    return show(
        request, "erase", name="manage_erase", title=_("Erase me"), context=context, visit=visit, status=status
    )
