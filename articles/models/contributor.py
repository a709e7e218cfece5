"""The people a story names, and what each of them did for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import named_in, named_in_both, path_of, slug_per_language, words
from articles.querysets import PlaceQuerySet


class Contributor(models.Model):
    """A name in print. It may be a pen name; nothing here leads to the person behind it."""

    name = models.CharField(_("name in print"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True, db_index=False, blank=True)
    bio = models.TextField(_("about"), blank=True)
    portrait = models.ForeignKey(
        "articles.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="portrait_of",
        verbose_name=_("portrait"),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        constraints = slug_per_language("contributor")

    def __str__(self) -> str:
        return named_in(self, "name")

    def in_both_languages(self) -> str:
        """Give the name in both languages, for someone who may know either."""
        return named_in_both(self, "name")

    def address(self, language: str) -> str:
        """Give the path of this contributor's page."""
        return path_of("contributor", language, words(self, "slug", language))


class Role(models.TextChoices):
    """What somebody did for a story. A translator is credited on the translation only."""

    AUTHOR = "author", _("Author")
    TRANSLATOR = "translator", _("Translator")
    PHOTOGRAPHER = "photographer", _("Photographer")
    EDITOR = "editor", _("Editor")


class Byline(models.Model):
    """One contributor's part in one story, in the order of print."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    contributor = models.ForeignKey(
        Contributor, models.PROTECT, related_name="bylines", verbose_name=_("contributor")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contributor", "role"],
                name="byline_once_per_role",
                violation_error_message=_("This person already has this role in the story."),
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="byline_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.contributor} ({self.get_role_display()})"
