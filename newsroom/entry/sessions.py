"""The sessions of an account: listed, and ended one by one or all but this one."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from newsroom import audit
from newsroom.entry import visitor
from newsroom.entry.views import Own
from newsroom.models import User
from newsroom.staff import acting


class Sessions(Own, TemplateView):
    """Where an account is signed in."""

    template_name = "account/sessions.html"
    title = _("Where you are signed in")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List the sessions, this one first, then the newest."""
        sessions = UserSession.objects.purge_and_list(acting(self.request))
        sessions.sort(key=lambda each: (each.is_current(), each.created_at), reverse=True)
        rows = [{"session": each, "browser": visitor.in_words(each.user_agent)} for each in sessions]
        return super().get_context_data(**kwargs) | {"rows": rows, "has_others": len(rows) > 1}

    def post(self, request: HttpRequest) -> HttpResponse:
        """End one session (`end` is its number) or every other one (`end` is "others")."""
        ended = end(acting(request), which=request.POST.get("end", ""), keep=request.session.session_key or "")
        if not UserSession.objects.filter(session_key=request.session.session_key).exists() and ended:
            get_adapter().logout(request)
        return HttpResponseRedirect(reverse("account_sessions"))


@transaction.atomic
def end(user: User, *, which: str, keep: str) -> int:
    """End sessions of an account and say how many; a number that is not one of its own ends none."""
    own = UserSession.objects.filter(user_id=user.pk)
    if which == "others":
        chosen = list(own.exclude(session_key=keep))
    else:
        chosen = [session for session in own if str(session.pk) == which]
    for session in chosen:
        session.end()
    if chosen:
        audit.record("session_end", by=user, on=user, sessions=str(len(chosen)))
    return len(chosen)
