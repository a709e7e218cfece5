"""Links that an editor picks for the end of a story."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import named_in


class RelatedLink(models.Model):
    """One link, in the order of print: to a story of ours, or to an outside address with a title per language.

    An outside link shows in the languages it has a title in; a story in the languages it is live in.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="related_links")
    story = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("story of ours"),
    )
    url = models.URLField(
        _("outside address"), max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    title = models.CharField(_("title of the outside link"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("related link")
        verbose_name_plural = _("related links")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(story__isnull=False, url="") | (models.Q(story__isnull=True) & ~models.Q(url="")),
                name="related_link_is_story_or_address",
                violation_error_message=_("Choose a story of ours or give an outside address, not both."),
            ),
            models.CheckConstraint(
                condition=models.Q(story__isnull=True) | ~models.Q(story=models.F("article")),
                name="related_link_not_itself",
                violation_error_message=_("A story cannot be related to itself."),
            ),
            models.UniqueConstraint(
                fields=["article", "story"],
                name="related_story_once",
                violation_error_message=_("This story is already in the list."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.story) if self.story_id else named_in(self, "title")
