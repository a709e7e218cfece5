"""What somebody typed into the form of a story and has not saved, and which story a new form became."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """The unsaved text of one person in one form: a story's own, or a form for a new story, which `key` names.

    Personal: every question about drafts begins with their owner, and no page of the desk lists those of others.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("typed by"))
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="+")
    key = models.UUIDField(null=True)
    typed = models.JSONField(_("as typed"), default=dict)  # field -> text, list of texts, or list of rows
    seen = models.JSONField(_("revisions the text rests on"), default=dict)  # part -> number of a revision
    version = models.PositiveIntegerField(_("version"), default=0)  # counts the patches; each names the one before it
    page = models.CharField(_("page that wrote last"), max_length=40, blank=True)
    saved_at = models.DateTimeField(_("kept"), default=timezone.now)

    class Meta:
        ordering = ["-saved_at"]
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.CheckConstraint(condition=Q(article=None) ^ Q(key=None), name="draft_of_story_or_new_form"),
            models.UniqueConstraint(fields=["user", "article"], name="draft_once_a_story"),
            models.UniqueConstraint(fields=["user", "key"], name="draft_once_a_new_form"),
        ]
        indexes = [models.Index(fields=["saved_at"], name="draft_oldest")]

    def __str__(self) -> str:
        return str(self.pk)


class NewForm(models.Model):
    """A form for a new story that was sent: the same form sent again leads to the story that it made."""

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("form for a new story")
        verbose_name_plural = _("forms for new stories")
        indexes = [models.Index(fields=["sent_at"], name="new_form_oldest")]

    def __str__(self) -> str:
        return str(self.key)
