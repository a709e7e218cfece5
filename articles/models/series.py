"""Stories that are read in order: a series, and the place of each story in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.addresses import path_of, slug_per_language, words
from articles.models.taxonomy import Place


class Series(Place):
    """Several stories told one after the other, each also read alone."""

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("several of them", "series")
        constraints = slug_per_language("series")

    def address(self, language: str) -> str:
        """Give the path of this series' page."""
        return path_of("series", language, words(self, "slug", language))


class SeriesEntry(models.Model):
    """One story's place in a series; a story stands in one series at most."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="entries", verbose_name=_("series"))
    article = models.OneToOneField(
        "articles.Article",
        models.CASCADE,
        related_name="series_entry",
        verbose_name=_("story"),
        error_messages={"unique": _("This story stands in a series already.")},
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("part of the series")
        verbose_name_plural = _("parts of the series")

    def __str__(self) -> str:
        return str(self.article)
