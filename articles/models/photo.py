"""A picture with its credit: an asset of the newsroom, placed in any number of stories."""

from datetime import date, timedelta
from typing import Literal, TypedDict

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import named_in, words
from articles.querysets import PhotoQuerySet, lacking_words

CARD_RATIO = (3, 2)
# How long before their end the desk begins to warn that the rights run out.
RIGHTS_WARNING = timedelta(days=30)
SEARCHED = ("credit", "source", "caption_ar", "caption_en", "alt_ar", "alt_en")

RightsStanding = Literal["", "expiring", "expired"]


class Renditions(TypedDict, total=False):
    """What the background task has made of a photo; empty until it has. Each width exists as AVIF and as WebP."""

    widths: list[int]  # the whole picture, ascending
    cards: list[int]  # cut to CARD_RATIO, ascending
    share: list[int]  # width and height of the share image
    focal: list[int]  # per cent: the focal point that the cards and the share image were cut around


class Photo(models.Model):
    """One picture. The credit belongs to it and shows wherever it is placed; a caption may be changed there.

    `file` is a JPEG that `photos` has made and named; the bytes under a name never change (another file gets another
    name), so its address may be cached for ever. `focal_x` and `focal_y` are per cent of width and height, from the
    picture's own left and top, and mean what CSS means by `object-position`: that point of the picture sits at that
    point of every crop.
    """

    # Not an ImageField: that one opens the file whenever the row is read anew, and we know the measures.
    file = models.FileField(_("file"), upload_to="photos/", max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    credit = models.CharField(
        _("credit"), max_length=120, help_text=_("Who made it or owns it; shown wherever the picture is.")
    )
    # Read from the file when it came in, and not yet looked at by anybody.
    credit_from_file = models.BooleanField(default=False, db_default=False, editable=False)
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Where it came from. Readers do not see this.")
    )
    rights = models.CharField(
        _("rights"), max_length=200, blank=True, help_text=_("What we may do with it. Readers do not see this.")
    )
    rights_until = models.DateField(
        _("rights end"), null=True, blank=True, help_text=_("The last day on which we may show it; empty: no end.")
    )
    caption = models.TextField(_("caption"), blank=True)
    alt = models.CharField(_("description for people who cannot see it"), max_length=300, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, per cent from the left"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, per cent from the top"), default=50, validators=[MaxValueValidator(100)]
    )
    renditions = models.JSONField(default=dict, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="photo_newest"),
            models.Index(fields=["-uploaded_at", "-id"], condition=lacking_words(), name="photo_lacks_words"),
            # What somebody should look at is little of the library, and is asked for newest first.
            *(
                models.Index(fields=["-uploaded_at", "-id"], condition=lacking, name=f"photo_{name}")
                for name, lacking in {
                    "unsure_credit": models.Q(credit_from_file=True),
                    "no_source": models.Q(source=""),
                    "no_rights": models.Q(rights="", rights_until__isnull=True),
                }.items()
            ),
            models.Index(
                fields=["rights_until"], condition=models.Q(rights_until__isnull=False), name="photo_rights_end"
            ),
            # The desk's search asks without regard to capitals, which Postgres answers from an index on the capitals.
            *(GinIndex(OpClass(Upper(name), "gin_trgm_ops"), name=f"photo_{name}_trgm") for name in SEARCHED),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(credit=""),
                name="photo_has_credit",
                violation_error_message=_("Credit the picture."),
            ),
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100), name="photo_focal_point_inside"
            ),
        ]

    def __str__(self) -> str:
        return f"{named_in(self, 'caption')[:60]} ({self.credit})"

    def words(self, field: str, language: str) -> str:
        """Read one language of the caption or the description; a missing text reads as an empty one."""
        return words(self, field, language)

    def rights_standing(self, on: date | None = None) -> RightsStanding:
        """Say whether the rights have ended, or end soon, on a day (today, on the newsroom's calendar)."""
        today = on or timezone.localdate()
        if self.rights_until is None or self.rights_until > today + RIGHTS_WARNING:
            return ""
        return "expired" if self.rights_until < today else "expiring"

    def original(self) -> str:
        """Name the stored file."""
        return str(self.file.name)

    def stem(self) -> str:
        """Give what the names of the file and of all its renditions begin with."""
        return self.original().removesuffix(".jpg")

    def rendition_names(self) -> list[str]:
        """Name every file that the background task has made of this photo."""
        return rendition_names(self.stem(), self.renditions)


def rendition_names(stem: str, made: Renditions) -> list[str]:
    """Name the files of a set of renditions; the rule that `articles.pictures` writes addresses by."""
    if not made:
        return []
    cut = cut_around(*made["focal"])
    names = [f"{stem}-{width}.{kind}" for width in made["widths"] for kind in ("avif", "webp")]
    names += [f"{stem}-{cut}-{width}.{kind}" for width in made["cards"] for kind in ("avif", "webp")]
    return [
        *names,
        f"{stem}-{fallback_width(made['widths'])}.jpg",
        f"{stem}-{cut}-{fallback_width(made['cards'])}.jpg",
        f"{stem}-{cut}-share.jpg",
    ]


def cut_around(focal_x: int, focal_y: int) -> str:
    """Say the focal point in a file's name, so that a crop around another point has another address."""
    return f"at{focal_x}x{focal_y}"


def fallback_width(widths: list[int]) -> int:
    """Choose the one width that is also made as a JPEG, for browsers that know neither AVIF nor WebP."""
    return max((width for width in widths if width <= 1280), default=widths[0])
