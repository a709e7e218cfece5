"""Gifts: campaigns, donors, payment providers and the ledger."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DonationsConfig(AppConfig):
    """The money that keeps the paper independent."""

    name = "donations"
    verbose_name = _("Donations")

    def ready(self) -> None:
        """Register the start-up checks."""
        from donations import checks  # noqa: F401 - checks register themselves once apps are loaded
