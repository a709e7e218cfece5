"""Stories, the people and pictures in them, and the pages that show them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """The newspaper itself."""

    name = "articles"
    verbose_name = _("The paper")
