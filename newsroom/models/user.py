"""The people who may enter the desk."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of staff, with the language that the desk speaks to them."""

    interface_language = models.CharField(
        _("interface language"), max_length=2, choices=settings.LANGUAGES, default="en"
    )

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
