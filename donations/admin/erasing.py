"""Erasing a donor from the desk, for who wrote a letter in place of using their own pages."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from donations import erasure
from donations.manage.attempts import attempt
from donations.models import Donor
from newsroom.staff import acting


class Erasable:
    """Donors whom finance can erase, one at a time and after a question."""

    def has_erase_permission(self, request: HttpRequest) -> bool:
        """Say whether this member of staff may erase a donor."""
        return request.user.has_perm("donations.erase_donor")

    @admin.action(description=_("Erase: the person goes, the books stay"), permissions=["erase"])
    def erase(self, request: HttpRequest, donors: QuerySet[Donor]) -> TemplateResponse | None:
        """Erase one donor, after saying what that means."""
        chosen = list(donors[:2])
        if len(chosen) != 1:
            messages.error(request, _("Erase one donor at a time."))
            return None
        [donor] = chosen
        if "sure" not in request.POST:
            return self._ask_to_erase(request, donor)
        problem = attempt(lambda: erasure.erase(donor, by=acting(request)))
        if problem:
            messages.error(request, _("Nothing was erased. %(reason)s") % {"reason": problem})
        else:
            messages.success(request, _("The donor is erased. Payment services are being asked to forget them."))
        return None

    def _ask_to_erase(self, request: HttpRequest, donor: Donor) -> TemplateResponse:
        """Show who would be erased, and which regular gifts would end."""
        pledges = [pledge for pledge in donor.pledges.all() if pledge.is_running()]
        context = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "opts": self.opts,  # type: ignore[attr-defined]
            "title": _("Erase this donor?"),
            "donor": donor,
            "pledges": pledges,
            "action_name": request.POST["action"],
        }
        return TemplateResponse(request, "admin/donations/erase.html", context)
