"""What the ledger answers to a fact."""

from dataclasses import dataclass
from enum import StrEnum

from donations.models import Donation, Pledge
from donations.reasons import Problem


class Outcome(StrEnum):
    """What a fact did."""

    APPLIED = "applied"
    ALREADY = "already"  # we knew, or know better by now
    UNKNOWN = "unknown"  # no gift or pledge of ours


class TooEarly(Problem):
    """A fact that rests on another which has not arrived; try again later."""


class Contradiction(Problem):
    """A fact that does not fit our books; somebody must look at it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a fact is about, locked."""

    pledge: Pledge | None
    gift: Donation | None
