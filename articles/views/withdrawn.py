"""What readers find where a version was that the paper has taken back: when, why, and where to go instead.

Promise: the headline and the text are told nowhere. A way on leads to a page of ours that is there, never round in a
circle; shared caches keep the answer for a minute and under the story's key, so publishing it again replaces it.
"""

import re
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from articles.models import Article, State, Withdrawal
from articles.views import frame
from newsroom import edge
from newsroom.identity import LANGUAGES

LONGEST_WAY = 5  # withdrawn stories that lead on to one another
_OUR_PATH = re.compile(r"/(ar|en)/[^\\\s]*")


def languages(story: Article) -> list[str]:
    """List the languages in which the story was taken back from readers."""
    return [language for language in LANGUAGES if story.state(language) == State.WITHDRAWN]


def address(story: Article, language: str) -> str:
    """Give the path of the version by its number alone."""
    return reverse("articles:story_by_number", kwargs={"language": language, "pk": story.pk})


def gone(
    request: HttpRequest, story: Article, *, language: str, elsewhere: str, until: datetime | None
) -> HttpResponse:
    """Answer 410 with the date and the reason, or send the reader on where the newsroom said so."""
    withdrawal = Withdrawal.objects.filter(article=story, language=language).first()
    way = _way_on(withdrawal) if withdrawal else None
    if way:
        path, keys = way
        response: HttpResponse = redirect(path)
    else:
        keys = [f"article-{story.pk}"]
        place = frame.Place(language, _("This story was withdrawn"), "", {language: request.path}, is_listed=False)
        context = {"place": place, "withdrawal": withdrawal, "elsewhere": elsewhere}
        response = render(request, "articles/withdrawn.html", context, status=410)
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex"
    return edge.public(response, keys=keys, until=until, seconds=frame.MISSING_SECONDS)


def _way_on(withdrawal: Withdrawal) -> tuple[str, list[str]] | None:
    """Find where a withdrawal leads at last, with the keys of the stories passed; None where that is nowhere."""
    keys = [f"article-{withdrawal.article_id}"]
    for _step in range(LONGEST_WAY):
        path = withdrawal.leads_to
        page = _page_at(path)
        if page is None:
            return None
        if "pk" not in page:
            return path, keys
        pk, language = page["pk"], page["language"]
        keys.append(f"article-{pk}")
        target = Article.objects.filter(pk=pk).first()
        if target and target.is_live(language):
            return path, keys
        following = Withdrawal.objects.filter(article=pk, language=language).first()
        if target is None or language not in languages(target) or following is None:
            return None
        withdrawal = following
    return None


def _page_at(path: str) -> dict[str, Any] | None:
    """Say what a path of ours asks for; None where it is no path of ours."""
    if not _OUR_PATH.fullmatch(path):
        return None
    try:
        return resolve(unquote(path.partition("?")[0].partition("#")[0])).kwargs
    except Resolver404:
        return None
