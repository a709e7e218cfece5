"""Let the sandbox take the next month of every running pledge, to see renewals without waiting a month."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from donations import providers
from donations.models import Pledge
from donations.providers import sandbox


class Command(BaseCommand):
    """Play the pretend bank at the end of a month."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Charge every sandbox pledge that runs."""
        if providers.get(sandbox.Sandbox.name) is None:
            raise CommandError("The sandbox provider is switched off.")
        pledges = Pledge.objects.filter(provider=sandbox.Sandbox.name, status__in=["active", "past_due"])
        for pledge in pledges:
            sandbox.charge_next_month(pledge)
        self.stdout.write(f"The pretend bank takes the next month of {len(pledges)} pledges.")
