"""Where a story belongs: one section, any number of topics."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.addresses import named_in, named_in_both, path_of, slug_per_language, words
from articles.querysets import PlaceQuerySet


class Place(models.Model):
    """What a section and a topic share: a name, an address and a description in each language."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, allow_unicode=True, db_index=False, blank=True)
    description = models.TextField(_("description"), blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return named_in(self, "name")

    def in_both_languages(self) -> str:
        """Give the name in both languages, for someone who may know either."""
        return named_in_both(self, "name")


class Section(Place):
    """A part of the paper, in the order of the site's menu."""

    position = models.PositiveSmallIntegerField(_("position in the menu"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = slug_per_language("section")

    def address(self, language: str) -> str:
        """Give the path of this section's page."""
        return path_of("section", language, words(self, "slug", language))


class Topic(Place):
    """What a story is about, across sections: a subject, or a place on the map."""

    class Kind(models.TextChoices):
        """Whether the topic is a subject or a place."""

        TOPIC = "topic", _("Topic")
        PLACE = "place", pgettext_lazy("kind of topic", "Place")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.TOPIC, db_default=Kind.TOPIC)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            *slug_per_language("topic"),
            models.CheckConstraint(condition=models.Q(kind__in=["topic", "place"]), name="topic_kind_known"),
        ]

    def address(self, language: str) -> str:
        """Give the path of this topic's page; its kind names the page."""
        return path_of(self.kind, language, words(self, "slug", language))
