"""Gifts that come in: the one charge of each, its receipt's number, and what the provider told of it."""

from django.db.models import Q
from django.utils import timezone

from donations import money
from donations.facts import Fact
from donations.ledger import letters, naming, receipts
from donations.ledger.entries import Kind, enter, told
from donations.ledger.outcomes import Contradiction, Outcome, Rows
from donations.ledger.standing import follow
from donations.models import Donation, Donor, Pledge
from donations.reasons import Reason
from donations.states import GiftStatus, PledgeStatus


def move(rows: Rows, status: GiftStatus, fact: Fact) -> Outcome:
    """Move a gift that is not paid; a first payment that was given up ends a pledge that never began."""
    gift, pledge = rows.gift, rows.pledge
    if gift is None:
        return Outcome.UNKNOWN
    naming.keep(gift, fact)
    moved = False
    if gift.may_become(status):
        gift.status, moved = status, True
        gift.save(update_fields=["status"])
    if pledge and status == GiftStatus.EXPIRED and pledge.may_become(PledgeStatus.EXPIRED):
        pledge.status, moved = PledgeStatus.EXPIRED, True
        pledge.save(update_fields=["status"])
    return Outcome.APPLIED if moved else Outcome.ALREADY


def charge(gift: Donation, pledge: Pledge | None, fact: Fact) -> Outcome:
    """Write the one charge of a gift, number its receipt and owe it."""
    if gift.status == GiftStatus.PAID:
        return _again(gift, pledge, fact)
    _expect(fact, gift)
    names = naming.learn(gift, fact, payment_id=fact.payment_id)
    enter(gift, fact, kind=Kind.CHARGE, amount_minor=fact.amount_minor, name=fact.payment_id)
    gift.status, gift.paid_at, gift.received_minor = GiftStatus.PAID, fact.occurred_at, fact.amount_minor
    if pledge:
        naming.keep_pledge(pledge, fact)
        follow(pledge, fact, PledgeStatus.ACTIVE)
    _keep_consent(gift)
    if not fact.is_quiet:
        letters.charged(gift, pledge)
    gift.receipt_number = receipts.next_number(timezone.localdate(fact.occurred_at).year)  # last: all wait for it
    gift.save(update_fields=["status", "paid_at", "received_minor", "receipt_number", *names])
    return Outcome.APPLIED


def _again(gift: Donation, pledge: Pledge | None, fact: Fact) -> Outcome:
    """Learn what the same payment, told once more, says beside its money; another payment contradicts."""
    if gift.payment_id != fact.payment_id:
        came = {"first": str(gift.payment_id), "second": fact.payment_id}
        raise Contradiction(Reason.PAID_BEFORE, gift=str(gift), **came)
    naming.keep(gift, fact)
    if pledge:
        naming.keep_pledge(pledge, fact)
        follow(pledge, fact)
    return Outcome.ALREADY


def _expect(fact: Fact, gift: Donation) -> None:
    """Raise Contradiction unless the money is what the donor chose; staff may enter what a bank left of it."""
    if not fact.payment_id:
        raise Contradiction(Reason.UNUSABLE_NUMBER, value="")
    exact = fact.amount_minor == gift.amount_minor or (fact.by is not None and fact.amount_minor > 0)
    if fact.currency != gift.currency or not exact:
        expected = money.isolated(gift.amount_minor, gift.currency)
        raise Contradiction(Reason.MONEY_DIFFERS, expected=expected, came=told(fact))


def _keep_consent(gift: Donation) -> None:
    """Write on the donor that they agreed to the newsletter with a gift that arrived; the earliest moment stays."""
    if gift.wants_newsletter:
        donors = Donor.objects.filter(pk=gift.donor_id, erased_at__isnull=True)
        later = Q(newsletter_at__isnull=True) | Q(newsletter_at__gt=gift.paid_at)
        refused_since = Q(newsletter_refused_at__gt=gift.created_at)
        donors.filter(later).exclude(refused_since).update(newsletter_at=gift.paid_at)
