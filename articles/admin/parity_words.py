"""Where a translation stands, in words: one sentence for the form, one chip for the lists."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from articles.models import Parity, Translation
from newsroom.models import User

# The colours of the lives' own states say the same things.
MARKS = {
    Parity.MISSING: "none",
    Parity.IN_TRANSLATION: "draft",
    Parity.UP_TO_DATE: "live",
    Parity.MINOR_CHANGES: "scheduled",
    Parity.SOURCE_CHANGED: "in_review",
}


def told(translation: Translation) -> str:
    """Say where a translation stands, with the number of words that changed in its source."""
    count = translation.words_behind
    if translation.state == Parity.SOURCE_CHANGED:
        words = ngettext("Source changed by %(count)d word", "Source changed by %(count)d words", count)
        return words % {"count": count}
    if translation.state == Parity.MINOR_CHANGES:
        words = ngettext("Minor changes only: %(count)d word", "Minor changes only: %(count)d words", count)
        return words % {"count": count}
    return str(Parity(translation.state).label)


def chip(translation: Translation | None) -> SafeString:
    """Show where a translation stands as a coloured word; a story without the row shows nothing."""
    if translation is None:
        return format_html("{}", "–")
    mark = MARKS[Parity(translation.state)]
    return format_html('<span class="state state-{}">{}</span>', mark, told(translation))


def named(person: User) -> str:
    """Name a member of staff as colleagues know them."""
    return person.get_full_name() or person.get_username()
