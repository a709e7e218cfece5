"""Grow the archive with generated stories, for benchmarks."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.demo import archive
from articles.models import Section


class Command(BaseCommand):
    """Add generated live stories in both languages."""

    help = "Add generated stories to a newsroom that has sections, to measure it at size. Refused in production."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask how many."""
        parser.add_argument("--stories", type=int, default=30_000, help="how many stories to add (30000)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add them and say so."""
        if settings.PRODUCTION:
            raise CommandError("Generated stories are for measuring; they are refused in production.")
        if not Section.objects.exists():
            raise CommandError("There is no section to put stories into. Run load_demo first.")
        first = archive.grow(options["stories"])
        self.stdout.write(f"Added stories {first} to {first + options['stories'] - 1}.")
