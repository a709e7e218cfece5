"""Places elsewhere that take gifts for the newsroom, such as a page at a membership service, and how often our links
to them are followed."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from donations.models.campaign import Campaign
from newsroom.identity import LANGUAGES


class LinkWay(models.Model):
    """One place elsewhere. Its `code` stands in the books beside each sum that came over it, so it never changes."""

    code = models.SlugField(
        _("name in the books"),
        max_length=20,
        help_text=_("In Latin letters, such as Ko-fi. It stays as it is: the books name the way by it."),
    )
    name = models.CharField(_("name"), max_length=60)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("What donors should know before they leave this site.")
    )
    address = models.URLField(
        _("address"),
        max_length=300,
        validators=[URLValidator(schemes=["https"], message=_("The address begins with https://."))],
    )
    campaigns = models.ManyToManyField(
        Campaign,
        blank=True,
        related_name="link_ways",
        verbose_name=_("campaigns"),
        help_text=_("None chosen: all campaigns."),
    )
    on_ar = models.BooleanField(_("on Arabic pages"), default=True)
    on_en = models.BooleanField(_("on English pages"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_on = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("way of giving elsewhere")
        verbose_name_plural = _("ways of giving elsewhere")
        default_permissions = ("add", "change", "view")
        constraints = [
            models.UniqueConstraint(
                Lower("code"),
                name="link_way_code_unique_in_any_case",
                violation_error_message=_("Another way has this name in the books."),
            ),
            models.CheckConstraint(condition=Q(address__startswith="https://"), name="link_way_address_is_https"),
        ]

    def __str__(self) -> str:
        return self.code

    def words(self, field: str, in_language: str) -> str:
        """Read one language of a translated field; a missing text reads as an empty one."""
        return getattr(self, f"{field}_{in_language}") or ""


class LinkClicks(models.Model):
    """How often a link was followed on one day from one campaign's page in one language; nothing about by whom."""

    way = models.ForeignKey(LinkWay, models.CASCADE, related_name="clicks", verbose_name=_("way of giving elsewhere"))
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name=_("campaign"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    day = models.DateField(_("day"))
    clicks = models.PositiveIntegerField(_("clicks"))

    class Meta:
        ordering = ["-day", "pk"]
        verbose_name = _("clicks on a way elsewhere")
        verbose_name_plural = _("clicks on ways elsewhere")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["way", "campaign", "language", "day"], name="link_clicks_one_row_a_day"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="link_clicks_language_known"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.language} {self.clicks}"
