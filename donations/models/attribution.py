"""Where a gift came from: the story, the place on the page, the language and the campaign."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from donations.models.campaign import Campaign
from newsroom.identity import LANGUAGES


class Slot(models.TextChoices):
    """The place of the link that the donor followed."""

    DIRECT = "", _("Direct")
    ARTICLE = "article", _("Under a story")
    HEADER = "header", _("Top of the site")
    FOOTER = "footer", _("Bottom of the site")
    HOME = "home", _("Front page")
    MAIL = "mail", _("Mail")


class Attributed(models.Model):
    """A row that remembers where it came from.

    The story may be deleted; its number, headline and path as they were at the time of the gift stay.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name=_("campaign"))
    language = models.CharField(_("language of the gift"), max_length=2, choices=settings.LANGUAGES)
    slot = models.CharField(_("came from"), max_length=10, blank=True, choices=Slot.choices)
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("story")
    )
    story_number = models.BigIntegerField(_("number of the story"), null=True, blank=True)
    story_title = models.CharField(_("headline at the time"), max_length=200, blank=True)
    story_path = models.CharField(_("address at the time"), max_length=400, blank=True)
    referrer_host = models.CharField(_("site that sent the donor"), max_length=120, blank=True, db_default="")
    utm_source = models.CharField(_("source named by the link"), max_length=60, blank=True, db_default="")
    utm_medium = models.CharField(_("medium named by the link"), max_length=60, blank=True, db_default="")
    utm_campaign = models.CharField(_("campaign named by the link"), max_length=60, blank=True, db_default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="%(class)s_language_known"),
            models.CheckConstraint(condition=Q(slot__in=Slot.values), name="%(class)s_slot_known"),
        ]
