"""Whom the money belongs to: the association or company that stands on receipts and statements."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.identity import OTHER, language


class LegalEntity(models.Model):
    """One body in law that takes gifts. What it may say about taxes is its own to know: we say nothing for it."""

    name = models.CharField(_("name in law"), max_length=160)
    address = models.TextField(_("address"), max_length=400, blank=True)
    registration = models.CharField(
        _("registration"), max_length=120, blank=True, help_text=_("Register and number, as they are to be written.")
    )
    issues_tax_receipts = models.BooleanField(
        _("may issue tax receipts"),
        default=False,
        db_default=False,
        help_text=_("Without it, every statement says that it is no tax receipt."),
    )
    tax_words = models.TextField(
        _("what is said about taxes"),
        max_length=1000,
        blank=True,
        help_text=_("The wording that your tax office asks for. It stands at the foot of yearly statements."),
    )
    is_default = models.BooleanField(
        _("takes what no other does"), default=False, help_text=_("For all campaigns that name no other.")
    )

    class Meta:
        ordering = ["-is_default", "pk"]
        default_permissions = ("add", "change", "view")
        verbose_name = _("legal entity")
        verbose_name_plural = _("legal entities")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="entity_one_default",
                violation_error_message=_("Another entity takes what no other does; change that one first."),
            ),
        ]

    def __str__(self) -> str:
        return self.said("name", language())

    def words(self, field: str, in_language: str) -> str:
        """Read one language of a translated field; a missing text reads as an empty one."""
        return getattr(self, f"{field}_{in_language}") or ""

    def said(self, field: str, in_language: str) -> str:
        """Read a field for a paper that must name it: in the other language where this one has none."""
        return self.words(field, in_language) or self.words(field, OTHER[in_language])
