"""Who is in the form of a story, and in which column they write."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """One open form: a page in somebody's browser. It counts while its heart beats.

    Each column is held by the first who types into it (`ar_since`, `en_since`), and so is what both languages share.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField(_("page"), max_length=40)
    since = models.DateTimeField(_("opened"), default=timezone.now)
    beat_at = models.DateTimeField(_("last heartbeat"), default=timezone.now)
    ar_since = models.DateTimeField(_("writes Arabic since"), null=True)
    en_since = models.DateTimeField(_("writes English since"), null=True)
    shared_since = models.DateTimeField(_("works on the shared parts since"), null=True)

    class Meta:
        ordering = ["since"]
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        constraints = [models.UniqueConstraint(fields=["article", "page"], name="presence_once_a_page")]
        indexes = [models.Index(fields=["beat_at"], name="presence_oldest")]

    def __str__(self) -> str:
        return f"{self.user}: {self.article_id}"
