"""Show the code that the second step of a demo login asks for."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.demo import staff
from newsroom.entry import codes


class Command(BaseCommand):
    """What a phone would show, were the demo's key in it."""

    help = "Show the code for the second step of the demo logins. Refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the code and how long it is good."""
        if settings.PRODUCTION:
            raise CommandError("The demo's logins are refused in production.")
        self.stdout.write(f"{codes.shown(staff.APP_KEY)}   (the next one in {codes.seconds_left()} seconds)")
