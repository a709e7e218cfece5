"""How long a text takes to read, each script at its own pace.

Readers of English pass about 240 words a minute (M. Brysbaert, "How many words do we read per minute?", Journal of
Memory and Language 109, 2019), readers of other languages fewer by as much as these need fewer words for the same:
Arabic writes article, preposition and pronoun into the word (وبمدينتهم is "and in their city") and needs about three
where English needs four.
"""

import re

WORDS_A_MINUTE = {"ar": 180, "en": 240}

_ARABIC_WORD = re.compile("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]\\S*")


def minutes(text: str) -> int:
    """Count the minutes that a text takes, rounded, one at least; a text without words takes none."""
    words, arabic = len(text.split()), len(_ARABIC_WORD.findall(text))
    taken = arabic / WORDS_A_MINUTE["ar"] + max(0, words - arabic) / WORDS_A_MINUTE["en"]
    return max(1, round(taken)) if taken else 0
