"""The page on which pictures come in: one request of a script for each file, or one form with all of them."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.photo_upload import ACCEPT, Sent, UploadForm, answer, receive
from newsroom.identity import language
from newsroom.staff import acting

if TYPE_CHECKING:
    from articles.admin.photo import PhotoAdmin


def show(request: HttpRequest, desk: "PhotoAdmin") -> HttpResponse:
    """Take in one or several files; scripts send them one by one and get JSON."""
    form = UploadForm(request.POST if request.method == "POST" else None)
    files = request.FILES.getlist("upload")
    sent: list[Sent] = []
    if request.method == "POST" and form.is_valid():
        sent = receive(files, credit=form.cleaned_data["credit"], by=acting(request))
        for each in sent:
            if each.is_new:
                desk.log_addition(request, each.photo, [{"added": {}}])
    if request.accepts("text/html"):
        return _after_upload(request, desk, sent) or _upload_page(request, desk, form, sent)
    if len(sent) == 1:
        return answer(sent[0], language=request.POST.get("language", language()))
    errors = [*form.errors.get("credit", []), _("Choose a picture first.")]
    return answer(Sent("", error=str(errors[0])), language=language())


def _after_upload(request: HttpRequest, desk: "PhotoAdmin", sent: list[Sent]) -> HttpResponse | None:
    """Go on to where the words are typed, once every file came in."""
    new = [each.photo for each in sent if each.photo and each.is_new]
    if not new or len(new) < len(sent):
        return None
    if len(new) == 1 and IS_POPUP_VAR in request.POST:
        return desk.response_add(request, new[0])
    told = ngettext(
        "The picture is in the library. Check its credit and describe it.",
        "%(count)d pictures are in the library. Check their credits and describe them.",
        len(new),
    )
    desk.message_user(request, told % {"count": len(new)}, messages.SUCCESS)
    if len(new) == 1 and desk.has_view_or_change_permission(request):
        return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[new[0].pk]))
    return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))


def _upload_page(request: HttpRequest, desk: "PhotoAdmin", form: UploadForm, sent: list[Sent]) -> HttpResponse:
    context = desk.admin_site.each_context(request) | {
        "title": _("Upload pictures"),
        "opts": desk.opts,
        "form": form,
        "accept": ACCEPT,
        "sent": sent,
        "nothing_sent": request.method == "POST" and form.is_valid() and not sent,
        "is_popup": IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST,
        "is_popup_var": IS_POPUP_VAR,
        "has_view_permission": desk.has_view_permission(request),
    }
    request.current_app = desk.admin_site.name
    return TemplateResponse(request, "admin/articles/photo/add.html", context, status=422 if sent else 200)
