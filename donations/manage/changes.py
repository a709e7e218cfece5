"""What a donor changes about a regular gift and about themselves."""

from calendar import monthrange
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from donations import acts, wall
from donations.donors import locks
from donations.models import Donor, Pledge
from newsroom.models import User


def amount(pledge: Pledge, amount_minor: int, *, by: User | None = None) -> None:
    """Take another amount from the next payment on; who covered the fees goes on covering them, in proportion."""
    cover = cover_for(pledge, amount_minor)
    acts.change_amount(pledge, amount_minor=amount_minor + cover, fee_cover_minor=cover, by=by)


def cover_for(pledge: Pledge, amount_minor: int) -> int:
    """Work out what covers the fees of another amount, in minor units, rounded up."""
    without = pledge.amount_minor - pledge.fee_cover_minor
    return -(-pledge.fee_cover_minor * amount_minor // without)


def pause(pledge: Pledge, months: int) -> None:
    """Take nothing for some months."""
    acts.pause(pledge, until=months_later(timezone.now(), months))


def months_later(moment: datetime, months: int) -> datetime:
    """Give the same day so many months later, or the last day of a month that has no such day."""
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


@transaction.atomic
def about(donor: Donor, *, name: str, mail_language: str, wants_newsletter: bool, thanked_as: str) -> bool:
    """Keep what a donor says about themselves; without `thanked_as` their name leaves the wall.

    Nothing is kept, and the answer is False, of who was erased or merged meanwhile: no name comes back.
    """
    held = locks.hold([donor.pk])[donor.pk]
    if held.erased_at or held.merged_into_id:
        return False
    if thanked_as:
        wall.choose(held, thanked_as)
    else:
        wall.withdraw(held)
    held.name, held.mail_language = name, mail_language
    if held.newsletter_at is not None and not wants_newsletter:
        held.newsletter_at, held.newsletter_refused_at = None, timezone.now()
    elif held.newsletter_at is None and wants_newsletter:
        held.newsletter_at = timezone.now()
    held.save(update_fields=["name", "mail_language", "newsletter_at", "newsletter_refused_at"])
    return True
