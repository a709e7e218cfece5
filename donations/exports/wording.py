"""The words that a file needs, in the language of the desk: looked up once, for files have many lines."""

from dataclasses import dataclass
from typing import Self

from django.utils import translation
from django.utils.translation import gettext

from donations.models import Campaign, LedgerEntry, Slot
from donations.providers import KNOWN
from donations.states import Interval, Standing


@dataclass(frozen=True, slots=True)
class Wording:
    """Codes and their words, and the short names of campaigns by their numbers."""

    ways: dict[str, str]
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
                ways={name: str(way.label) for name, way in KNOWN.items()},
                intervals={code: str(label) for code, label in Interval.choices},
                standings={code: str(label) for code, label in Standing.choices},
                kinds={code: str(label) for code, label in LedgerEntry.Kind.choices},
                slots={code: str(label) for code, label in Slot.choices},
                money={True: gettext("real"), False: gettext("TEST")},
                answers={True: gettext("yes"), False: ""},
                campaigns=dict(Campaign.objects.values_list("pk", "slug")),
            )
