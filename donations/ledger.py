"""The one door by which money enters the books.

Promise: `apply` takes one fact and is safe to call again, in any order and from many processes at once. It locks the
pledge, then the gift, moves states forward only, adds ledger rows and never changes one, and owes the donor a mail
in the same transaction. A fact that contradicts the books changes nothing and is told as a Contradiction.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from donations import emails, money
from donations.facts import Fact, FactKind
from donations.models import Donation, LedgerEntry, OutboxEmail, Pledge
from donations.reasons import Problem, Reason
from donations.states import GiftStatus, PledgeStatus


class Outcome(StrEnum):
    """What a fact did."""

    APPLIED = "applied"
    ALREADY = "already"  # we knew, or know better by now
    UNKNOWN = "unknown"  # no gift or pledge of ours


class TooEarly(Problem):
    """A fact that rests on another which has not arrived; try again later."""


class Contradiction(Problem):
    """A fact that does not fit our books; somebody must look at it."""


@dataclass(frozen=True, slots=True)
class _Rows:
    pledge: Pledge | None
    gift: Donation | None


@transaction.atomic
def apply(fact: Fact) -> Outcome:
    """Write one fact into the books. Raises TooEarly or Contradiction, and then nothing has changed."""
    rows = _lock(fact)
    match fact.kind:
        case FactKind.PENDING | FactKind.FAILED | FactKind.EXPIRED if rows.gift:
            return _move_gift(rows, GiftStatus(fact.kind.value))
        case FactKind.PAID if rows.gift:
            return _charge(rows.gift, rows.pledge, fact)
        case FactKind.RENEWED if rows.pledge:
            return _renew(rows.pledge, fact)
        case FactKind.RENEWAL_FAILED if rows.pledge:
            return _fall_behind(rows.pledge, fact)
        case FactKind.CANCELED if rows.pledge:
            return _end(rows.pledge, fact)
        case FactKind.REFUNDED:
            return _refund(fact)
    return Outcome.UNKNOWN


def _lock(fact: Fact) -> _Rows:
    """Lock what the fact is about, always the pledge before the gift, so that no two facts wait for each other."""
    known = Donation.objects.filter(uuid=fact.gift, provider=fact.provider).first() if fact.gift else None
    pledges = Pledge.objects.select_for_update().filter(provider=fact.provider)
    if known is not None:
        pledge = pledges.filter(pk=known.pledge_id).first() if known.pledge_id else None
        return _Rows(pledge, Donation.objects.select_for_update().get(pk=known.pk))
    return _Rows(pledges.filter(uuid=fact.pledge).first() if fact.pledge else None, None)


def _move_gift(rows: _Rows, status: GiftStatus) -> Outcome:
    gift, pledge = rows.gift, rows.pledge
    if gift is None or not gift.may_become(status):
        return Outcome.ALREADY
    gift.status = status
    gift.save(update_fields=["status"])
    if pledge and status == GiftStatus.EXPIRED and pledge.may_become(PledgeStatus.EXPIRED):
        pledge.status = PledgeStatus.EXPIRED
        pledge.save(update_fields=["status"])
    return Outcome.APPLIED


def _charge(gift: Donation, pledge: Pledge | None, fact: Fact) -> Outcome:
    """Write the one charge of a gift, and owe its receipt."""
    if gift.status == GiftStatus.PAID:
        if gift.payment_id == fact.payment_id:
            return Outcome.ALREADY
        came = {"first": str(gift.payment_id), "second": fact.payment_id}
        raise Contradiction(Reason.PAID_BEFORE, gift=str(gift), **came)
    _expect(fact, amount_minor=gift.amount_minor, currency=gift.currency)
    if Donation.objects.filter(provider=fact.provider, payment_id=fact.payment_id).exclude(pk=gift.pk).exists():
        raise Contradiction(Reason.PAID_FOR_ANOTHER, payment=fact.payment_id)
    _enter(gift, fact, kind=LedgerEntry.Kind.CHARGE, amount_minor=fact.amount_minor, name=fact.payment_id)
    gift.status, gift.paid_at = GiftStatus.PAID, fact.occurred_at
    gift.received_minor, gift.payment_id = fact.amount_minor, fact.payment_id
    gift.save(update_fields=["status", "paid_at", "received_minor", "payment_id"])
    if pledge:
        _stand(pledge, PledgeStatus.ACTIVE, fact)
    emails.owe(OutboxEmail.Kind.RECEIPT, cause=str(gift.uuid), gift=gift)
    return Outcome.APPLIED


def _renew(pledge: Pledge, fact: Fact) -> Outcome:
    """Write a later payment of a pledge as a gift of its own, which inherits where the first one came from."""
    if Donation.objects.filter(provider=fact.provider, payment_id=fact.payment_id).exists():
        return Outcome.ALREADY
    first = pledge.donations.order_by("pk").first()
    gift = Donation.objects.create(
        donor_id=pledge.donor_id,
        pledge=pledge,
        donor_name=first.donor_name if first else "",
        is_anonymous=first.is_anonymous if first else True,
        amount_minor=pledge.amount_minor,
        currency=pledge.currency,
        interval=pledge.interval,
        fee_cover_minor=pledge.fee_cover_minor,
        livemode=pledge.livemode,
        provider=pledge.provider,
        campaign_id=pledge.campaign_id,
        language=pledge.language,
        slot=pledge.slot,
        article_id=pledge.article_id,
        story_number=pledge.story_number,
        story_title=pledge.story_title,
        story_path=pledge.story_path,
        referrer_host=pledge.referrer_host,
        utm_source=pledge.utm_source,
        utm_medium=pledge.utm_medium,
        utm_campaign=pledge.utm_campaign,
    )
    return _charge(gift, pledge, fact)


def _fall_behind(pledge: Pledge, fact: Fact) -> Outcome:
    _must_have_begun(pledge)
    return _stand(pledge, PledgeStatus.PAST_DUE, fact)


def _end(pledge: Pledge, fact: Fact) -> Outcome:
    _must_have_begun(pledge)
    if not pledge.may_become(PledgeStatus.CANCELED):
        return Outcome.ALREADY
    pledge.status, pledge.canceled_at = PledgeStatus.CANCELED, fact.occurred_at
    pledge.save(update_fields=["status", "canceled_at"])
    return Outcome.APPLIED


def _must_have_begun(pledge: Pledge) -> None:
    if pledge.status in (PledgeStatus.INCOMPLETE, PledgeStatus.EXPIRED):
        raise TooEarly(Reason.NO_PLEDGE_YET)


def _stand(pledge: Pledge, status: PledgeStatus, fact: Fact) -> Outcome:
    """Let the latest news decide whether a pledge runs; of two with the same moment, the payment counts."""
    since = pledge.standing_since
    older = since is not None and (
        fact.occurred_at < since or (fact.occurred_at == since and status == PledgeStatus.PAST_DUE)
    )
    if older or pledge.status == PledgeStatus.CANCELED:
        return Outcome.ALREADY
    moved = pledge.may_become(status)
    pledge.standing_since = fact.occurred_at
    pledge.status = status if moved else pledge.status
    pledge.save(update_fields=["status", "standing_since"])
    return Outcome.APPLIED if moved else Outcome.ALREADY


def _refund(fact: Fact) -> Outcome:
    """Write money that went back; never more than came."""
    charges = LedgerEntry.objects.charges().filter(provider=fact.provider, transaction_id=fact.payment_id)
    charge = charges.first()
    if charge is None:
        raise TooEarly(Reason.NO_PAYMENT_YET, payment=fact.payment_id)
    gift = Donation.objects.select_for_update().get(pk=charge.donation_id)
    refunds = LedgerEntry.objects.refunds()
    if refunds.filter(provider=fact.provider, transaction_id=fact.transaction_id, donation=gift).exists():
        return Outcome.ALREADY
    returned = -(refunds.filter(donation=gift).aggregate(sum=Sum("amount_minor"))["sum"] or 0)
    if fact.currency != charge.currency or fact.amount_minor <= 0:
        amounts = {"refund": _amount(fact), "charge": money.isolated(charge.amount_minor, charge.currency)}
        raise Contradiction(Reason.REFUND_DIFFERS, **amounts)
    if returned + fact.amount_minor > charge.amount_minor:
        raise Contradiction(Reason.REFUND_TOO_LARGE, gift=str(gift))
    _enter(gift, fact, kind=LedgerEntry.Kind.REFUND, amount_minor=-fact.amount_minor, name=fact.transaction_id)
    return Outcome.APPLIED


def _expect(fact: Fact, *, amount_minor: int, currency: str) -> None:
    """Raise Contradiction unless the money is what the donor chose; staff may enter what a bank left of it."""
    if not fact.payment_id:
        raise Contradiction(Reason.UNUSABLE_NUMBER, value="")
    exact = fact.amount_minor == amount_minor or (fact.by is not None and fact.amount_minor > 0)
    if fact.currency != currency or not exact:
        expected = money.isolated(amount_minor, currency)
        raise Contradiction(Reason.MONEY_DIFFERS, expected=expected, came=_amount(fact))


def _amount(fact: Fact) -> str:
    is_known = fact.currency in money.EXPONENTS
    return money.isolated(fact.amount_minor, fact.currency) if is_known else f"{fact.amount_minor} {fact.currency}"


def _enter(gift: Donation, fact: Fact, *, kind: LedgerEntry.Kind, amount_minor: int, name: str) -> None:
    LedgerEntry.objects.create(
        donation=gift,
        kind=kind,
        amount_minor=amount_minor,
        currency=fact.currency,
        provider=fact.provider,
        transaction_id=name,
        occurred_at=min(fact.occurred_at, timezone.now()),
        entered_by=fact.by,
    )
