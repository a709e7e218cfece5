"""The words that a file needs, in the language of the desk: looked up once, for files have many lines."""

from dataclasses import dataclass
from typing import Self

from django.utils import translation
from django.utils.translation import gettext

from donations.models import Campaign, LedgerEntry, Slot
from donations.providers import name_of
from donations.states import Interval, Standing


@dataclass(frozen=True, slots=True)
class Wording:
    """Codes and their words, and the short names of campaigns by their numbers."""

    language: str
    ways: dict[str, str]  # filled as they occur
    intervals: dict[str, str]
    standings: dict[str, str]
    kinds: dict[str, str]
    slots: dict[str, str]
    money: dict[bool, str]
    answers: dict[bool, str]
    campaigns: dict[int, str]

    @classmethod
    def of(cls, language: str) -> Self:
        """Look the words up; test money is named aloud, so that nobody adds it to the other."""
        with translation.override(language):
            return cls(
                language=language,
                ways={},
                intervals={code: str(label) for code, label in Interval.choices},
                standings={code: str(label) for code, label in Standing.choices},
                kinds={code: str(label) for code, label in LedgerEntry.Kind.choices},
                slots={code: str(label) for code, label in Slot.choices},
                money={True: gettext("real"), False: gettext("TEST")},
                answers={True: gettext("yes"), False: ""},
                campaigns=dict(Campaign.objects.values_list("pk", "slug")),
            )

    def way(self, code: str) -> str:
        """Name a way of giving."""
        if code not in self.ways:
            with translation.override(self.language):
                self.ways[code] = name_of(code)
        return self.ways[code]
