"""Load the demo newsroom: invented stories, pictures and staff logins for trying things out."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles.demo import desk_work, front, loading, staff
from newsroom.models import User


class Command(BaseCommand):
    """Fill an empty newsroom; run again, it adds nothing."""

    help = "Load the demo newsroom into an empty database. Refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything as one act and print the logins."""
        if settings.PRODUCTION:
            raise CommandError("The demo newsroom has passwords that everybody knows; it is refused in production.")
        with transaction.atomic():
            stories = loading.load()
            if stories:
                staff.hire()
                desk_work.hand_out()
                front.curate(timezone.now(), by=User.objects.get(username=staff.CHIEF))
        if not stories:
            self.stdout.write("This newsroom has stories already; nothing was loaded.")
            return
        self.stdout.write(f"Loaded {stories} demo stories. Logins:")
        for login in staff.LOGINS:
            self.stdout.write(f"  {login.username}  {login.password}")
        self.stdout.write("Their second step asks for a code: manage.py demo_code")
