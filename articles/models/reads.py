"""How often stories are read: by the hour while it matters, and the lists that readers see.

Nothing here is about a reader: a count is a story, a language, an hour and a number.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Window(models.TextChoices):
    """How far back a list of the most read looks."""

    DAY = "day", _("In the last 24 hours")
    WEEK = "week", _("In the last 7 days")


class ReadCount(models.Model):
    """How often one version of a story was opened in one hour."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    hour = models.DateTimeField()  # its beginning
    reads = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("count of reads")
        verbose_name_plural = _("counts of reads")
        constraints = [
            models.UniqueConstraint(fields=["article", "language", "hour"], name="reads_once_an_hour"),
        ]
        indexes = [models.Index(fields=["language", "hour"], name="reads_by_hour")]

    def __str__(self) -> str:
        return f"{self.article_id} ({self.language}): {self.reads}"


class MostRead(models.Model):
    """One line of a list of the most read, as it was worked out last."""

    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    window = models.CharField(max_length=4, choices=Window.choices)
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")

    class Meta:
        ordering = ["language", "window", "position"]
        verbose_name = _("line of the most read")
        verbose_name_plural = _("lines of the most read")
        constraints = [
            models.UniqueConstraint(fields=["language", "window", "position"], name="most_read_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.article_id} ({self.language})"


class LogMark(models.Model):
    """How far a log of reads has been counted: which file it was, and how many bytes of it are done."""

    path = models.CharField(max_length=500, unique=True)
    inode = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("place in a log")
        verbose_name_plural = _("places in logs")

    def __str__(self) -> str:
        return f"{self.path}: {self.done}"
