"""Count what was read since the last time: what the task worker does every ten minutes."""

from typing import Any

from django.core.management.base import BaseCommand

from articles import reads


class Command(BaseCommand):
    """`manage.py count_reads`."""

    help = "Count the new lines of READS_LOG and work out the lists of the most read."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say how many reads there were."""
        self.stdout.write(f"{reads.count.call()} reads counted.")
