"""Taking names and addresses out of texts that stay."""

import re
from collections.abc import Iterable
from typing import Any

BLOT = "…"


class Blotter:
    """Words of one person, and how they are taken out: whole words in any case, the longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        wanted = sorted({word.strip() for word in words if len(word.strip()) > 1}, key=len, reverse=True)
        self.words = wanted
        self._pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in wanted), re.IGNORECASE)

    def __bool__(self) -> bool:
        return bool(self.words)

    def blotted(self, value: Any) -> Any:
        """Give a text, or whatever JSON holds, without the words."""
        match value:
            case str():
                return self._pattern.sub(BLOT, value) if self.words else value
            case dict():
                return {self.blotted(key): self.blotted(each) for key, each in value.items()}
            case list():
                return [self.blotted(each) for each in value]
        return value
