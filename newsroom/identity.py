"""Who publishes: names, languages and their directions."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

LANGUAGES = ("ar", "en")
OTHER = {"ar": "en", "en": "ar"}
DIRECTION = {"ar": "rtl", "en": "ltr"}
OPEN_GRAPH_LOCALE = {"ar": "ar_AR", "en": "en_US"}


def language() -> str:
    """Name the language of the page being made: "ar" or "en"."""
    return "ar" if (translation.get_language() or "").startswith("ar") else "en"


def name(in_language: str) -> str:
    """Give the paper's name in a language."""
    return settings.NEWSROOM_NAME[in_language]


def tagline(in_language: str) -> str:
    """Give the line under the paper's name in a language."""
    return settings.NEWSROOM_TAGLINE[in_language]


def absolute(address: str) -> str:
    """Put the public origin before a path of ours; an address of another host (a media storage) stays as it is."""
    return f"{settings.SITE_URL}{address}" if address.startswith("/") else address


def localized_label(field_label: str, lang: str) -> str:
    """Label a translated field: "Title (English)"."""
    language_name = translation.gettext("Arabic") if lang == "ar" else translation.gettext("English")
    return f"{field_label} ({language_name})"


def context(request: HttpRequest) -> dict[str, Any]:
    """Give every template the newsroom's name and the page's language, direction and digits."""
    page_language = language()
    return {
        "language": page_language,
        "direction": DIRECTION[page_language],
        "other_language": OTHER[page_language],
        "numerals": settings.NEWSROOM_DIGITS if page_language == "ar" else "latin",
        "newsroom_name": name(page_language),
        "newsroom_tagline": tagline(page_language),
    }
