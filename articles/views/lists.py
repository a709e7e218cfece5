"""The pages that list stories: a section, a topic, a series, a contributor."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from articles import cards, feeds, pinned, structured_data
from articles.models import Article, Contributor, Section, Series, Topic
from articles.models.addresses import words
from articles.pinned import Pinned
from articles.querysets import ArticleQuerySet
from articles.views import frame, turning
from newsroom.identity import LANGUAGES


@require_safe
def section(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show one section: first what editors pinned there, then the newest."""
    menu = cards.menu(language)
    shown = next((row for row in menu if words(row, "slug", language) == slug), None)
    if shown is None:
        raise Http404
    return _list(
        request,
        "articles/section.html",
        row=shown,
        language=language,
        key=f"section-{shown.pk}-{language}",
        stories=Article.objects.in_section(shown).newest_first(language),
        context={"section": shown, "menu": menu},
        named_feeds=feeds.links(language, shown),
        by_hand=pinned.on_page(language, shown),
    )


@require_safe
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show the stories of one topic; a place has a page of its own."""
    return _topic(request, language, slug, kind=Topic.Kind.TOPIC)


@require_safe
def place(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show the stories from one place."""
    return _topic(request, language, slug, kind=Topic.Kind.PLACE)


def _topic(request: HttpRequest, language: str, slug: str, *, kind: Topic.Kind) -> HttpResponse:
    """Show one topic under the address of its kind, and lead there from that of the other."""
    shown = frame.by_slug(Topic.objects.named(language), language, slug)
    if shown.kind != kind:
        keys = [f"topic-{shown.pk}-{language}"]
        return frame.moved(request, shown.address(language), language=language, keys=keys)
    return _list(
        request,
        "articles/topic.html",
        row=shown,
        language=language,
        key=f"topic-{shown.pk}-{language}",
        stories=Article.objects.about(shown).newest_first(language),
        context={"topic": shown},
        named_feeds=feeds.links(language, shown),
    )


@require_safe
def series(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show a series from its first part to its last."""
    shown = frame.by_slug(Series.objects.named(language), language, slug)
    return _list(
        request,
        "articles/series.html",
        row=shown,
        language=language,
        key=f"series-{shown.pk}-{language}",
        stories=Article.objects.in_series(shown),
        context={"series": shown},
        named_feeds=feeds.links(language),
    )


@require_safe
def contributor(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show who a contributor is and what they made."""
    shown = frame.by_slug(Contributor.objects.named(language).select_related("portrait"), language, slug)
    return _list(
        request,
        "articles/contributor.html",
        row=shown,
        language=language,
        key=f"person-{shown.pk}-{language}",
        stories=Article.objects.by(shown).newest_first(language),
        context={"contributor": shown},
        named_feeds=feeds.links(language, shown),
    )


def _list(
    request: HttpRequest,
    template: str,
    *,
    row: Section | Topic | Series | Contributor,
    language: str,
    key: str,
    stories: ArticleQuerySet,
    context: dict[str, object],
    named_feeds: list[feeds.FeedLink],
    by_hand: Pinned | None = None,
) -> HttpResponse:
    led = by_hand.stories if by_hand else []
    path, live = row.address(language), stories.live(language)
    sheet = (
        frame.turn_to(live, frame.page_number(request), language=language, path=path)
        if isinstance(row, Series)
        else turning.turn(request, live, language=language, path=path, led=led)
    )
    if isinstance(sheet, turning.Elsewhere):
        return frame.public(redirect(sheet.path), language=language, keys=[key])
    name = words(row, "name", language)
    place = frame.Place(
        language,
        frame.turned(name, language, number=sheet.number, until=sheet.until),
        words(row, "bio" if isinstance(row, Contributor) else "description", language),
        _paths(row, language, sheet),
        feeds=named_feeds,
    )
    keys = [key, *frame.story_keys(sheet.stories)]
    if by_hand and by_hand.strip:
        keys += by_hand.strip.keys()
    if isinstance(row, Contributor) and row.portrait_id:
        keys.append(f"photo-{row.portrait_id}")
    until = by_hand.changes_at if by_hand else stories.next_publication(language)
    about = (
        structured_data.profile(row, language)
        if isinstance(row, Contributor)
        else structured_data.breadcrumbs(language, (name, path))
    )
    context = {"structured_data": [about], "sheet": sheet, "strip": by_hand.strip if by_hand else None, **context}
    return frame.show(request, template, place=place, context=context, keys=keys, until=until)


def _paths(row: Section | Topic | Series | Contributor, language: str, sheet: frame.Sheet) -> dict[str, str]:
    """Name the page's path; a first page has its other language too, later ones hold other stories there."""
    path = row.address(language)
    if sheet.query:
        return {language: f"{path}?{sheet.query}"}
    if sheet.number > 1:
        return {language: frame.paged(path, sheet.number)}
    return {code: row.address(code) for code in LANGUAGES if words(row, "name", code) and words(row, "slug", code)}
