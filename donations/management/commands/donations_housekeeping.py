"""End attempts that never came, forget what has served its time, and raise alarms. The task queue does it nightly."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from donations import housekeeping
from donations.housekeeping.steps import Unfinished


class Command(BaseCommand):
    """Do every step of the house now, and say what each did."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps; fail aloud where one broke."""
        trouble = None
        try:
            did = housekeeping.run(timezone.now())
        except Unfinished as unfinished:
            trouble, did = unfinished, unfinished.did
        for step, count in did.items():
            self.stdout.write(f"{step}: {count}")
        if trouble:
            raise CommandError(f"Not finished: {trouble}. See the log.")
