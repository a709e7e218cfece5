"""Compare our books with the payment services, apply what is missing here, and name what still differs."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from donations import providers, reconciling
from donations.providers.base import Can
from donations.reconciling.differing import Differing, told


class Command(BaseCommand):
    """Print what was applied and what differs; fail where a service was silent or the books differ."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the window, a single provider, and whether to apply nothing."""
        window = "Days of the newsroom's clock, as 2026-03-31; the last is included."
        parser.add_argument("--days", type=int, help=f"How many days back (default: {settings.RECONCILE_DAYS}).")
        parser.add_argument("--since", type=date.fromisoformat, help=window)
        parser.add_argument("--until", type=date.fromisoformat, help=window)
        parser.add_argument("--provider", default="", help="One of them only.")
        parser.add_argument("--dry-run", action="store_true", help="Apply nothing, alarm nobody: only compare.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, and say what was found."""
        since, until = _window(options)
        only = options["provider"]
        able = [each.name for each in providers.configured() if Can.FETCH in each.can]
        if only and only not in able:
            raise CommandError(f"{only} cannot be asked. These can: {', '.join(able) or 'none'}.")
        reports = reconciling.compare(since=since, until=until, only=only, is_trial=options["dry_run"])
        for report in reports:
            self._print(report)
        wrong = [report.provider for report in reports if not report.is_clean()]
        if wrong:
            raise CommandError(f"Not in agreement: {', '.join(wrong)}. See above.")

    def _print(self, report: reconciling.Report) -> None:
        first, last = (timezone.localtime(each) for each in (report.since, report.until))
        self.stdout.write(f"{report.provider}, {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}")
        applied = ", ".join(f"{kind} {count}" for kind, count in sorted(report.applied.items()) if count)
        self.stdout.write(f"  applied: {applied or 'nothing'}; known: {report.known}; not ours: {report.foreign}")
        for problem in report.problems:
            self.stdout.write(f"  cannot be booked: {problem}")
        if report.silent:
            self.stdout.write(f"  The provider fell silent ({report.silent}). What was applied stays; run it again.")
            return
        for currency, (there, here) in report.sums.items():
            self.stdout.write(f"  sums: {told(there, currency)} there, {told(here, currency)} here")
        for each in report.differences:
            self.stdout.write(f"  differs: {_line(each)}")


def _line(each: Differing) -> str:
    named = each.named()
    return (
        f"{named['kind']} {named['movement']}: {named['there'] or 'nothing'} there, {named['here'] or 'nothing'} here"
    )


def _window(options: dict[str, Any]) -> tuple[datetime, datetime]:
    """Read the window; raises CommandError for one that is none."""
    now = timezone.now()
    days, first, last = options["days"], options["since"], options["until"]
    if days is not None and (first or last):
        raise CommandError("Give either --days or --since and --until.")
    if days is not None and days < 1:
        raise CommandError("--days is at least 1.")
    until = min(_midnight(last + timedelta(days=1)), now) if last else now
    since = _midnight(first) if first else until - timedelta(days=days or settings.RECONCILE_DAYS)
    if since >= until:
        raise CommandError("The window ends before it begins.")
    return since, until


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
