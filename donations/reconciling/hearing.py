"""What a run was told by a provider, and what our ledger made of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from donations import ledger
from donations.facts import Fact, FactKind
from donations.providers.base import Movement, NotOurs, Sum
from donations.reasons import Problem
from donations.reconciling.differing import Differing, movement_of


@dataclass(slots=True)
class Report:
    """What a run found with one provider."""

    provider: str
    since: datetime
    until: datetime
    applied: Counter[str] = field(default_factory=Counter)
    known: int = 0
    foreign: int = 0
    problems: list[str] = field(default_factory=list)
    silent: str = ""  # why the provider did not answer to the end; then nothing was compared
    there: dict[Movement, Sum] = field(default_factory=dict)
    nearby: dict[Movement, Sum] = field(default_factory=dict)  # there, around the window: our dates may differ
    differences: list[Differing] = field(default_factory=list)
    sums: dict[str, tuple[int, int]] = field(default_factory=dict)

    def is_clean(self) -> bool:
        """Say whether the books agree, as far as was asked."""
        return not (self.silent or self.differences)


def hear(report: Report, news: Iterator[Any], is_trial: bool) -> None:
    """Apply what is told, one fact at a time; what came too early is tried once more at the end."""
    early = []
    for told in news:
        if isinstance(told, NotOurs):
            report.foreign += 1
        elif isinstance(told, Exception):
            report.problems.append(str(told))
        elif is_trial:
            _note(report, told)
        elif not _applied(report, told, is_last=False):
            early.append(told)
    for told in early:
        _applied(report, told, is_last=True)


def _applied(report: Report, fact: Fact, *, is_last: bool) -> bool:
    """Tell the ledger one fact; say whether that is settled, one way or the other."""
    try:
        outcome = ledger.apply(fact)
    except ledger.TooEarly as problem:
        if is_last:
            _cannot(report, fact, problem)
        return is_last
    except ledger.Contradiction as problem:
        _cannot(report, fact, problem)
        return True
    if outcome == ledger.Outcome.UNKNOWN:
        report.foreign += 1
        return True
    report.applied[fact.kind] += outcome == ledger.Outcome.APPLIED
    report.known += outcome == ledger.Outcome.ALREADY
    _note(report, fact)
    return True


def _cannot(report: Report, fact: Fact, problem: Problem) -> None:
    report.problems.append(
        f"{fact.kind} {fact.payment_id or fact.transaction_id or fact.gift or fact.pledge}: {problem}"
    )
    _note(report, fact)


def _note(report: Report, fact: Fact) -> None:
    """Remember a movement; of a window that has ended, only what belongs to it."""
    movement = movement_of(fact)
    if movement is not None and (fact.occurred_at < report.until or fact.kind == FactKind.REFUND_FAILED):
        report.there[movement[0]] = movement[1]
