"""The words of a story as they may be stored: nothing invisible, no foreign markup, an address for each headline."""

from dataclasses import replace

from django.utils.text import slugify

from articles import plaintext, richtext
from articles.snapshots import WORDS, Snapshot
from newsroom.identity import LANGUAGES

ONE_LINE = ("title", "search_title", "share_title")
PARAGRAPHS = ("standfirst", "search_description", "share_description", "lead_caption")
LONGEST_SLUG = 120


def cleaned(story: Snapshot) -> Snapshot:
    """Clean every word of a story, and give each version that has a headline an address."""
    words = {name: _clean(name, story.part(name)) for name in WORDS}
    for language in LANGUAGES:
        if words[f"title_{language}"] and not words[f"slug_{language}"]:
            words[f"slug_{language}"] = slug_from(words[f"title_{language}"])
    return replace(story, words=words)


def slug_from(title: str) -> str:
    """Make the readable part of an address out of a headline, in its own script."""
    return slugify(title, allow_unicode=True)[:LONGEST_SLUG].strip("-_") or "-"


def _clean(name: str, text: str) -> str:
    kind = name.rpartition("_")[0]
    if text and kind == "body":
        return richtext.clean(text)
    if text and kind in ONE_LINE:
        return plaintext.one_line(text)
    if text and kind in PARAGRAPHS:
        return plaintext.paragraphs(text)
    return text
