"""The frame as a Django app, and the desk (our admin site) as its default admin."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _
from django_ox.apps import DjangoOxConfig


class NewsroomConfig(AppConfig):
    """Staff accounts, start-up checks and the parts that belong to no subject."""

    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        """Register the start-up checks."""
        from newsroom import checks  # noqa: F401 - checks register themselves once apps are loaded
        from newsroom.arabic import checks as house_style  # noqa: F401 - the same


class DeskConfig(AdminConfig):
    """Django's admin with our own site class in front."""

    default_site = "newsroom.desk.Desk"


class TasksConfig(DjangoOxConfig):
    """The task queue, with names that the desk can say."""

    verbose_name = _("Work in the background")  # type: ignore[assignment] # the library's own name is a plain word

    def ready(self) -> None:
        """Let the library make itself ready, then name its models."""
        from newsroom import borrowed_models  # its names are set once the models are loaded

        super().ready()
        borrowed_models.name_them()
