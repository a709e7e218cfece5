"""What a donor gave and gives: every regular gift with what can be done about it, and the history."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations import acts, money, sealed, statements
from donations.manage.visits import Visit
from donations.models import Donation, Donor, LedgerEntry, Pledge
from donations.providers.banktransfer import BankTransfer
from donations.providers.base import Can
from donations.states import GiftStatus, PledgeStatus
from donations.views.manage.frame import show

DONE = {
    "amount": gettext_lazy("From the next payment on you give the new amount."),
    "pause": gettext_lazy("Your gift is paused. It goes on by itself afterwards."),
    "resume": gettext_lazy("Your gift goes on. Thank you."),
    "end": gettext_lazy("Your regular gift has ended, and nothing more is taken. Thank you for all of it."),
    "about": gettext_lazy("Kept."),
}


@dataclass(frozen=True, slots=True)
class Regular:
    """One regular gift and what its donor can do about it here."""

    pledge: Pledge
    amount: SafeString
    fees: SafeString | None  # the part of it that covers fees
    can: frozenset[str]
    is_standing_order: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One gift of the history, as its donor may read it."""

    gift: Donation
    amount: SafeString
    returned: SafeString | None  # what went back of it, by us or by the donor's bank

    @property
    def receipt_key(self) -> str:
        """Give the key of the gift's receipt, which stands outside the pages that see the cookie of the visit."""
        return sealed.key(self.gift, "receipt") if self.gift.receipt_number else ""


def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show a donor everything they gave and give."""
    language, donor = request.LANGUAGE_CODE, visit.donor
    begun = donor.pledges.exclude(status__in=[PledgeStatus.INCOMPLETE, PledgeStatus.EXPIRED])
    regular = [_regular(pledge, language) for pledge in begun]
    context = {
        "running": [each for each in regular if each.pledge.is_running()],
        "ended": [each for each in regular if not each.pledge.is_running()],
        "lines": history(donor, language),
        "years": statements.years(donor),
        "said": DONE.get(request.GET.get("done", ""), ""),
    }
    return show(request, "overview", name="manage", title=_("My gifts"), context=context, visit=visit)


def history(donor: Donor, language: str) -> list[Line]:
    """List the gifts that arrived or may still arrive, newest first."""
    gifts = donor.donations.filter(status__in=[GiftStatus.PAID, GiftStatus.PENDING])
    moved = LedgerEntry.objects.filter(donation__donor=donor).given()
    returned = {gift: sum for gift, sum in _sums(moved.exclude(kind=LedgerEntry.Kind.CHARGE)).items() if sum < 0}
    return [
        Line(
            gift=gift,
            amount=money.as_html(gift.received_minor or gift.amount_minor, gift.currency, language),
            returned=money.as_html(-returned[gift.pk], gift.currency, language) if gift.pk in returned else None,
        )
        for gift in gifts
    ]


def _regular(pledge: Pledge, language: str) -> Regular:
    cover, currency = pledge.fee_cover_minor, pledge.currency
    return Regular(
        pledge=pledge,
        amount=money.as_html(pledge.amount_minor, currency, language, short=True),
        fees=money.as_html(cover, currency, language) if cover else None,
        can=frozenset(ability.value for ability in Can if acts.can(pledge, ability)),
        is_standing_order=pledge.provider == BankTransfer.name,
    )


def _sums(rows: Iterable[LedgerEntry]) -> dict[int, int]:
    """Add up movements by their gift, in minor units."""
    sums: dict[int, int] = {}
    for row in rows:
        sums[row.donation_id] = sums.get(row.donation_id, 0) + row.amount_minor
    return sums
