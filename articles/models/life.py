"""What happened to a story on its way: the moves of its versions, what was said in review, and its withdrawals."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import State


class Move(models.Model):
    """One version of a story going from one state to another."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="moves")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    from_state = models.CharField(_("from"), max_length=10, choices=State.choices)
    to_state = models.CharField(_("to"), max_length=10, choices=State.choices)
    goes_public_at = models.DateTimeField(_("goes public"), null=True)
    comment = models.TextField(_("comment"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        indexes = [models.Index(fields=["article", "-at"], name="move_of_story")]

    def __str__(self) -> str:
        return f"{self.get_language_display()}: {self.get_from_state_display()} > {self.get_to_state_display()}"

    @property
    def let_changes_out(self) -> bool:
        """Say whether readers had the version before, and were given its changes."""
        stays = self.from_state == self.to_state == State.PUBLISHED
        return stays and self.goes_public_at is not None and self.goes_public_at <= self.at


class ReviewComment(models.Model):
    """Something that somebody at the desk says of a story; open until somebody resolves it."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="review_comments")
    language = models.CharField(_("about"), max_length=2, choices=settings.LANGUAGES, blank=True)
    text = models.TextField(_("comment"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("resolved by")
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("review comment")
        verbose_name_plural = _("review comments")
        indexes = [models.Index(fields=["article"], condition=Q(resolved_at=None), name="review_comment_open")]

    def __str__(self) -> str:
        return self.text[:60]


class Withdrawal(models.Model):
    """Why a version was taken from readers, and where they are sent instead, if anywhere."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="withdrawals")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    at = models.DateTimeField(_("withdrawn"), default=timezone.now)
    reason = models.TextField(_("reason for readers"), blank=True)
    leads_to = models.CharField(
        _("leads to"),
        max_length=500,
        blank=True,
        help_text=_("A path on this site, such as /ar/article/12/."),
        validators=[RegexValidator(r"^/(ar|en)/", _("Give a path of this site that begins with /ar/ or /en/."))],
    )

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="withdrawal_once_per_version")]

    def __str__(self) -> str:
        return f"{self.article} ({self.get_language_display()})"
