"""The other script inside a paragraph, kept in its own order with the signs that belong to it.

Left alone, the bidirectional algorithm gives a sign between two scripts to the paragraph: "C++" turns into "++C", a
telephone number is read backwards group by group, and three Arabic names in an English list stand in reverse. So each
run of the other script, and each number that would part from its signs, gets a `<bdi>`. In Arabic a run is made of
Latin words and what stands between them, and an Arabic comma ends it; in English of Arabic words, and a Latin comma
ends it.

Promise: nothing but `<bdi>` is added, never inside a tag or a character reference, and a second time
nothing at all.
"""

import re
from collections.abc import Iterator

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

# For the sets of patterns: letters of Latin, Greek and Cyrillic; letters of Arabic and what its neighbours added.
_LATIN = (
    "A-Za-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8"
    "\u0370-\u0373\u0376-\u037d\u0386-\u0482\u048a-\u052f\u1e00-\u1fbc"
)
_ARABIC = (
    "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08b4"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufe70-\ufefc"
)
_SPACE = "[ \u00a0]"
_REFERENCE = "&[#A-Za-z0-9]{2,10};"
_CLOSING_QUOTE = '(?=[»”"’]|&quot;)'

# --- What is isolated in Arabic -----------------------------------------------------------------------------

_IN_ADDRESS = "(?:[^\\s<>&«»،؛؟]|&amp;)"
_END_OF_ADDRESS = "(?:[^\\s<>&«»،؛؟.,:;!?()\\]\"'”]|&amp;)"
_MAIL = "(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+"
_ADDRESS = f"(?:https?://|www\\.){_IN_ADDRESS}*{_END_OF_ADDRESS}|{_MAIL}"
_TELEPHONE = f"(?:\\+|00)[0-9](?:(?:{_SPACE}|[().-]){{0,2}}[0-9]){{5,16}}"
_DAY = "(?<![\\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\\w-])"
_SIGNED = "(?<![\\w.])(?<!</bdi>)[-−+±][0-9]+(?:[.,][0-9]+)?"
_HANDLE = "[@#][A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*"

_WORD = f"(?<![0-9])[0-9]*[{_LATIN}][{_LATIN}0-9\u0300-\u036f]*"
_WITH_SIGN = f"[{_LATIN}][{_LATIN}0-9]*(?:\\+\\+?|#)(?![{_LATIN}0-9])"  # C++, C#, Disney+
_INITIALS = "(?:[A-Z]\\.){2,}"  # U.S.
_PIECE = f"(?:{_INITIALS}|{_WITH_SIGN}|{_WORD})"
# "Apple 3" ends before the 3 where an Arabic word follows: the number counts that word.
_NUMBER = f"[0-9]+(?:[.,][0-9]+)*(?!{_SPACE}*[{_ARABIC}0-9])"
_BETWEEN = f"(?:{_SPACE}?(?:&amp;|&#x27;|&#39;|[-–/+'’._:]){_SPACE}?|[,:;]?{_SPACE})"
_ASIDE = f"{_SPACE}\\([{_LATIN}0-9 .'’-]+\\)"
_LATIN_RUN = f"{_PIECE}(?:{_BETWEEN}(?:{_PIECE}|{_NUMBER})|{_ASIDE})*(?:[.!?…]+{_CLOSING_QUOTE})?"

# --- What is isolated in English ----------------------------------------------------------------------------

_ARABIC_WORD = f"[{_ARABIC}][{_ARABIC}\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]*"
_BETWEEN_ARABIC = f"(?:{_SPACE}?[،؛:/–-]{_SPACE}?|{_SPACE}[0-9\u0660-\u0669]+{_SPACE}|{_SPACE})"
_ARABIC_RUN = f"{_ARABIC_WORD}(?:{_BETWEEN_ARABIC}{_ARABIC_WORD})*(?:؟|[.!…]+{_CLOSING_QUOTE})*"

# What no run begins with is passed over at a stride. Group 1 has letters, which say its direction; group 2 has none.
_RUN = {
    "ar": re.compile(
        f"[^{_LATIN}0-9&@#+−±-]+|{_REFERENCE}|({_ADDRESS}|{_HANDLE}|{_LATIN_RUN})|({_TELEPHONE}|{_DAY}|{_SIGNED})"
    ),
    "en": re.compile(f"[^{_ARABIC}&]+|{_REFERENCE}|({_ARABIC_RUN})|(?!)()"),
}
_TAG = re.compile("<(/?)([a-z0-9]+)[^>]*>")
_DIRECTION = re.compile(' dir="(rtl|ltr|auto)"')
_WITHOUT_END = frozenset({"br", "hr", "img", "source", "input", "wbr"})
_LANGUAGE_OF = {"rtl": "ar", "ltr": "en", "auto": ""}


def isolated_runs(html: str, *, language: str) -> str:
    """Put `<bdi>` around the other script in a piece of well-formed HTML that stands in a page of this language."""
    written, done = [], 0
    for start, end, running in _texts(html, language):
        if running:
            for match in _RUN[running].finditer(html, start, end):
                if run := match[1] or match[2]:
                    opening = "<bdi>" if match[1] else '<bdi dir="ltr">'
                    written += [html[done : match.start()], opening, run, "</bdi>"]
                    done = match.end()
    return "".join(written) + html[done:]


def mixed(text: str, *, language: str) -> SafeString:
    """Write plain text for a page of this language, the other script in it isolated."""
    escaped = conditional_escape(text)
    return mark_safe(isolated_runs(escaped, language=language))  # noqa: S308 - escaped in the line above


def _texts(html: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Find what stands between the tags: start, end, and the language whose direction rules there, "" if unknown."""
    languages, start = [language], 0
    for tag in _TAG.finditer(html):
        yield start, tag.start(), languages[-1]
        start = tag.end()
        closes, name = tag.groups()
        if closes:
            del languages[max(1, len(languages) - 1) :]
        elif name not in _WITHOUT_END:
            own = _DIRECTION.search(tag[0])
            languages.append("" if name == "bdi" else _LANGUAGE_OF[own[1]] if own else languages[-1])
    yield start, len(html), languages[-1]
