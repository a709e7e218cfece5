"""What others read: the stories opened most, of the day and of the week."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import feeds
from articles import most_read as ranking
from articles.models import Article
from articles.views import frame
from newsroom.identity import LANGUAGES


@require_safe
def most_read(request: HttpRequest, language: str) -> HttpResponse:
    """Show both lists."""
    found = ranking.lists(language)
    shown = {line.pk: line for lines in found.values() for line in lines}
    place = frame.Place(
        language,
        _("Most read"),
        _("What readers opened most, in the last day and in the last week."),
        {code: reverse("articles:most_read", kwargs={"language": code}) for code in LANGUAGES},
        feeds=feeds.links(language),
    )
    context = {"lists": [(window.value, window.label, lines) for window, lines in found.items() if lines]}
    keys = ranking.keys(language, list(shown.values()))
    until = Article.objects.next_publication(language)
    return frame.show(request, "articles/most_read.html", place=place, context=context, keys=keys, until=until)
