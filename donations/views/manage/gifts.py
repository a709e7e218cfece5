"""What a donor gave and gives: every regular gift with what can be done about it, and the history."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from donations import money
from donations.manage.visits import Visit
from donations.models import Donation, Donor, LedgerEntry, Pledge
from donations.states import GiftStatus, PledgeStatus
from donations.views.manage.frame import show


@dataclass(frozen=True, slots=True)
class Line:
    """One gift of the history, as its donor may read it."""

    gift: Donation
    amount: SafeString
    returned: SafeString | None  # what went back of it


def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show a donor everything they gave and give."""
    language = request.LANGUAGE_CODE
    context = {"lines": history(visit.donor, language), "pledges": pledges(visit.donor)}
    return show(request, "overview", name="manage", title=_("My gifts"), context=context, visit=visit)


def pledges(donor: Donor) -> list[Pledge]:
    """List the regular gifts that ever began, running ones first."""
    begun = donor.pledges.exclude(status__in=[PledgeStatus.INCOMPLETE, PledgeStatus.EXPIRED])
    return sorted(begun, key=lambda pledge: pledge.status == PledgeStatus.CANCELED)


def history(donor: Donor, language: str) -> list[Line]:
    """List the gifts that arrived or may still arrive, newest first."""
    gifts = donor.donations.filter(status__in=[GiftStatus.PAID, GiftStatus.PENDING])
    returned = _returned(donor)
    return [
        Line(
            gift=gift,
            amount=money.as_html(gift.received_minor or gift.amount_minor, gift.currency, language),
            returned=money.as_html(returned[gift.pk], gift.currency, language) if returned.get(gift.pk) else None,
        )
        for gift in gifts
    ]


def _returned(donor: Donor) -> dict[int, int]:
    """Sum what went back of each gift, in minor units."""
    rows = LedgerEntry.objects.filter(donation__donor=donor).refunds().values_list("donation_id", "amount_minor")
    sums: dict[int, int] = {}
    for gift, amount in rows:
        sums[gift] = sums.get(gift, 0) - amount
    return sums
