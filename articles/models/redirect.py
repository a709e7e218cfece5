"""Addresses that a page has left: whoever asks for one is sent to where the page stands now."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LONGEST_PATH = 400


class Redirect(models.Model):
    """One old path of a reader page and the path that answers for it, both written plainly, not percent-encoded.

    No row leads to another row's old path: readers are sent on once. `articles/redirects.py` keeps it so.
    """

    old_path = models.CharField(
        _("old address"),
        max_length=LONGEST_PATH,
        unique=True,
        error_messages={"unique": _("This old address leads somewhere already.")},
    )
    new_path = models.CharField(_("new address"), max_length=LONGEST_PATH, db_index=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = [
            models.CheckConstraint(
                condition=Q(old_path__regex=r"^/(ar|en)/[^/]", new_path__regex=r"^/(ar|en)/"),
                name="redirect_stays_on_our_pages",
            ),
            models.CheckConstraint(condition=~Q(old_path=F("new_path")), name="redirect_leads_elsewhere"),
        ]

    def __str__(self) -> str:
        return self.old_path
