"""The panel "Translation" of a story's form: where the second version stands beside the first, and who makes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import access, translating
from articles.admin import source_changes
from articles.admin.gone import not_found_if_deleted
from articles.admin.lives import OWN_NAME
from articles.admin.parity_words import MARKS, named, told
from articles.admin.source_changes import ChangedField
from articles.models import Article, Correction, Parity, Revision, Translation
from newsroom.identity import DIRECTION, OTHER
from newsroom.models import User
from newsroom.row_numbers import row_number
from newsroom.staff import acting

View = Callable[..., Any]
NAME = "articles_article_translation"


@dataclass(frozen=True)
class Panel:
    """What the panel shows, and which of its buttons."""

    row: Translation
    state: str
    mark: str
    source: str
    target: str
    direction: str
    source_name: str
    target_name: str
    rests_on: Revision | None
    since: Revision | None
    changes: list[ChangedField]
    corrections: list[Correction]
    people: list[User]
    may_follow: bool
    may_assign: bool
    may_take: bool
    is_mine: bool


def panel_of(request: HttpRequest, article: Article) -> Panel | None:
    """Set the panel out for a story that `desk_copy` loaded; a story that nobody has saved yet has none."""
    row = getattr(article, "translation", None)
    if row is None or article.pk is None:
        return None
    user, source = acting(request), OTHER[row.language]
    pinned = Revision.objects.select_related("by").filter(pk=row.rests_on_id).first() if row.rests_on_id else None
    since = pinned or _last_worked(article, row)
    may_assign = translating.may_assign(user, article)
    people = translating.translators() if may_assign else []
    return Panel(
        row=row,
        state=told(row),
        mark=MARKS[Parity(row.state)],
        source=source,
        target=row.language,
        direction=DIRECTION[source],
        source_name=OWN_NAME[source],
        target_name=OWN_NAME[row.language],
        rests_on=pinned,
        since=since,
        changes=source_changes.since(article, since, source) if since else [],
        corrections=list(Correction.objects.unanswered().filter(article=article.pk).order_by("corrected_at")),
        people=[person for person in people if translating.works_there(person, article)],
        may_follow=access.may(user, "change", article, row.language) and bool(article.words("title", row.language)),
        may_assign=may_assign,
        may_take=row.translator_id is None and translating.may_take(user, article),
        is_mine=row.translator_id == user.pk,
    )


def _last_worked(article: Article, row: Translation) -> Revision | None:
    """Find the last save of a translation that nobody has yet called finished: what it has not seen came after it."""
    if row.state != Parity.IN_TRANSLATION:
        return None
    saves = Revision.objects.filter(article=article.pk, **{f"changed_{row.language}": True})
    return saves.order_by("-number").first()


def urls(view: Callable[[View], View]) -> list[URLPattern]:
    """Give the addresses of the panel's buttons."""
    return [path("<int:pk>/translation/<slug:act>/", view(do), name=NAME)]


@require_POST
@not_found_if_deleted()
def do(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do what a button of the panel, or of the page of parity, asks for; answers 403 to who may not."""
    user = acting(request)
    article = Article.objects.select_related("translation").filter(pk=pk).first()
    if not user.has_perm("articles.view_article"):
        raise PermissionDenied
    if act not in _ACTS or article is None:
        raise Http404
    try:
        messages.success(request, _ACTS[act](request, user, article))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return HttpResponseRedirect(_back(request, pk))


def _follow(request: HttpRequest, user: User, article: Article) -> str:
    row = getattr(article, "translation", None)
    language = row.language if row else OTHER[article.original_language]
    if not access.may(user, "change", article, language):
        raise PermissionDenied
    if not article.words("title", language):
        raise ValidationError(_("There is nothing written yet that could follow its source."))
    if translating.say_follows(article, by=user, seen=_seen(request)):
        return _("%(language)s now follows its source.") % {"language": OWN_NAME[language]}
    told = _("%(language)s follows its source as you saw it. The source was changed meanwhile: look at it again.")
    return told % {"language": OWN_NAME[language]}


def _seen(request: HttpRequest) -> int | None:
    """Read which revision the page showed; one that says nothing means the latest."""
    sent = request.POST.get("seen", "")
    return 0 if sent == "0" else row_number(sent)


def _assign(request: HttpRequest, user: User, article: Article) -> str:
    if not translating.may_assign(user, article):
        raise PermissionDenied
    chosen = request.POST.get("translator", "")
    if not chosen:
        translating.assign(article, None, by=user)
        return _("Nobody translates this story now; translators are offered it.")
    person = translating.translators().filter(pk=row_number(chosen) or 0).first()
    if person is None:
        raise ValidationError(_("This person has no right to do such work."))
    translating.assign(article, person, by=user)
    return _("%(person)s translates this story now.") % {"person": named(person)}


def _take(request: HttpRequest, user: User, article: Article) -> str:
    if not user.has_perm("articles.translate_article") or not translating.works_there(user, article):
        raise PermissionDenied
    translating.take(article, by=user)
    return _("This translation is yours now.")


def _give_back(request: HttpRequest, user: User, article: Article) -> str:
    if not access.may(user, "see", article):
        raise PermissionDenied
    translating.give_back(article, by=user)
    return _("You have given this translation back.")


_ACTS: dict[str, Callable[[HttpRequest, User, Article], str]] = {
    "follow": _follow,
    "assign": _assign,
    "take": _take,
    "give-back": _give_back,
}


def _back(request: HttpRequest, pk: int) -> str:
    """Lead to the story, or to the list of translations for who no longer sees it."""
    story = Article.objects.select_related("translation").get(pk=pk)
    if access.may(acting(request), "see", story):
        return reverse("admin:articles_article_change", args=[pk])
    return reverse("admin:articles_translation_changelist")
