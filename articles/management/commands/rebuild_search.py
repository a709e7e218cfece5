"""Write what search looks in anew, from the stories."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.search import index


class Command(BaseCommand):
    """Needed when the rules of folding have changed; otherwise the database keeps the entries itself."""

    help = "Write the search entries of all stories anew. Readers search the old ones meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for a place to go on from."""
        parser.add_argument("--after", type=int, default=0, help="go on after the story with this number")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write batch after batch and say how far it is."""
        done = 0
        for last, written in index.rebuild(after=options["after"]):
            done += written
            self.stdout.write(f"{done} stories, up to number {last}")
        self.stdout.write("Every story has its entries.")
