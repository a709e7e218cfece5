"""Tell every donor of a year, once, that the statement lies ready among their gifts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from donations import emails
from donations.models import Donor, LedgerEntry, OutboxEmail


class Command(BaseCommand):
    """Owe the mails; a second run owes only those to donors that the first did not know."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the year; without one, it is the last."""
        parser.add_argument("--year", type=int, default=timezone.localdate().year - 1)

    def handle(self, *args: Any, **options: Any) -> None:
        """Owe one mail to each donor who can be reached and gave in the year."""
        year = options["year"]
        if not 2000 <= year < timezone.localdate().year:
            raise CommandError("Statements are sent for a year that is over.")
        gave = LedgerEntry.objects.filter(donation__donor=OuterRef("pk")).charges().real().in_year(year)
        reached = Donor.objects.filter(Exists(gave), email__isnull=False, erased_at=None, merged_into=None)
        told = 0
        for donor in reached.order_by("pk").iterator():
            with transaction.atomic():
                emails.owe(OutboxEmail.Kind.STATEMENT, cause=f"{year}:{donor.uuid}", donor=donor, year=year)
            told += 1
        self.stdout.write(f"{told} donors have a mail about their statement of {year}.")
