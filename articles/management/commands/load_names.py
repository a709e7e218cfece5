"""Add common names and their spellings to the house's list."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles import names


class Command(BaseCommand):
    """Names that a newsroom of the region needs; what editors have written stays."""

    help = "Add names of places, people and groups with their spellings, so that search knows them as one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for another list."""
        parser.add_argument("--list", type=Path, default=names.STARTER, help="another TOML file of the same form")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add them and say how many."""
        try:
            added = names.add_missing(options["list"])
        except (OSError, ValueError, TypeError) as error:
            raise CommandError(f"The list cannot be read: {error}") from error
        self.stdout.write(f"Added {added} names.")
