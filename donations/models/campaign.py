"""What the paper asks for: the words of the support box and page, and the amounts it offers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.entity import LegalEntity
from donations.money import CURRENCY_NAMES, EXPONENTS
from donations.querysets import CampaignQuerySet
from donations.states import Interval
from newsroom.identity import OTHER, language


class Campaign(models.Model):
    """One appeal to readers. Its words are in both languages; its short name is not, because reports use it."""

    slug = models.SlugField(
        _("short name"), max_length=60, unique=True, help_text=_("For links and reports, in Latin letters.")
    )
    title = models.CharField(_("title of the support page"), max_length=120)
    appeal = models.TextField(
        _("lines of the support box"), help_text=_("Each line of this field is a line of the box.")
    )
    price_line = models.CharField(
        _("price line"),
        max_length=120,
        blank=True,
        help_text=_("For example: $1 a month makes a difference"),
    )
    button = models.CharField(_("text of the button"), max_length=60)
    page_text = models.TextField(_("text of the support page"), blank=True)
    thanks_text = models.TextField(_("thank-you text"), blank=True)

    goal_minor = models.PositiveBigIntegerField(_("goal in minor units"), null=True, blank=True)
    goal_currency = models.CharField(_("currency of the goal"), max_length=3, blank=True, choices=CURRENCY_NAMES)
    shows_wall = models.BooleanField(
        _("thanks donors by name"),
        default=False,
        db_default=False,
        help_text=_("Only those who asked for it and whom finance has let through."),
    )

    entity = models.ForeignKey(
        LegalEntity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("legal entity"),
        help_text=_("Whose gifts these are. Empty: the entity that takes what no other does."),
    )
    default_interval = models.CharField(
        _("offered first"), max_length=8, choices=Interval.choices, default=Interval.MONTH
    )
    starts_at = models.DateTimeField(_("runs from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("runs until"), null=True, blank=True)
    is_default = models.BooleanField(
        _("the paper's own campaign"), default=False, help_text=_("Its words fill the support box under every story.")
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-is_default", "slug"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="campaign_one_default",
                violation_error_message=_("Another campaign is the paper's own; change that one first."),
            ),
            models.CheckConstraint(condition=Q(default_interval__in=Interval.values), name="campaign_interval_known"),
            models.CheckConstraint(
                condition=Q(goal_minor__isnull=True, goal_currency="")
                | Q(goal_minor__gt=0, goal_currency__in=EXPONENTS),
                name="campaign_goal_whole",
                violation_error_message=_("A goal is an amount and its currency."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(starts_at__lt=models.F("ends_at")),
                name="campaign_window_in_order",
                violation_error_message=_("A campaign ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        here = language()
        return self.words("title", here) or self.words("title", OTHER[here]) or self.slug

    def words(self, field: str, in_language: str) -> str:
        """Read one language of a translated field; a missing text reads as an empty one."""
        return getattr(self, f"{field}_{in_language}") or ""

    def is_running(self) -> bool:
        """Say whether the campaign asks for gifts now."""
        now = timezone.now()
        return (self.starts_at is None or self.starts_at <= now) and (self.ends_at is None or now < self.ends_at)


class Ask(models.Model):
    """What one campaign asks for in one currency: the amounts it offers and the least it takes, in minor units."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="asks")
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCY_NAMES)
    once = ArrayField(models.PositiveBigIntegerField(), verbose_name=_("one-time amounts"), default=list)
    month = ArrayField(models.PositiveBigIntegerField(), verbose_name=_("monthly amounts"), default=list)
    year = ArrayField(models.PositiveBigIntegerField(), verbose_name=_("yearly amounts"), default=list, blank=True)
    least_minor = models.PositiveBigIntegerField(_("smallest gift"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("currency and amounts")
        verbose_name_plural = _("currencies and amounts")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "currency"],
                name="ask_once_per_currency",
                violation_error_message=_("This campaign already asks in this currency."),
            ),
            models.CheckConstraint(condition=Q(currency__in=EXPONENTS), name="ask_currency_known"),
            models.CheckConstraint(condition=Q(least_minor__gt=0), name="ask_least_positive"),
        ]

    def __str__(self) -> str:
        return self.currency

    def presets(self, interval: str) -> list[int]:
        """List the amounts offered for one interval, in minor units."""
        return {Interval.ONCE: self.once, Interval.MONTH: self.month, Interval.YEAR: self.year}[Interval(interval)]
