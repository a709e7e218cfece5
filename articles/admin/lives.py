"""Where each language of a story stands, as the desk shows it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.forms import BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.checklist import reasons_against
from articles.models import Article, Move, State
from articles.workflow import Rule
from newsroom.identity import DIRECTION, LANGUAGES

OWN_NAME = {"ar": "العربية", "en": "English"}


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
    asks: list[str] = field(default_factory=list)
    moves: list[tuple[State, Rule]] = field(default_factory=list)
    is_public: bool = False
    has_changes: bool = False
    timeline: list[Move] = field(default_factory=list)
    box: dict[str, BoundField] = field(default_factory=dict)


def life_of(article: Article, language: str, *, with_reasons: bool = False) -> Life:
    """Say where one language stands."""
    mark, word = standing(article, language)
    saved = article.pk is not None
    live = article.is_live(language)
    differs = not live or article.has_unpublished_changes(language)
    can_show = saved and differs and bool(article.words("title", language))
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
