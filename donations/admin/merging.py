"""Merging two donors from the desk: find the other, see both side by side, say who stays, confirm what moves."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations.acts import NotPossible
from donations.admin.notes import is_somebody
from donations.donors import alike, merging
from donations.models import Customer, Donation, Donor, DonorNote, OutboxEmail, Pledge, WallName
from newsroom import audit
from newsroom.row_numbers import row_number
from newsroom.staff import acting

PERMISSIONS = ("donations.merge_donor", "donations.view_donor")
MOST_FOUND = 20
MOVES: list[tuple[Promise, type, str]] = [
    (gettext_lazy("Gifts"), Donation, "donor"),
    (gettext_lazy("Pledges"), Pledge, "donor"),
    (gettext_lazy("Names for the wall"), WallName, "donation__donor"),
    (gettext_lazy("Notes"), DonorNote, "donor"),
    (gettext_lazy("Customers at payment services"), Customer, "donor"),
    (gettext_lazy("Mails"), OutboxEmail, "donor"),
]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the two, with what hangs on it."""

    donor: Donor
    counts: list[tuple[Promise, int]]
    is_offered: bool


class Mergeable:
    """Donors of whom two may be one."""

    change_list_template: Any = "admin/donations/donor_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the list of who is likely one, and the page of two."""
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        doors = [
            path("alike/", wrap(self.alike), name="donations_donor_alike"),
            path("<int:pk>/merge/", wrap(self.merge), name="donations_donor_merge"),
        ]
        return [*doors, *super().get_urls()]  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Lead to the page of two, and from a merged row to who stayed."""
        donor = context.get("original")
        if donor is not None and request.user.has_perms(PERMISSIONS) and is_somebody(donor):
            context["merge_url"] = reverse("admin:donations_donor_merge", args=[donor.pk])
        context["one_with"] = list(donor.merged.all()) if donor is not None else []
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def alike(self, request: HttpRequest) -> HttpResponse:
        """List who is likely the same person."""
        if not request.user.has_perms(PERMISSIONS):
            raise PermissionDenied
        pairs = [(first, others) for first, *others in alike.groups()]
        return self._page(request, "alike", _("Likely the same person"), {"groups": pairs})

    def merge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Find the other one, or show both, or make them one."""
        if not request.user.has_perms(PERMISSIONS):
            raise PermissionDenied
        donor = get_object_or_404(Donor, pk=pk)
        number = row_number(request.GET.get("with", ""))
        other = Donor.objects.filter(pk=number).first() if number else None
        if other is None:
            return self._find(request, donor)
        if request.method == "POST" and (kept := _merged(request, donor, other)):
            return redirect("admin:donations_donor_change", kept.pk)
        audit.record("look", by=acting(request), on=other)  # the first of the two is seen by its own address
        context = {
            "donor": donor,
            "candidates": _candidates(donor, other),
            "refusal": merging.refusal(donor, into=other),
        }
        return self._page(request, "merge", _("Are these two one person?"), context)

    def _find(self, request: HttpRequest, donor: Donor) -> HttpResponse:
        """Offer who is likely the same, and look for anybody by name, address or number."""
        typed = request.GET.get("q", "").strip()
        living: QuerySet[Donor] = Donor.objects.filter(erased_at=None, merged_into=None).exclude(pk=donor.pk)
        found: list[Donor] = []
        if typed:
            rows, _may_repeat = self.get_search_results(request, living, typed)  # type: ignore[attr-defined]
            found = list(rows.distinct()[:MOST_FOUND])
            _note_search(request, len(found))
        context = {"donor": donor, "typed": typed, "found": found, "likely": [] if typed else alike.to(donor)}
        return self._page(request, "merge_with", _("Merge with another donor"), context)

    def _page(self, request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
        everywhere = self.admin_site.each_context(request) | {"opts": self.opts, "title": title}  # type: ignore[attr-defined]
        return render(request, f"admin/donations/{name}.html", everywhere | context)


def _note_search(request: HttpRequest, count: int) -> None:
    """Write down that somebody looked for donors, and not for what: it may be an address."""
    audit.record("search", by=acting(request), on=capfirst(str(Donor._meta.verbose_name_plural)), lines=str(count))


def _merged(request: HttpRequest, donor: Donor, other: Donor) -> Donor | None:
    """Make the two one and give who stayed; nothing where it is not said who stays, or cannot be."""
    keep = row_number(request.POST.get("keep", ""))
    if keep not in (donor.pk, other.pk) or "sure" not in request.POST:
        messages.error(request, _("Say who stays, and that you are sure. Nothing was changed."))
        return None
    stays, goes = (donor, other) if keep == donor.pk else (other, donor)
    try:
        merging.merge(goes, into=stays, by=acting(request))
    except NotPossible as reason:
        messages.error(request, str(reason))
        return None
    messages.success(request, _("The two are one donor now. Both addresses have a mail."))
    return stays


def _candidates(*donors: Donor) -> list[Candidate]:
    """Count what hangs on each; who has given more often is offered to stay."""
    counted = [(donor, [(label, _count(model, path, donor)) for label, model, path in MOVES]) for donor in donors]
    first, second = ([count for _label, count in counts] for _donor, counts in counted)
    offered = [first >= second, first < second]
    return [Candidate(donor, counts, is_it) for (donor, counts), is_it in zip(counted, offered, strict=True)]


def _count(model: Any, path: str, donor: Donor) -> int:
    return model._default_manager.filter(**{path: donor}).count()
