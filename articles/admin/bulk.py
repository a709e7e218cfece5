"""Acts on many stories from their list: choose, look at what would happen to each, confirm.

The page is asked for three times: without an answer it asks its question, with `step=look` it says what would change
and what is refused and why, with `step=do` it does what was looked at. Sent again, it finds nothing left to do.
"""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import bulk, exports
from articles.admin.bulk_forms import AssignForm, BulkForm, SectionForm, StateForm, TopicForm
from articles.admin.story_list import chip, titles
from articles.models import Article
from newsroom.identity import LANGUAGES
from newsroom.staff import acting

LISTED = 100  # stories that the page of an export names
Action = Callable[[Any, HttpRequest, QuerySet], HttpResponseBase | None]


class BulkActs:
    """For the admin class of stories."""

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Handing out work is for those who may publish."""
        return request.user.has_perm("articles.publish_article")

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Taking stories out of the house is for those who may see them all."""
        return request.user.has_perm("articles.edit_every_article")


def _action(name: str, label: Any, form_class: type[BulkForm], permission: str) -> Action:
    def act(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return ask(modeladmin, request, queryset, name=name, title=label, form_class=form_class)

    act.__name__ = name
    return admin.action(description=label, permissions=[permission])(act)


def ask(
    modeladmin: Any,
    request: HttpRequest,
    queryset: QuerySet,
    *,
    name: str,
    title: Any,
    form_class: type[BulkForm],
    numbers: list[int] | None = None,
) -> HttpResponse | None:
    """Ask, look or do; `numbers` are the chosen rows of a list whose rows are not the stories themselves."""
    pks = list(queryset.order_by("-saved_at", "-pk").values_list("pk", flat=True)[: bulk.MOST_AT_ONCE + 1])
    if len(pks) > bulk.MOST_AT_ONCE:
        told = ngettext(
            "Choose at most %(most)d story at once. Nothing was changed.",
            "Choose at most %(most)d stories at once. Nothing was changed.",
            bulk.MOST_AT_ONCE,
        )
        messages.error(request, told % {"most": bulk.MOST_AT_ONCE})
        return None
    user, step = acting(request), request.POST.get("step", "")
    form = form_class(user, request.POST if step else None)
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "action_name": name,
        "numbers": pks if numbers is None else numbers,
    }
    if step and form.is_valid():
        outcomes, done = _look_or_do(request, form, pks, step)
        if done is not None:
            _tell(request, done, skipped=len(_chosen(request)) - len(done))
            return None
        context |= _told(outcomes, form) | {"changed_since": step == "do"}
    else:
        context["stories"] = queryset.select_related("section").order_by("-saved_at", "-pk")
    return _page(modeladmin, request, context)


def _look_or_do(
    request: HttpRequest, form: BulkForm, pks: list[int], step: str
) -> tuple[list[bulk.Outcome], list[Article] | None]:
    """Look, or do what was looked at with the same answer; give what would happen, or the stories that are done."""
    user, act = acting(request), form.act()
    seen = _seen(request)
    if step == "do" and seen and request.POST.get("answer") == form.chosen():
        try:
            return [], bulk.do(user, act, {pk: stamp for pk, stamp in seen.items() if pk in pks})
        except bulk.Changed as changed:
            fresh = {outcome.story.pk: outcome for outcome in bulk.look(user, act, pks)}
            refused = {outcome.story.pk: outcome for outcome in changed.outcomes if outcome.reason}
            return list((fresh | {pk: refused[pk] for pk in refused if pk in fresh}).values()), None
    return bulk.look(user, act, pks), None


def _told(outcomes: list[bulk.Outcome], form: BulkForm) -> dict[str, Any]:
    accepted = [outcome for outcome in outcomes if not outcome.reason]
    return {
        "looked": True,
        "accepted": [_line(outcome.story) for outcome in accepted],
        "refused": [_line(outcome.story) | {"reason": outcome.reason} for outcome in outcomes if outcome.reason],
        "answer": form.chosen(),
        "seen": json.dumps({outcome.story.pk: outcome.stamp for outcome in accepted}),
    }


def _line(story: Article) -> dict[str, Any]:
    states = [chip(story, language) for language in LANGUAGES]
    return {"titles": titles(story), "section": str(story.section), "states": states}


def _chosen(request: HttpRequest) -> set[str]:
    return set(request.POST.getlist(ACTION_CHECKBOX_NAME))


def _seen(request: HttpRequest) -> dict[int, str]:
    """Read which stories were looked at, and how they were then; anything strange is nothing."""
    try:
        sent = json.loads(request.POST.get("seen", ""))
        return {int(pk): str(stamp) for pk, stamp in sent.items()}
    except (ValueError, AttributeError, RecursionError):
        return {}


def _tell(request: HttpRequest, done: list[Article], *, skipped: int) -> None:
    told = ngettext("Done for one story.", "Done for %(count)d stories.", len(done)) % {"count": len(done)}
    if skipped > 0:
        left = ngettext("One was left as it is.", "%(count)d were left as they are.", skipped) % {"count": skipped}
        told = f"{told} {left}"
    messages.success(request, told)


def _page(modeladmin: Any, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    if "stories" in context:
        context["stories"] = [_line(story) for story in context["stories"]]
    everywhere = modeladmin.admin_site.each_context(request) | {"opts": modeladmin.opts}
    return TemplateResponse(request, "admin/articles/bulk.html", everywhere | context)


@admin.action(description=gettext_lazy("Export selected stories"), permissions=["export"])
def export_stories(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponseBase:
    """Ask for which kind of file, then give it."""
    kind = request.POST.get("kind", "")
    if request.POST.get("step") == "do" and kind in exports.FORMATS:
        pieces = exports.export(queryset, kind, by=acting(request))
        response = StreamingHttpResponse(pieces, content_type=exports.FORMATS[kind])
        name = f"stories-{timezone.localdate():%Y-%m-%d}.{kind}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response
    whole = request.POST.get("select_across") == "1"
    context = {
        "title": _("Export stories"),
        "action_name": "export_stories",
        "is_export": True,
        "whole": whole,
        "numbers": [] if whole else list(queryset.values_list("pk", flat=True)),
        "count": queryset.count(),
        "stories": queryset.select_related("section").order_by("-saved_at", "-pk")[:LISTED],
    }
    return _page(modeladmin, request, context)


ACTIONS: list[Action] = [
    _action("move_to_section", gettext_lazy("Move to a section"), SectionForm, "change"),
    _action("change_topic", gettext_lazy("Add or take away a topic"), TopicForm, "change"),
    _action("change_state", gettext_lazy("Change the state"), StateForm, "change"),
    _action("assign", gettext_lazy("Assign to somebody"), AssignForm, "publish"),
    export_stories,
]
