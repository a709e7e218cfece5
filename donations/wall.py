"""The thanks wall: donors who asked to be thanked by name, and whom a person let through.

Promise: a name is public only while its donor wishes it, finance shows it, and the gift is real, paid and kept:
refunded, disputed, anonymous and erased ones are never there. A wish that is changed is looked at again.
"""

from django.db import transaction
from django.db.models import Max, QuerySet, Sum
from django.utils import timezone

from articles import plaintext
from donations.models import Campaign, Donation, Donor, LedgerEntry, WallName
from donations.states import GiftStatus
from newsroom import audit
from newsroom.models import User

LONGEST = 80  # characters
MOST = 200  # of the newest names on a page

State = WallName.State


def wish(gift: Donation, name: str) -> None:
    """Keep the name by which a donor wants to be thanked for a gift; who is anonymous has no such wish."""
    name = _tidy(name)
    if name and not gift.is_anonymous:
        WallName.objects.get_or_create(donation=gift, defaults={"name": name})


def names(campaign: Campaign, language: str) -> list[str]:
    """List the names that a campaign may show, newest first: each donor once, those of this language before."""
    if not campaign.shows_wall:
        return []
    shown = _kept(WallName.objects.filter(state=State.SHOWN, donation__campaign=campaign))
    newest = shown.values("donation__donor").annotate(newest=Max("pk")).values("newest")
    rows = WallName.objects.filter(pk__in=newest).order_by("-donation__paid_at", "-pk")
    found = rows.values_list("name", "donation__language")[:MOST]
    return [name for name, _spoken in sorted(found, key=lambda row: row[1] != language)]


def _kept(rows: QuerySet[WallName]) -> QuerySet[WallName]:
    """Keep the names whose gifts are real money that stayed with us."""
    left = LedgerEntry.objects.given().real().values("donation").annotate(left=Sum("amount_minor")).filter(left__gt=0)
    return rows.filter(
        donation__status=GiftStatus.PAID,
        donation__is_anonymous=False,
        donation__donor__erased_at=None,
        donation__in=left.values("donation"),
    )


def of(donor: Donor) -> WallName | None:
    """Give the newest wish of a donor."""
    return WallName.objects.filter(donation__donor=donor).first()


@transaction.atomic
def choose(donor: Donor, name: str) -> None:
    """Let a donor be thanked by this name for their newest gift to each campaign, once somebody has looked at it."""
    name, current = _tidy(name), of(donor)
    if current and current.name == name:
        return
    withdraw(donor)
    newest = donor.donations.filter(status=GiftStatus.PAID).order_by("campaign_id", "-paid_at", "-pk")
    for gift in newest.distinct("campaign_id"):
        gift.is_anonymous = False
        gift.save(update_fields=["is_anonymous"])
        wish(gift, name)


def withdraw(donor: Donor) -> None:
    """Take every name of a donor off the wall, and out of the database."""
    WallName.objects.filter(donation__donor=donor).delete()


def _tidy(name: str) -> str:
    return plaintext.one_line(name)[:LONGEST]


@transaction.atomic
def decide(name: WallName, state: str, *, by: User) -> bool:
    """Show a name or keep it hidden; says whether its donor still wishes it."""
    still_wished = WallName.objects.filter(pk=name.pk)
    if not still_wished.update(state=State(state), decided_by=by, decided_at=timezone.now()):
        return False
    audit.record("wall", by=by, on=name.donation, done=state)
    return True
