"""Search: the form, the results with what they can be narrowed down by, and what to try where there are none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import cards
from articles.models import Article, Contributor, Section, Topic
from articles.models.addresses import words
from articles.querysets import ArticleQuerySet
from articles.search import excerpts, question, suggestions
from articles.search.finding import Bounds, Choice, Found, find
from articles.search.meaning import look_up
from articles.search.question import Question
from articles.views import frame
from newsroom.identity import LANGUAGES
from newsroom.row_numbers import row_number

PER_PAGE = 20
KEPT_SECONDS = 60
NUMBERS: dict[str, type[Section | Topic | Contributor]] = {"section": Section, "topic": Topic, "by": Contributor}
# Sections stand in the menu; what else has no live story is told to nobody who guesses its number.
TOLD_BY_STORIES: dict[str, Callable[[Any], ArticleQuerySet]] = {
    "topic": Article.objects.about,
    "by": Article.objects.by,
}
PERIODS = {
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    language: str
    question: Question
    chosen: dict[str, str] = field(default_factory=dict)  # what the results are narrowed down by
    page: int = 1

    def address(self, **changes: str) -> str:
        """Give the address that asks the same but for these; an empty value takes a choice away."""
        values = {"q": self.question.text, **self.chosen, **changes}
        path = reverse("articles:search", kwargs={"language": self.language})
        return f"{path}?{urlencode({name: value for name, value in values.items() if value})}"

    def bounds(self, now: datetime) -> Bounds:
        """Read what was chosen."""
        section, topic, by = (int(self.chosen[name]) if name in self.chosen else None for name in NUMBERS)
        period = PERIODS.get(self.chosen.get("when", ""))
        return Bounds(section, topic, by, since=now - period if period else None)


@dataclass(frozen=True)
class Link:
    """One choice that narrows the results down, or takes that away again."""

    name: str
    address: str
    is_chosen: bool
    count: int | None = None


@require_safe
def search(request: HttpRequest, language: str) -> HttpResponse:
    """Find stories by their words."""
    asked = _read(request, language)
    now, menu = timezone.now(), cards.menu(language)
    context: dict[str, Any] = {"asked": asked, "menu": menu}
    stories: list[Article] = []
    if asked.question.wanted:
        stories = _answer(asked, context, now)
    title = _("Search: %(words)s") % {"words": asked.question.text} if asked.question.text else _("Search")
    place = frame.Place(
        language,
        frame.turned(title, language, number=asked.page),
        "",
        {code: _elsewhere(asked, code) for code in LANGUAGES},
        is_listed=False,
    )
    response = render(request, "articles/search.html", {"place": place, **context})
    response["X-Robots-Tag"] = "noindex"
    keys = [f"search-{language}", "feeds", f"menu-{language}", *(f"article-{story.pk}" for story in stories)]
    return frame.public(response, language=language, keys=keys, seconds=KEPT_SECONDS)


def _read(request: HttpRequest, language: str) -> Asked:
    """Read the address; a choice that cannot be one is passed over."""
    chosen = {}
    for name in NUMBERS:
        if number := row_number(request.GET.get(name, "")):
            chosen[name] = str(number)
    if request.GET.get("when") in PERIODS:
        chosen["when"] = request.GET["when"]
    return Asked(language, question.read(request.GET.get("q", "")), chosen, frame.page_number(request))


def _elsewhere(asked: Asked, language: str) -> str:
    """Give the address of the same question in a language; what was chosen may have no name there."""
    return Asked(language, asked.question).address()


def _answer(asked: Asked, context: dict[str, Any], now: datetime) -> list[Article]:
    """Add to the page what was found."""
    meaning = look_up(asked.question)
    start = (asked.page - 1) * PER_PAGE
    found = find(meaning, language=asked.language, bounds=asked.bounds(now), now=now, start=start, per_page=PER_PAGE)
    if asked.page > 1 and not found.stories:
        raise Http404
    stories = _load(found.stories, asked.language)
    context["found"] = found
    context["results"] = excerpts.results(stories, meaning, language=asked.language)
    context["filters"] = _filters(asked, found, context["menu"])
    context["newer"] = asked.address(page=str(asked.page - 1) if asked.page > 2 else "") if asked.page > 1 else ""
    context["older"] = asked.address(page=str(asked.page + 1)) if found.count > start + PER_PAGE else ""
    # Where a choice has left nothing over, the words may be right: the page leads to them in all stories.
    if found.has_some or not (found.stories or asked.chosen):
        close = suggestions.close_to(asked.question, language=asked.language, now=now, none_answers=not found.stories)
        context["close"] = [(words, asked.address(q=words)) for words in close]
    return stories


def _load(pks: list[int], language: str) -> list[Article]:
    """Load the results, in their order, with the words that an excerpt is cut from."""
    if not pks:
        return []
    columns = ("title", "slug", "standfirst", "body", "lead_caption", "published_at")
    loaded = ["section_id", "kind", *(f"{column}_{language}" for column in columns)]
    rows = Article.objects.with_bodies().filter(pk__in=pks).only(*loaded).in_bulk()
    return [rows[pk] for pk in pks if pk in rows]


def _filters(asked: Asked, found: Found, menu: list[Section]) -> list[tuple[str, list[Link]]]:
    """List what narrows the results down, each a plain link; what is chosen already leads back."""
    names = {section.pk: words(section, "name", asked.language) for section in menu}
    sections = [Choice(each.pk, each.count, names[each.pk]) for each in found.sections if each.pk in names]
    periods = {"day": _("Last 24 hours"), "week": _("Past week"), "month": _("Past month"), "year": _("Past year")}
    when = [
        Link(
            name,
            asked.address(when="" if asked.chosen.get("when") == period else period),
            asked.chosen.get("when") == period,
        )
        for period, name in periods.items()
    ]
    groups = [
        (_("Section"), _links(asked, "section", sections)),
        (_("Topic"), _links(asked, "topic", found.topics)),
        (_("People"), _links(asked, "by", found.contributors)),
        (_("Published"), when),
    ]
    return [(name, links) for name, links in groups if links]


def _links(asked: Asked, name: str, choices: list[Choice]) -> list[Link]:
    """Offer choices; one that all results share is no choice, unless it was made."""
    chosen = asked.chosen.get(name)
    if chosen:
        choices = [each for each in choices if str(each.pk) == chosen] or [_named(asked, name)]
    elif len(choices) < 2:
        return []
    return [
        Link(
            each.name,
            asked.address(**{name: "" if chosen else str(each.pk)}),
            bool(chosen),
            None if chosen else each.count,
        )
        for each in choices
    ]


def _named(asked: Asked, name: str) -> Choice:
    """Name what was chosen where no result does, so that the reader sees what to take away."""
    number = int(asked.chosen[name])
    row = NUMBERS[name].objects.named(asked.language).filter(pk=number).first()
    if row and name in TOLD_BY_STORIES and not TOLD_BY_STORIES[name](row).live(asked.language).exists():
        row = None
    return Choice(number, 0, words(row, "name", asked.language) if row else "…")
