"""What a reader may have looked for under an address that is not there."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from django.utils.text import slugify

from articles.models import Article

FEWEST_LETTERS = 6  # shorter pieces of an address say too little
MOST_LETTERS = 60
SUGGESTED = 3

_PREVIEW = "/preview/"  # what follows is a key, and no words
_NOT_WORDS = re.compile(r"[\W_0-9]+")


@dataclass(frozen=True)
class Lost:
    """Stories whose address begins like the one that was asked for, and its words, for the search box."""

    stories: list[Article]
    words: str

    @property
    def asked(self) -> dict[str, dict[str, str]]:
        """Fill in the search box."""
        return {"question": {"text": self.words}}


def looked_for(path: str, language: str) -> Lost:
    """Read the last words of an address; stories are found by the beginning of their own, in one step of an index."""
    last = next((part for part in reversed(unquote(path).split("/")) if part), "")
    slug = slugify(last.partition(".")[0], allow_unicode=True)[:MOST_LETTERS]
    if len(slug) < FEWEST_LETTERS or "\0" in slug or _PREVIEW in path:
        return Lost([], "")
    stories = Article.objects.live(language).filter(**{f"slug_{language}__startswith": slug})
    found = stories.only("kind", f"title_{language}", f"slug_{language}").newest_first(language)[:SUGGESTED]
    return Lost(list(found), _NOT_WORDS.sub(" ", slug).strip())
