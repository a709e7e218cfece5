"""What search looks in. Triggers of the database write both tables: see migration `search_follows_stories`.

No act of the paper names them, so none can forget them: whatever changes what readers may see of a story changes,
in the same transaction, what search finds.
"""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """One published version of a story, live or scheduled, as lexemes.

    A lexeme is a coat of a word (see `newsroom.arabic.folding`): folded, bare or stem as it is, the exact spelling
    with "=" before it, the skeleton with "#"; with "^" it is the stem of a word of the headline. Lexemes with ":" are
    no words: the language and month of publication (":en:2026-11"), the section (":s:3"), a topic (":t:5") and a
    contributor (":c:7").
    """

    # The database takes the entry away with its story, so that nobody is asked about it first.
    article = models.ForeignKey("articles.Article", models.DO_NOTHING, related_name="+", db_index=False)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    published_at = models.DateTimeField()
    vector = SearchVectorField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="search_entry_once_per_version")]
        # Without the list of pending entries, which every question would have to read through.
        indexes = [GinIndex(fields=["vector"], name="search_entry_vector", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.language} {self.article_id}"


class SearchWord(models.Model):
    """A word of a headline or standfirst, to suggest it; it may be a withdrawn story's, so ask before showing it."""

    word = models.TextField(primary_key=True)
    folded = models.TextField()

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        indexes = [GinIndex(OpClass("folded", "gin_trgm_ops"), name="search_word_trgm")]

    def __str__(self) -> str:
        return self.word
