"""A picture with its credit: an asset of the newsroom, placed in any number of stories."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import named_in
from articles.querysets import PhotoQuerySet


class Photo(models.Model):
    """One picture. The credit belongs to it and shows wherever it is placed; a caption may be changed there.

    `focal_x` and `focal_y` are per cent of width and height, from the picture's own left and top.
    `renditions` lists what the background task has made: `{"format", "width", "height", "name", "bytes", "crop"}`.
    """

    file = models.ImageField(
        _("file"), upload_to="photos/%Y/%m/", width_field="width", height_field="height", max_length=200
    )
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    credit = models.CharField(
        _("credit"), max_length=120, help_text=_("Who made it or owns it; shown wherever the picture is.")
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=200, blank=True)
    caption = models.TextField(_("caption"), blank=True)
    alt = models.CharField(_("description for people who cannot see it"), max_length=300, blank=True)
    focal_x = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    focal_y = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    renditions = models.JSONField(default=list, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
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
