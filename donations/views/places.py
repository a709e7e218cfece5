"""Where the pages of giving stand on the web."""

from django.urls import reverse

from articles.views.frame import Place
from newsroom.identity import LANGUAGES


def place_of(name: str, *, language: str, title: str, is_listed: bool = False, **parts: object) -> Place:
    """Place one page of giving, which is there in both languages; only the support page itself is for searching."""
    return Place(
        language=language,
        title=title,
        description="",
        paths={code: reverse(f"donations:{name}", kwargs={"language": code, **parts}) for code in LANGUAGES},
        is_listed=is_listed,
    )
