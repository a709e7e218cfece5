"""Keeping inserted words in their own order where no markup is possible: titles, mails, feeds, share cards.

Promise: what is isolated is balanced whatever it holds, a second isolation changes nothing, and `bare` gives the
words back. The marks are the Unicode Bidirectional Algorithm's (UAX #9, section 2.4); pages have `<bdi>`.
"""

import re
from unicodedata import bidirectional

_RIGHT_TO_LEFT = "\u2067"
_LEFT_TO_RIGHT = "\u2066"
_BY_FIRST_LETTER = "\u2068"
_END = "\u2069"
_OPENING = {"ar": _RIGHT_TO_LEFT, "en": _LEFT_TO_RIGHT, "": _BY_FIRST_LETTER}

_MARKS = re.compile("[\u2066-\u2069]")
# Where the algorithm begins anew, every isolation that is open ends (its class B).
_PARAGRAPHS = re.compile("([\n\r\x1c-\x1e\x85\u2029]+)")
_STRONG = {"ar": {"R", "AL"}, "en": {"L"}}
_OTHER = {"ar": "en", "en": "ar"}


def isolated(text: str, language: str = "") -> str:
    """Keep a text in one piece inside another; without a language its first letter says where it runs."""
    return "".join(_isolated(part, language) for part in _PARAGRAPHS.split(text))


def titled(text: str, language: str) -> str:
    """Isolate a headline where a frame of the other direction would break it, and leave every other as it is."""
    return isolated(text, language) if is_mixed(text, language) else text


def inserted(text: str, language: str) -> str:
    """Isolate a name or a number that stands in a sentence of this language, where it would break the line."""
    return isolated(text) if is_mixed(text, language) else text


def is_mixed(text: str, language: str) -> bool:
    """Tell whether a frame of the other direction would break a line of this language.

    It breaks where the line holds the other script. Arabic breaks also where it begins or ends with a number or a
    sign: most of the world's windows and feed readers run from left to right.
    """
    if any(bidirectional(character) in _STRONG[_OTHER[language]] for character in text):
        return True
    return language == "ar" and any(bidirectional(edge) not in _STRONG["ar"] for edge in text[:1] + text[-1:])


def bare(text: str) -> str:
    """Take the marks of isolation out of a text."""
    return _MARKS.sub("", text)


def _isolated(part: str, language: str) -> str:
    if not part or _PARAGRAPHS.fullmatch(part) or _is_whole(part):
        return part
    return f"{_OPENING[language]}{_balanced(part)}{_END}"


def _is_whole(part: str) -> bool:
    """Tell whether one isolation opens with the text's first character and closes with its last."""
    depth = 0
    for place, character in enumerate(part):
        depth += (character in "\u2066\u2067\u2068") - (character == _END)
        if depth <= 0:
            return depth == 0 and place > 0 and place == len(part) - 1
    return False


def _balanced(part: str) -> str:
    """Drop ends that nothing opened, and end what stays open."""
    kept, depth = [], 0
    for character in part:
        if character == _END:
            if depth == 0:
                continue
            depth -= 1
        elif character in "\u2066\u2067\u2068":
            depth += 1
        kept.append(character)
    return "".join(kept) + _END * depth
