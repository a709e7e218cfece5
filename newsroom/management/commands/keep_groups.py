"""Make the groups of the newsroom's roles, and give each exactly the permissions it should have."""

from typing import Any

from django.core.management.base import BaseCommand

from newsroom.roles import keep_groups


class Command(BaseCommand):
    """Run after each migrate; running it again changes nothing."""

    help = "Make the groups of the newsroom's roles, with exactly the permissions they should have."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the groups and name them."""
        names = ", ".join(group.name for group in keep_groups())
        self.stdout.write(f"Groups kept: {names}")
