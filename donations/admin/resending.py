"""Sending a mail again from the desk: to the address that the donor has, after a question, once for each press."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from donations import acts
from donations.admin.around import RESEND
from donations.models import OutboxEmail
from newsroom.staff import acting


class Resendable:
    """Mails that finance can send once more."""

    change_form_template: Any = "admin/donations/mail.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the page that asks."""
        page = self.admin_site.admin_view(self.resend)  # type: ignore[attr-defined]
        return [path("<int:pk>/resend/", page, name="donations_outboxemail_resend"), *super().get_urls()]  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Lead to the question who may ask it."""
        mail = context.get("original")
        if mail is not None and request.user.has_perm(RESEND):
            context["resend_url"] = reverse("admin:donations_outboxemail_resend", args=[mail.pk])
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def resend(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then send it."""
        if not request.user.has_perm(RESEND):
            raise PermissionDenied
        mail = get_object_or_404(OutboxEmail.objects.select_related("donation", "pledge", "donor"), pk=pk)
        back = _back(mail)
        if request.method == "POST":
            _sent(request, mail)
            return HttpResponseRedirect(back)
        context = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "opts": self.opts,  # type: ignore[attr-defined]
            "title": _("Send a mail again"),
            "mail": mail,
            "copies": acts.copies_of(mail),
            "back": back,
        }
        return render(request, "admin/donations/resend.html", context)


def _sent(request: HttpRequest, mail: OutboxEmail) -> None:
    copies = request.POST.get("copies", "")
    try:
        acts.resend(mail, by=acting(request), copies=int(copies) if copies.isdecimal() else 0)
    except acts.NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("The mail is on its way again."))


def _back(mail: OutboxEmail) -> str:
    row = mail.donation or mail.pledge or mail
    return reverse(f"admin:donations_{row._meta.model_name}_change", args=[row.pk])
