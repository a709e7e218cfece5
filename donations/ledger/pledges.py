"""Pledges: their later payments, those that fail, what the donor changes, and their end."""

from django.db.models import Q

from donations import money
from donations.facts import Fact
from donations.ledger import agreed, letters, naming
from donations.ledger.charges import charge
from donations.ledger.entries import told
from donations.ledger.outcomes import Contradiction, Outcome, TooEarly
from donations.ledger.standing import follow, is_old
from donations.models import Donation, Pledge
from donations.reasons import Reason
from donations.states import GiftStatus, PledgeStatus

INHERITED = [
    "donor_id",
    "currency",
    "interval",
    "livemode",
    "provider",
    "campaign_id",
    "language",
    "slot",
    "article_id",
    "story_number",
    "story_title",
    "story_path",
    "referrer_host",
    "utm_source",
    "utm_medium",
    "utm_campaign",
]


def renew(pledge: Pledge, fact: Fact) -> Outcome:
    """Write a later payment of a pledge as a gift of its own, which inherits where the first one came from."""
    known = _known(fact)
    if known is None:
        return charge(_next_gift(pledge, fact), pledge, fact)
    if known.pledge_id != pledge.pk:
        raise Contradiction(Reason.PAID_FOR_ANOTHER, payment=fact.payment_id)
    return charge(Donation.objects.select_for_update().get(pk=known.pk), pledge, fact)


def fall_behind(pledge: Pledge, fact: Fact) -> Outcome:
    """Note that a payment failed; the donor hears of the first failure and of the last."""
    _must_have_begun(pledge)
    is_news = not is_old(pledge, fact) and pledge.status != PledgeStatus.CANCELED
    is_first = follow(pledge, fact, PledgeStatus.PAST_DUE)
    if is_first or (fact.is_last and is_news):
        letters.renewal_failed(pledge, fact)
    return Outcome.APPLIED if is_first else Outcome.ALREADY


def ask_for_action(pledge: Pledge, fact: Fact) -> Outcome:
    """Let the donor know that the bank wants a confirmation, unless the payment came meanwhile."""
    _must_have_begun(pledge)
    if is_old(pledge, fact) or not pledge.is_running():
        return Outcome.ALREADY
    letters.action_needed(pledge, fact)
    return Outcome.APPLIED


def announce(pledge: Pledge, fact: Fact) -> Outcome:
    """Note the next payment; a yearly donor hears of it before it is taken."""
    _must_have_begun(pledge)
    follow(pledge, fact)
    if is_old(pledge, fact, PledgeStatus.ACTIVE) or not pledge.is_running():
        return Outcome.ALREADY
    letters.upcoming(pledge)
    return Outcome.APPLIED


def change(pledge: Pledge, fact: Fact) -> Outcome:
    """Take over amount, pause and next payment as the latest news tells them; every amount stays known."""
    if fact.currency != pledge.currency or fact.amount_minor <= 0:
        expected = money.isolated(pledge.amount_minor, pledge.currency)
        raise Contradiction(Reason.MONEY_DIFFERS, expected=expected, came=told(fact))
    naming.keep_pledge(pledge, fact)
    agreed.keep(pledge, fact)
    follow(pledge, fact)
    if pledge.changed_at is not None and fact.occurred_at < pledge.changed_at:
        return Outcome.ALREADY
    what = _difference(pledge, fact)
    pledge.amount_minor, pledge.changed_at = fact.amount_minor, fact.occurred_at
    pledge.fee_cover_minor = pledge.fee_cover_minor if fact.fee_cover_minor is None else fact.fee_cover_minor
    pledge.paused_at, pledge.resumes_at = fact.paused_at, fact.resumes_at
    pledge.save(update_fields=["amount_minor", "fee_cover_minor", "paused_at", "resumes_at", "changed_at"])
    if what and pledge.is_running():
        letters.changed(pledge, what=what)
    return Outcome.APPLIED if what else Outcome.ALREADY


def _difference(pledge: Pledge, fact: Fact) -> str:
    """Name what the donor will notice of a change; nothing where all is as it was."""
    if fact.amount_minor != pledge.amount_minor:
        return "amount"
    if (fact.paused_at is None) != (pledge.paused_at is None):
        return "resumed" if fact.paused_at is None else "paused"
    return "paused" if fact.paused_at and fact.resumes_at != pledge.resumes_at else ""


def end(pledge: Pledge, fact: Fact) -> Outcome:
    """End a pledge; told twice, the earlier moment counts, and money that came after it is seen."""
    _must_have_begun(pledge)
    is_new = pledge.may_become(PledgeStatus.CANCELED)
    if not is_new and pledge.canceled_at is not None and pledge.canceled_at <= fact.occurred_at:
        return Outcome.ALREADY
    pledge.status, pledge.canceled_at, pledge.next_charge_at = PledgeStatus.CANCELED, fact.occurred_at, None
    if fact.reason in Pledge.CancelReason.values and not pledge.cancel_reason:
        pledge.cancel_reason = fact.reason
    pledge.save(update_fields=["status", "canceled_at", "next_charge_at", "cancel_reason"])
    letters.canceled(pledge)
    for gift in pledge.donations.filter(status=GiftStatus.PAID, paid_at__gt=pledge.canceled_at):
        letters.paid_after_the_end(gift)
    return Outcome.APPLIED if is_new else Outcome.ALREADY


def _known(fact: Fact) -> Donation | None:
    """Find the gift of this payment or of this invoice; payments of ours carry both in the end."""
    named = Q(payment_id=fact.payment_id)
    if fact.invoice_id:
        named |= Q(invoice_id=fact.invoice_id)
    return Donation.objects.filter(named, provider=fact.provider).first()


def _next_gift(pledge: Pledge, fact: Fact) -> Donation:
    first = pledge.donations.order_by("pk").first()
    amount, fee_cover = agreed.find(pledge, fact)
    return Donation.objects.create(
        pledge=pledge,
        donor_name=first.donor_name if first else "",
        is_anonymous=first.is_anonymous if first else True,
        amount_minor=amount,
        fee_cover_minor=fee_cover,
        **{field: getattr(pledge, field) for field in INHERITED},
    )


def _must_have_begun(pledge: Pledge) -> None:
    if pledge.status in (PledgeStatus.INCOMPLETE, PledgeStatus.EXPIRED):
        raise TooEarly(Reason.NO_PLEDGE_YET)
