"""The publish checklist: what a version must have before readers may see it, and what an editor is asked about.

An error blocks: without it the page would be broken or in the wrong language. A warning asks: a paper may have its
reasons to publish without a photo, but never by oversight.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import richtext
from articles.models import Article, Photo
from articles.models.addresses import words
from articles.snapshots import Snapshot
from newsroom.identity import DIRECTION

LONGEST_SHARE_TITLE = 70  # what share cards and search results show before they cut it
FEW_LETTERS = 20  # a shorter text may be a name in the other script
WRONG, MIXED = 0.8, 0.4  # share of letters in the other script

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_EMPTY_LINK = re.compile(r'<a href="(?:#?)"|<a href="[^"]*"[^>]*>\s*</a>')


def reasons_against(article: Article, language: str) -> list[str]:
    """List what keeps one language of a story from going public; an empty list means it may."""
    wanted = {
        "title": _("It has no headline."),
        "slug": _("It has no address."),
        "standfirst": _("It has no standfirst."),
    }
    reasons = [reason for field, reason in wanted.items() if not article.words(field, language).strip()]
    body = article.words("body", language)
    if not _shows_something(body):
        reasons.append(_("It has no body."))
    if not words(article.section, "slug", language):
        reasons.append(_("Its section has no name in this language."))
    if foreign_share(article.words("title", language), language) > WRONG:
        reasons.append(_("Its headline is written in the other language."))
    if foreign_share(richtext.plain_text(body), language) > WRONG:
        reasons.append(_("Its body is written in the other language."))
    return reasons


def warnings_about(article: Article, story: Snapshot, language: str) -> list[str]:
    """List what an editor should look at once more before publishing this language of the working copy."""
    body = article.words("body", language)
    share_title = article.words("share_title", language) or article.words("title", language)
    source = article.original_language
    found = {
        _("It is said to be a translation, but the other version is empty. Look at the original language."): (
            article.is_translation(language) and not story.text("title", source).strip()
        ),
        _("It has no byline."): not story.bylines,
        _("Its title is longer than share cards show; give it a shorter one for them."): len(share_title)
        > LONGEST_SHARE_TITLE,
        _("It has a link that leads nowhere or shows no words."): bool(_EMPTY_LINK.search(body)),
        _("A large part of its body is written in the other language."): MIXED
        < foreign_share(richtext.plain_text(body), language)
        <= WRONG,
    }
    return [told for told, is_so in found.items() if is_so] + _about_photos(article, body, language)


def foreign_share(text: str, language: str) -> float:
    """Give the share of letters that belong to the script of the other language, from 0 to 1; short texts pass."""
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    foreign = latin if DIRECTION[language] == "rtl" else arabic
    return foreign / (arabic + latin) if arabic + latin >= FEW_LETTERS else 0.0


def _about_photos(article: Article, body: str, language: str) -> list[str]:
    """Look at the lead photo and at the photos in the text."""
    lead, placed = article.lead_photo, richtext.photo_ids(body)
    told = [] if lead else [_("It has no lead photo.")]
    photos = [*([lead] if lead else []), *Photo.objects.filter(pk__in=placed)]
    if lead and not lead.words("alt", language):
        told.append(_("Its lead photo has no description for people who cannot see it, in this language."))
    silent = sum(1 for photo in photos[1 if lead else 0 :] if not photo.words("alt", language))
    if silent:
        told.append(
            ngettext(
                "%(count)d photo in its text has no description in this language.",
                "%(count)d photos in its text have no description in this language.",
                silent,
            )
            % {"count": silent}
        )
    if any(photo.rights_standing() == "expired" for photo in photos):
        told.append(_("The rights to one of its photos have ended."))
    return told


def _shows_something(body: str) -> bool:
    """Say whether a body has a word or a picture in it, not only empty paragraphs."""
    return bool(richtext.plain_text(body).strip() or richtext.photo_ids(body))
