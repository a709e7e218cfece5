"""Pages that are no story: about the paper, how to reach it, what it holds itself to, what it keeps of readers."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.addresses import named_in, path_of, slug_per_language, words
from articles.querysets import PageQuerySet
from newsroom.identity import LANGUAGES


def _public_is_complete(language: str) -> models.CheckConstraint:
    complete = Q(
        **{f"{field}_{language}__gt": "" for field in ("title", "slug")},
        **{f"{field}_{language}__isnull": False for field in ("title", "slug")},
    )
    return models.CheckConstraint(
        condition=Q(**{f"is_public_{language}": False}) | complete, name=f"page_public_{language}_is_complete"
    )


class Page(models.Model):
    """One flat page; each language of it is public or not, and is linked at the foot of every page or not."""

    title = models.CharField(_("title"), max_length=120, blank=True)
    slug = models.SlugField(_("address"), max_length=80, allow_unicode=True, blank=True, db_index=False)
    body = models.TextField(_("text"), blank=True)
    is_public_ar = models.BooleanField(_("public (Arabic)"), default=False)
    is_public_en = models.BooleanField(_("public (English)"), default=False)
    in_footer = models.BooleanField(_("linked at the foot of every page"), default=True)
    position = models.PositiveSmallIntegerField(_("position at the foot"), default=0)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = pgettext_lazy("one of them", "page")
        verbose_name_plural = _("pages")
        constraints = [*slug_per_language("page"), *(_public_is_complete(language) for language in LANGUAGES)]

    def __str__(self) -> str:
        return named_in(self, "title")

    def is_public(self, language: str) -> bool:
        """Say whether readers of a language find the page."""
        return getattr(self, f"is_public_{language}")

    def address(self, language: str) -> str:
        """Give the path of one language of the page."""
        return path_of("page", language, words(self, "slug", language))
