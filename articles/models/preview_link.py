"""Links with which people outside of the newsroom read one version before it is public."""

import hashlib
import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TOKEN_BYTES = 32


class PreviewLinkQuerySet(models.QuerySet):
    """Preview links."""

    def open_now(self) -> Self:
        """Keep those that still open."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PreviewLink(models.Model):
    """One link to the working copy of one version; only the hash of its token is kept, so nobody can read it here."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="preview_links")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    last_opened_at = models.DateTimeField(_("last opened"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return f"{self.get_language_display()}: {self.made_at:%Y-%m-%d}"

    def is_open(self, at: datetime | None = None) -> bool:
        """Say whether it still opens."""
        return self.revoked_at is None and self.expires_at > (at or timezone.now())


def new_token() -> str:
    """Make a token that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Give what is kept of a token. It is random, so a plain hash is enough and looking it up tells nothing of it."""
    return hashlib.sha256(token.encode()).hexdigest()
