"""Words without markup: what is taken out of a headline or a caption before it is kept.

Promise: no control character and no character that overrides the direction of the text around it survives, so a
headline can never turn the line it is printed in around. Marks that Arabic and Persian need stay: the left-to-right,
right-to-left and Arabic letter marks, the joiner and the non-joiner.
"""

import re
import unicodedata

# Embeddings, overrides and isolates; the zero-width space and the byte order mark.
_UNWANTED = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def one_line(text: str) -> str:
    """Give the text on one line, with single spaces."""
    return " ".join(_plain(text).split())


def paragraphs(text: str) -> str:
    """Give the text with its line breaks and without white space at the ends."""
    return _plain(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", _UNWANTED.sub("", text)))
