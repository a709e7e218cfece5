"""One run of the comparison: ask, apply, compare, and say what was found."""

import logging
from datetime import datetime, timedelta
from itertools import batched, chain
from typing import Any

from django.conf import settings
from django.tasks import task
from django.utils import timezone

from donations import alarms, providers
from donations.alarm_words import AlarmKind
from donations.models import Alarm
from donations.providers.base import Booked, Can, KeepsBooks, NotOurs, Provider, ProviderDown, answers
from donations.reconciling.differing import AT_ONCE, differing, rows_between, rows_named, sums
from donations.reconciling.hearing import Report, hear

# A movement is told a little after it happened: news of the window may be dated after its end.
NEWS_COMES_WITHIN = timedelta(days=1)
DATED_APART = timedelta(days=1)  # at the most, the same movement here and there

logger = logging.getLogger(__name__)


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
    report = Report(provider.name, since, until)
    try:
        hear(report, speaker.fetch(since, until + NEWS_COMES_WITHIN), is_trial)
        if isinstance(speaker, KeepsBooks):
            _read(report, speaker, is_trial)
    except ProviderDown as trouble:
        logger.warning("%s did not tell its news to the end: %s", provider.name, trouble)
        report.silent = str(trouble) or "no answer"
        return report
    _hold_against_each_other(report)
    if not is_trial:
        _alarm(report)
    return report


def _read(report: Report, provider: KeepsBooks, is_trial: bool) -> None:
    """Hold the provider's own books against ours row by row, then ask about what ours do not hold."""
    missing = []
    rows = provider.books(report.since - DATED_APART, report.until + DATED_APART)
    for part in batched(rows, AT_ONCE):
        booked = [row for row in part if isinstance(row, Booked)]
        report.problems += [str(row) for row in part if not isinstance(row, Booked)]
        here = dict(rows_named(report.provider, [name for row in booked for name in row.movements]))
        for row in booked:
            if not report.since <= row.at < report.until:
                report.nearby |= row.movements
            elif row.movements.items() <= here.items() or row.movements.keys() <= report.there.keys():
                report.there |= row.movements
            else:
                missing.append(row)
    _ask(report, missing, is_trial)


def _ask(report: Report, rows: list[Booked], is_trial: bool) -> None:
    """Ask about rows that our books do not hold, the oldest first, and apply the answers."""
    rows = sorted(rows, key=lambda row: row.at)
    told = [answers(row.ask) for row in rows]
    hear(report, chain.from_iterable(told), is_trial)
    for row, about in zip(rows, told, strict=True):
        if not any(isinstance(each, NotOurs) for each in about):
            report.there |= row.movements


def _hold_against_each_other(report: Report) -> None:
    """Find each movement on which both sides differ: all that was told, and all rows of ours from the window."""
    here = dict(rows_between(report.provider, report.since, report.until))
    report.there |= {name: amount for name, amount in report.nearby.items() if name in here}
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
