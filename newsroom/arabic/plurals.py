"""The plural forms of Arabic: which of the six a number takes, as the catalogues and the scripts of pages ask it.

Babel orders the last two forms differently from Django's own catalogues, and scripts know one rule for all pages:
so the rule is written once, here, and goes into the head of each Arabic catalogue.
"""

from babel import Locale

FORMS = ("zero", "one", "two", "few", "many", "other")
RULE = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);"
)
# These say the number by the word itself (مادتان), so their sentences need not hold it.
SAY_THE_NUMBER = FORMS[:3]

_RULE_OF_CLDR = Locale("ar").plural_form


def form(number: int) -> str:
    """Name the form of a whole number, as the Unicode consortium has it: 2 is "two", 103 is "few"."""
    return _RULE_OF_CLDR(number)
