"""Names of people, places and groups: how the house spells each in both languages, and how else it is spelled.

Search reads every spelling of a name as the same name, so a story is found in either language by any of them.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.identity import LANGUAGES, OTHER, language


class NameKind(models.TextChoices):
    """What bears the name."""

    PERSON = "person", pgettext_lazy("kind of name", "Person")
    PLACE = "place", pgettext_lazy("kind of name", "Place")
    GROUP = "group", _("Group or institution")
    OTHER = "other", _("Other")


def _keys() -> Func:
    """Give the stems of each spelling, as the database makes them: what search looks a name up by."""
    spellings = (F("spelling_ar"), F("spelling_en"), F("variants"))
    return Func(*spellings, function="search_spellings", output_field=ArrayField(models.TextField()))


class Name(models.Model):
    """One name of somebody or something."""

    kind = models.CharField(_("what it names"), max_length=8, choices=NameKind.choices, default=NameKind.PERSON)
    spelling_ar = models.CharField(_("house spelling (Arabic)"), max_length=120, blank=True)
    spelling_en = models.CharField(_("house spelling (English)"), max_length=120, blank=True)
    variants = models.TextField(
        _("other spellings"),
        blank=True,
        help_text=_("One a line, in either language: older spellings, transliterations, common mistakes."),
    )

    class Meta:
        ordering = ["spelling_en", "spelling_ar", "pk"]
        verbose_name = pgettext_lazy("one of them", "name")
        verbose_name_plural = _("names and spellings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(spelling_ar="") | ~Q(spelling_en=""),
                name="name_has_a_house_spelling",
                violation_error_message=_("Give the house spelling in at least one language."),
            ),
            models.CheckConstraint(condition=Q(kind__in=NameKind.values), name="name_kind_known"),
        ]
        indexes = [GinIndex(_keys(), name="name_keys")]

    def __str__(self) -> str:
        return self.spelling(language()) or self.spelling(OTHER[language()])

    def spelling(self, in_language: str) -> str:
        """Give the house spelling in a language, or nothing."""
        return getattr(self, f"spelling_{in_language}")

    def in_both_languages(self) -> str:
        """Give both house spellings, each isolated from the other's direction."""
        return " · ".join(f"\u2068{spelled}\u2069" for code in LANGUAGES if (spelled := self.spelling(code)))
