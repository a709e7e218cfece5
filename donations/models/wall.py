"""The names by which donors asked to be thanked in public. Each is looked at by a person first."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from donations.models.donation import Donation


class WallName(models.Model):
    """The name under which one gift may be thanked for, and what finance decided about it."""

    class State(models.TextChoices):
        """What became of the wish."""

        WAITING = "waiting", _("Waits for a look")
        SHOWN = "shown", _("Shown")
        HIDDEN = "hidden", _("Not shown")

    donation = models.OneToOneField(Donation, models.CASCADE, related_name="wall_name", verbose_name=_("gift"))
    name = models.CharField(_("name for the wall"), max_length=80)
    state = models.CharField(_("decision"), max_length=8, choices=State.choices, default=State.WAITING)
    wished_at = models.DateTimeField(_("wished"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        ordering = ["-wished_at", "-pk"]
        default_permissions = ("view",)
        verbose_name = _("name on the wall")
        verbose_name_plural = _("names on the wall")
        permissions = [("moderate_wallname", _("Can decide which names the wall shows"))]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["waiting", "shown", "hidden"]), name="wall_state_known"),
            models.CheckConstraint(condition=~Q(name=""), name="wall_name_given"),
        ]

    def __str__(self) -> str:
        # The wish is private until it is granted: names stay out of logs and of the desk's list of recent actions.
        return str(self.donation)
