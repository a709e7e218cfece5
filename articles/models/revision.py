"""What a story was after each save, whole."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """One story as one save left it, with everything around it. Never changed; the latest is the working copy."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    story = models.JSONField(_("the whole story"))  # what `Snapshot.as_json` gives
    changed_ar = models.BooleanField(_("Arabic changed"), default=False)
    changed_en = models.BooleanField(_("English changed"), default=False)
    changed_shared = models.BooleanField(_("shared parts changed"), default=False)
    is_minor = models.BooleanField(_("minor"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    made_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return str(self.number)

    def changed(self, language: str) -> bool:
        """Say whether this save changed the words of a language."""
        return getattr(self, f"changed_{language}")
