"""The desk: Django's admin under our own name."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    """The editors' admin."""

    site_header = _("The desk")
    site_title = _("The desk")
    index_title = _("Newsroom")
