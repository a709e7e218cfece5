"""What a version needs before readers may see it."""

from django.utils.translation import gettext as _

from articles import richtext
from articles.models import Article
from articles.models.addresses import words


def reasons_against(article: Article, language: str) -> list[str]:
    """List what keeps one language of a story from going public; an empty list means it may."""
    wanted = {
        "title": _("It has no headline."),
        "slug": _("It has no address."),
        "standfirst": _("It has no standfirst."),
    }
    reasons = [reason for field, reason in wanted.items() if not article.words(field, language).strip()]
    if not _shows_something(article.words("body", language)):
        reasons.append(_("It has no body."))
    if not words(article.section, "slug", language):
        reasons.append(_("Its section has no name in this language."))
    return reasons


def _shows_something(body: str) -> bool:
    """Say whether a body has a word or a picture in it, not only empty paragraphs."""
    return bool(richtext.plain_text(body).strip() or richtext.photo_ids(body))
