"""What the buttons of the publication box do to a story that has just been saved."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import access, publishing, revisions, workflow
from articles.admin.lives import OWN_NAME, newsroom_clock
from articles.checklist import warnings_about
from articles.models import Article, State
from articles.snapshots import SHARED, parts_of
from newsroom import identity
from newsroom.identity import LANGUAGES
from newsroom.models import User
from newsroom.staff import acting
from newsroom.templatetags.dates import plain_day_and_time

PUBLICATIONS = ("publish", "schedule", "withdraw")
ANYWAY = "anyway"


class Asked(NamedTuple):
    """A pressed button: the act, its language ("" for the whole story), and what the button says besides."""

    act: str
    language: str
    value: str


class Outcome(NamedTuple):
    """Whether the act was done; if not, whether the editor is only asked to look once more."""

    done: bool
    asks: bool = False


def asked(request: HttpRequest) -> Asked | None:
    """Read which button of the publication box was pressed."""
    for name in ("embargo", "lift_embargo"):
        if f"_{name}" in request.POST:
            return Asked(name, "", "")
    for language in LANGUAGES:
        for act in (*PUBLICATIONS, "move"):
            if f"_{act}_{language}" in request.POST:
                return Asked(act, language, request.POST[f"_{act}_{language}"])
    return None


def act_on(
    request: HttpRequest, article: Article, wanted: Asked, typed: Mapping[str, Any], *, unseen: Collection[str] = ()
) -> Outcome:
    """Do what was asked to a saved story, and tell the editor; `typed` is what the box's fields hold.

    Nothing goes out that others changed after the editor opened the form: `unseen` names those parts.
    """
    user = acting(request)
    story = revisions.desk_copy(article.pk)
    if story is None or not access.may(user, "see", story):
        raise PermissionDenied
    if not _may(user, story, wanted):
        messages.error(request, _("Saved. You may write and translate, but not publish: ask an editor."))
        return Outcome(done=False)
    goes_out = wanted.act in ("publish", "schedule")
    if goes_out and not {*parts_of(wanted.language), *SHARED}.isdisjoint(unseen):
        told = _("Saved, but not published. Somebody else changed this story after you opened it.")
        messages.warning(request, " ".join([told, _("Look at their change below, then publish.")]))
        return Outcome(done=False)
    if goes_out and wanted.value != ANYWAY and warnings_about(story, story.working, wanted.language):
        return Outcome(done=False, asks=True)
    try:
        told = _ACTS[wanted.act](story, wanted, user, typed)
    except ValidationError as refused:
        messages.error(request, _refusal(refused, wanted.language))
        return Outcome(done=False)
    messages.success(request, told)
    return Outcome(done=True)


def _may(user: User, story: Article, wanted: Asked) -> bool:
    if wanted.act == "move":
        return wanted.value in State.values and workflow.may_move(user, story, wanted.language, State(wanted.value))
    return access.may(user, "publish", story)


def _publish(story: Article, wanted: Asked, by: User, typed: Mapping[str, Any]) -> str:
    language = wanted.language
    was_live = story.is_live(language)
    at = typed.get(f"goes_public_{language}") if wanted.act == "schedule" else None
    publishing.publish(story, language=language, by=by, at=at, comment=typed.get(f"comment_{language}", ""))
    moment = story.published_at(language)
    if moment and story.is_scheduled(language):
        told = _("Scheduled: %(language)s will appear by itself on %(moment)s, %(clock)s.")
        values = {"moment": in_house_style(moment), "clock": newsroom_clock()}
        return told % {"language": OWN_NAME[language], **values}
    if was_live:
        return _("Published the changes: %(language)s. Readers see them now.") % {"language": OWN_NAME[language]}
    return _("Published: %(language)s. Readers see it now.") % {"language": OWN_NAME[language]}


def _withdraw(story: Article, wanted: Asked, by: User, typed: Mapping[str, Any]) -> str:
    language = wanted.language
    reason, leads_to = (typed.get(f"{name}_{language}", "") for name in ("reason", "leads_to"))
    publishing.withdraw(story, language=language, by=by, reason=reason, leads_to=leads_to)
    if story.state(language) == State.DRAFT:
        return _("The schedule is cancelled: %(language)s is a draft again.") % {"language": OWN_NAME[language]}
    return _("Withdrawn: %(language)s. Readers no longer see it.") % {"language": OWN_NAME[language]}


def _move(story: Article, wanted: Asked, by: User, typed: Mapping[str, Any]) -> str:
    language, to = wanted.language, State(wanted.value)
    comment = typed.get(f"comment_{language}", "")
    publishing.move(story, language=language, to=to, by=by, comment=comment)
    told = _("%(language)s is now “%(state)s”.")
    return told % {"language": OWN_NAME[language], "state": to.label}


def _embargo(story: Article, wanted: Asked, by: User, typed: Mapping[str, Any]) -> str:
    until = typed.get("embargo_until") if wanted.act == "embargo" else None
    publishing.embargo(story, until=until, by=by)
    if until is None:
        return _("The embargo is lifted.")
    values = {"moment": in_house_style(until), "clock": newsroom_clock()}
    return _("Under embargo until %(moment)s, %(clock)s: nobody can publish it before.") % values


_ACTS: dict[str, Callable[[Article, Asked, User, Mapping[str, Any]], str]] = {
    "publish": _publish,
    "schedule": _publish,
    "withdraw": _withdraw,
    "move": _move,
    "embargo": _embargo,
    "lift_embargo": _embargo,
}


def in_house_style(moment: datetime) -> str:
    """Write a moment as the desk's pages do, in the language of the interface."""
    return plain_day_and_time(moment, identity.language())


def _refusal(refused: ValidationError, language: str) -> str:
    if not language:
        return " ".join([_("Saved, but not done."), *refused.messages])
    told = ngettext(
        "Saved, but not done for %(language)s, for this reason: %(reasons)s",
        "Saved, but not done for %(language)s, for these reasons: %(reasons)s",
        len(refused.messages),
    )
    return told % {"language": OWN_NAME[language], "reasons": " ".join(refused.messages)}
