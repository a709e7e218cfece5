"""Who made a story, as its page and its feeds name them: by pen name, never by account."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from articles.models import Article, Byline, Role
from newsroom.identity import LANGUAGES, OTHER


@dataclass(frozen=True)
class Credit:
    """Somebody's part in the story; `language` is the one the name is written in."""

    pk: int
    role: str
    name: str
    language: str
    slug: str
    standing: str = ""  # who they are, in a line, in the language of the page


def gathered() -> ArraySubquery:
    """Bring the people along in the story's own query, in the order of print."""
    names = {
        f"{name}_{code}": F(f"contributor__{name}_{code}") for name in ("name", "slug", "bio") for code in LANGUAGES
    }
    rows = Byline.objects.filter(article=OuterRef("pk")).order_by("position", "pk")
    return ArraySubquery(rows.annotate(row=JSONObject(pk=F("contributor_id"), role=F("role"), **names)).values("row"))


def credited(story: Article, rows: list[dict[str, Any]], language: str) -> list[Credit]:
    """List the people in the order of print; a translator has no part in the original."""
    found = []
    for row in rows:
        if row["role"] == Role.TRANSLATOR and not story.is_translation(language):
            continue
        written_in = language if row[f"name_{language}"] else OTHER[language]
        slug = (row[f"slug_{language}"] or "") if written_in == language else ""
        standing = (row[f"bio_{language}"] or "").partition("\n")[0]
        found.append(Credit(row["pk"], row["role"], row[f"name_{written_in}"] or "", written_in, slug, standing))
    return [credit for credit in found if credit.name]
