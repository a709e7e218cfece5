""" "Send a correction": a reader's report about one story, by a form that needs no cookie, no script and no account.

Promise: nothing is stored of a sender but what they typed. What was typed is never lost to a mistake or a limit.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import reports
from articles.models import Article
from articles.report_form import ReportForm
from articles.views import frame
from newsroom import throttle
from newsroom.same_site import same_site_only

FROM_ONE_NETWORK = 20  # an hour; in many places a whole quarter stands behind one address
FROM_ALL = 300


@require_http_methods(["GET", "HEAD", "POST"])
@same_site_only
def report(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    """Show the form about a story that readers can open, or take what was typed."""
    story = Article.objects.live(language).filter(pk=pk).first()
    if story is None:
        return frame.missing(request, language=language, keys=[f"article-{pk}"])
    if request.method != "POST":
        return _shown(request, story, language)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _again(request, story, language, form, status=400)
    if not throttle.takes(request, "reports", from_one_network=FROM_ONE_NETWORK, from_all=FROM_ALL):
        form.add_error(None, _("Many reports came just now. Yours is still here: send it again in an hour."))
        return _again(request, story, language, form, status=429)
    if not form.is_from_a_machine():
        said = {name: form.cleaned_data[name] for name in ("passage", "text", "contact")}
        reports.take_in(story, language=language, **said)
    return redirect("articles:report_thanks", language=language, pk=pk)


@require_safe
def thanks(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    """Say that the report has arrived."""
    story = Article.objects.live(language).filter(pk=pk).first()
    if story is None:
        return frame.missing(request, language=language, keys=[f"article-{pk}"])
    place = frame.Place(language, _("Thank you"), "", {language: request.path}, is_listed=False)
    context = {"article": story}
    keys = [f"article-{pk}"]
    return frame.show(request, "articles/report_thanks.html", place=place, context=context, keys=keys)


def _shown(request: HttpRequest, story: Article, language: str) -> HttpResponse:
    return frame.show(
        request,
        "articles/report.html",
        place=_place(story, language),
        context=_context(story, ReportForm()),
        keys=[f"article-{story.pk}"],
    )


def _again(request: HttpRequest, story: Article, language: str, form: ReportForm, *, status: int) -> HttpResponse:
    """Show what was typed with what is to be mended; nobody keeps the page."""
    context = {"place": _place(story, language), **_context(story, form)}
    response = render(request, "articles/report.html", context, status=status)
    response["Content-Language"] = language
    add_never_cache_headers(response)
    return response


def _context(story: Article, form: ReportForm) -> dict[str, object]:
    days = {"settled_days": reports.KEPT_WHEN_SETTLED.days, "months": reports.KEPT_AT_MOST.days // 30}
    return {"article": story, "form": form, **days}


def _place(story: Article, language: str) -> frame.Place:
    paths = {
        code: reverse("articles:report", kwargs={"language": code, "pk": story.pk}) for code in story.live_languages()
    }
    return frame.Place(language, _("Send a correction"), "", paths, is_listed=False)
