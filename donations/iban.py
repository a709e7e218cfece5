"""IBANs: whether one is written right, and how people read it. The rule is ISO 13616, its check digits ISO 7064."""

import re

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


def compact(typed: str) -> str:
    """Write an IBAN as machines do: capitals and digits, no spaces."""
    return "".join(typed.split()).upper()


def is_valid(typed: str) -> bool:
    """Say whether the check digits fit the rest: then the number was copied without a slip."""
    text = compact(typed)
    if not _SHAPE.fullmatch(text):
        return False
    # The first four signs move to the end, letters count from ten; the whole then leaves 1 when divided by 97.
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1


def groups(typed: str) -> list[str]:
    """Cut an IBAN into the groups of four in which people read it."""
    text = compact(typed)
    return [text[start : start + 4] for start in range(0, len(text), 4)]
