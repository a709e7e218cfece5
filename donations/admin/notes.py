"""Notes on a donor: written on the donor's page, never changed, gone with the donor."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.report_form import Prose
from donations.models import Donor, DonorNote
from newsroom import audit
from newsroom.staff import acting

PERMISSION = "donations.add_donornote"


class NoteForm(forms.Form):
    """What is to be remembered."""

    text = Prose(
        label=gettext_lazy("New note"),
        max_length=2000,
        help_text=gettext_lazy("For finance only. The donor gets it when they ask what we hold of them."),
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


class HasNotes:
    """Donors of whom finance may remember something."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address that takes a note."""
        page = self.admin_site.admin_view(self.take_note)  # type: ignore[attr-defined]
        return [path("<int:pk>/note/", page, name="donations_donor_note"), *super().get_urls()]  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the form to who may write and where somebody is left to write about."""
        donor = context.get("original")
        if donor is not None and request.user.has_perm(PERMISSION) and is_somebody(donor):
            context["note_form"] = NoteForm()
            context["note_url"] = reverse("admin:donations_donor_note", args=[donor.pk])
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def take_note(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep a note; who wrote it is written down, what it says is not."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        donor, form = get_object_or_404(Donor, pk=pk), NoteForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(map(str, form.errors["text"])))
        elif not _keep(donor, form.cleaned_data["text"], request):
            messages.error(request, _("This donor was erased or merged, so nothing more is kept here."))
        return redirect("admin:donations_donor_change", pk)


def is_somebody(donor: Donor) -> bool:
    """Say whether the row stands for a person: neither erased nor merged into another."""
    return donor.erased_at is None and donor.merged_into_id is None


def _keep(donor: Donor, text: str, request: HttpRequest) -> bool:
    by = acting(request)
    with transaction.atomic():
        # Locked, so that no note comes after an erasure or a merge that began before it.
        held = Donor.objects.select_for_update(no_key=True).get(pk=donor.pk)
        if not is_somebody(held):
            return False
        newest = held.notes.first()
        if newest is None or (newest.text, newest.by_id) != (text, by.pk):  # a form sent twice is one note
            DonorNote.objects.create(donor=held, text=text, by=by)
            audit.record("note", by=by, on=held)
    return True
