"""The list of stories: what its columns show and what it can be narrowed to."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.lives import OWN_NAME, standing
from articles.models import Article, State, Topic
from newsroom import identity
from newsroom.identity import DIRECTION, LANGUAGES
from newsroom.row_numbers import row_number
from newsroom.templatetags.dates import day_and_time


def titles(article: Article) -> SafeString:
    """Both headlines, each in its own language and direction, leading to the form."""
    lines = [
        (language, DIRECTION[language], article.words("title", language))
        for language in LANGUAGES
        if article.words("title", language)
    ] or [("", "auto", str(article))]
    words = format_html_join("", '<span class="headline" lang="{}" dir="{}">{}</span>', lines)
    return format_html('<a href="{}">{}</a>', reverse("admin:articles_article_change", args=[article.pk]), words)


def chip(article: Article, language: str) -> SafeString:
    """The state of one language as a coloured word, with its date where it has one."""
    mark, word = standing(article, language)
    moment = article.published_at(language)
    date = when(moment) if moment else ""
    name = OWN_NAME[language]  # shown where the columns have no heads: on a phone
    return format_html(
        '<span class="state-language" lang="{}">{}</span> <span class="state state-{}">{}</span>{}',
        language,
        name,
        mark,
        word,
        date,
    )


def when(moment: datetime) -> SafeString:
    """A moment on the newsroom's clock, written in the house style."""
    return format_html('<span class="state-date">{}</span>', day_and_time(moment, identity.language()))


class StateFilter(admin.SimpleListFilter):
    """Narrow the list to where one language stands; "live" and "scheduled" are asked of the clock."""

    language = ""

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer the states as the list names them."""
        kept = [(state.value, state.label) for state in State if state != State.PUBLISHED]
        return [("live", _("Live")), ("scheduled", _("Scheduled")), *kept]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Ask in the newsroom's verbs."""
        wanted = self.value()
        if wanted in ("live", "scheduled"):
            return getattr(queryset, wanted)(self.language)
        if wanted in State.values:
            return queryset.filter(**{f"state_{self.language}": wanted})
        return None


class TopicFilter(admin.SimpleListFilter):
    """Narrow the list to a topic; asked for each story, where Django's own filter would join and sort out doubles."""

    title, parameter_name = _("topics"), "topic"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer all topics, and having none."""
        return [("none", _("No topic")), *((str(topic.pk), str(topic)) for topic in Topic.objects.all())]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Keep the stories of one topic, or those of none."""
        filed = Article.topics.through.objects.filter(article=OuterRef("pk"))
        wanted = self.value() or ""
        if wanted == "none":
            return queryset.exclude(Exists(filed))
        return queryset.filter(Exists(filed.filter(topic=row_number(wanted) or 0))) if wanted else None


class ArabicStateFilter(StateFilter):
    """Where the Arabic stands."""

    title, parameter_name, language = _("Arabic"), "arabic", "ar"


class EnglishStateFilter(StateFilter):
    """Where the English stands."""

    title, parameter_name, language = _("English"), "english", "en"
