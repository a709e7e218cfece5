"""One run of the comparison: ask, apply, compare, and say what was found."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.tasks import task
from django.utils import timezone

from donations import alarms, ledger, providers
from donations.alarm_words import AlarmKind
from donations.facts import Fact, FactKind
from donations.models import Alarm
from donations.providers.base import Can, NotOurs, Provider, ProviderDown
from donations.reasons import Problem
from donations.reconciling.differing import (
    Differing,
    Movement,
    Sum,
    differing,
    movement_of,
    rows_between,
    rows_named,
    sums,
)

# A movement is told a little after it happened: news of the window may be dated after its end.
NEWS_COMES_WITHIN = timedelta(days=1)

logger = logging.getLogger(__name__)


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
    differences: list[Differing] = field(default_factory=list)
    sums: dict[str, tuple[int, int]] = field(default_factory=dict)

    def is_clean(self) -> bool:
        """Say whether the books agree, as far as was asked."""
        return not (self.silent or self.differences)


def compare(*, since: datetime, until: datetime, only: str = "", is_trial: bool = False) -> list[Report]:
    """Compare the books of a window with every provider that can tell again what happened, or with one.

    A trial applies nothing and alarms nobody.
    """
    asked = [each for each in providers.configured() if Can.FETCH in each.can and only in ("", each.name)]
    return [_with(each, since, until, is_trial) for each in asked]


@task(queue_name="default")
def nightly() -> None:
    """Compare the last days; a provider that is silent lets the queue try again later."""
    now = timezone.now()
    reports = compare(since=now - timedelta(days=settings.RECONCILE_DAYS), until=now)
    silent = [report.provider for report in reports if report.silent]
    if silent:
        raise ProviderDown(", ".join(silent))


def _with(provider: Provider, since: datetime, until: datetime, is_trial: bool) -> Report:
    speaker: Any = provider
    if speaker.remembers is not None:
        since = max(since, timezone.now() - speaker.remembers)
    report = Report(provider.name, since, until)
    try:
        _hear(report, speaker.fetch(since, until + NEWS_COMES_WITHIN), is_trial)
    except ProviderDown as trouble:
        logger.warning("%s did not tell its news to the end: %s", provider.name, trouble)
        report.silent = str(trouble) or "no answer"
        return report
    _hold_against_each_other(report)
    if not is_trial:
        _alarm(report)
    return report


def _hear(report: Report, news: Iterator[Any], is_trial: bool) -> None:
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


def _hold_against_each_other(report: Report) -> None:
    """Find each movement on which both sides differ: all that was told, and all rows of ours from the window."""
    here = dict(rows_between(report.provider, report.since, report.until))
    here |= {name: amount for name, amount in rows_named(report.provider, report.there) if name in report.there}
    report.differences = differing(report.there, here)
    report.sums = sums(report.there, here)


def _alarm(report: Report) -> None:
    """Raise the alarm for what differs, or settle one that told of days which agree now."""
    about, first = report.provider, report.since.isoformat()
    before = Alarm.objects.open().filter(kind=AlarmKind.RECONCILIATION, about=about).first()
    if not report.differences:
        if before is None or first <= before.counts.get("since", first):
            alarms.settle(AlarmKind.RECONCILIATION, about)
        return
    alarms.raise_alarm(
        AlarmKind.RECONCILIATION,
        about,
        named=[each.named() for each in report.differences],
        way=about,
        differences=len(report.differences),
        since=min(first, before.counts.get("since", first)) if before else first,
    )
