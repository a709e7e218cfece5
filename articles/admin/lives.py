"""Where each language of a story stands, as the desk shows and changes it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import publishing
from articles.checklist import reasons_against
from articles.models import Article, State
from newsroom.identity import DIRECTION, LANGUAGES
from newsroom.staff import acting

OWN_NAME = {"ar": "العربية", "en": "English"}
ACTS = ("publish", "schedule", "withdraw")


@dataclass
class Life:
    """One language of a story: its state as a word, its date, and what may be done next."""

    language: str
    direction: str
    own_name: str
    mark: str  # names the colour: a state, or "live" or "scheduled"
    word: str
    moment: datetime | None
    live_address: str = ""
    preview_address: str = ""
    missing: list[str] = field(default_factory=list)
    is_public: bool = False


def life_of(article: Article, language: str, *, with_reasons: bool = False) -> Life:
    """Say where one language stands."""
    mark, word = standing(article, language)
    saved = article.pk is not None
    live = article.is_live(language)
    can_show = saved and not live and bool(article.words("title", language))
    return Life(
        language=language,
        direction=DIRECTION[language],
        own_name=OWN_NAME[language],
        mark=mark,
        word=word,
        moment=article.published_at(language),
        live_address=article.address(language) if live else "",
        preview_address=reverse("admin:articles_article_preview", args=[article.pk, language]) if can_show else "",
        missing=reasons_against(article, language) if with_reasons and saved else [],
        is_public=article.state(language) == State.PUBLISHED,
    )


def lives_of(article: Article, *, with_reasons: bool = False) -> list[Life]:
    """Say where both languages stand, Arabic first."""
    return [life_of(article, language, with_reasons=with_reasons) for language in LANGUAGES]


def standing(article: Article, language: str) -> tuple[str, str]:
    """Give the name of the colour and the word for where a language stands."""
    if article.is_live(language):
        return "live", _("Live")
    if article.is_scheduled(language):
        return "scheduled", _("Scheduled")
    if article.state(language) == State.DRAFT and article.pk and not article.words("title", language):
        return "none", _("Not written")
    return article.state(language), str(State(article.state(language)).label)


def newsroom_clock() -> str:
    """Name the newsroom's clock and how far it is from UTC now: "Asia/Damascus (UTC+03:00)"."""
    offset = timezone.localtime().strftime("%z")
    return f"{settings.TIME_ZONE} (UTC{offset[:3]}:{offset[3:]})"


def asked(request: HttpRequest) -> tuple[str, str] | None:
    """Read which act was asked for which language from the button that was pressed."""
    for language in LANGUAGES:
        for act in ACTS:
            if f"_{act}_{language}" in request.POST:
                return act, language
    return None


def act_on(request: HttpRequest, article: Article, *, act: str, language: str, at: datetime | None) -> bool:
    """Publish, schedule or withdraw a saved story and tell the editor; say whether it was done."""
    name = OWN_NAME[language]
    if not request.user.has_perm("articles.publish_article"):
        told = _("Saved. You may write and translate, but not publish: ask an editor.")
        messages.error(request, told)
        return False
    try:
        if act == "withdraw":
            publishing.withdraw(article, language=language, by=acting(request))
        else:
            publishing.publish(article, language=language, by=acting(request), at=at if act == "schedule" else None)
    except ValidationError as refused:
        count = len(refused.messages)
        told = ngettext(
            "Saved, but not done for %(language)s, for this reason: %(reasons)s",
            "Saved, but not done for %(language)s, for these reasons: %(reasons)s",
            count,
        )
        messages.error(request, told % {"language": name, "reasons": " ".join(refused.messages)})
        return False
    messages.success(request, _done(act, article, language))
    return True


def _done(act: str, article: Article, language: str) -> str:
    """Tell what happened, in the words of the button."""
    if act == "withdraw":
        return _("Withdrawn: %(language)s. Readers no longer see it.") % {"language": OWN_NAME[language]}
    if article.is_scheduled(language):
        moment = timezone.localtime(article.published_at(language)).strftime("%Y-%m-%d %H:%M")
        values = {"language": OWN_NAME[language], "moment": moment, "clock": newsroom_clock()}
        return _("Scheduled: %(language)s will appear by itself on %(moment)s, %(clock)s.") % values
    return _("Published: %(language)s. Readers see it now.") % {"language": OWN_NAME[language]}
