"""Telling the ledger: lock what the fact is about, and lead it to its subject."""

from django.db import transaction
from django.db.models import Q

from donations.facts import Fact, FactKind
from donations.ledger import charges, disputes, fees, payouts, pledges, refunds
from donations.ledger.outcomes import Contradiction, Outcome, Rows, TooEarly
from donations.models import Donation, Pledge
from donations.reasons import Reason
from donations.states import GiftStatus

OF_A_PLEDGE = {
    FactKind.RENEWED: pledges.renew,
    FactKind.RENEWAL_FAILED: pledges.fall_behind,
    FactKind.ACTION_NEEDED: pledges.ask_for_action,
    FactKind.UPCOMING: pledges.announce,
    FactKind.CHANGED: pledges.change,
    FactKind.CANCELED: pledges.end,
}
OF_A_PAYMENT = {
    FactKind.REFUNDED: refunds.refund,
    FactKind.REFUND_FAILED: refunds.fail,
    FactKind.DISPUTED: disputes.open_dispute,
    FactKind.DISPUTE_WON: disputes.win,
    FactKind.DISPUTE_LOST: disputes.lose,
    FactKind.FEE: fees.take,
}


@transaction.atomic
def apply(fact: Fact) -> Outcome:
    """Write one fact into the books. Raises TooEarly or Contradiction, and then nothing has changed."""
    if fact.kind == FactKind.PAID_OUT:
        return payouts.pay_out(fact)
    if fact.kind in OF_A_PAYMENT:
        gift = _paid_gift(fact)
        return OF_A_PAYMENT[fact.kind](gift, fact) if gift else Outcome.UNKNOWN
    rows = _lock(fact)
    _refuse_other_money(rows, fact)
    if rows.pledge and fact.kind in OF_A_PLEDGE:
        return OF_A_PLEDGE[fact.kind](rows.pledge, fact)
    if rows.gift and fact.kind == FactKind.PAID:
        return charges.charge(rows.gift, rows.pledge, fact)
    if rows.gift and fact.kind in (FactKind.PENDING, FactKind.FAILED, FactKind.EXPIRED):
        return charges.move(rows, GiftStatus(fact.kind.value), fact)
    return Outcome.UNKNOWN


def _lock(fact: Fact) -> Rows:
    """Lock what the fact is about, always the pledge before the gift, so that no two facts wait for each other."""
    pledges = Pledge.objects.select_for_update().order_by()
    known = None
    if fact.gift:
        gifts = Donation.objects.filter(uuid=fact.gift, provider=fact.provider).order_by()
        known = gifts.values_list("pk", "pledge_id").first()
    if known is not None:
        pledge = pledges.get(pk=known[1]) if known[1] else None
        return Rows(pledge, Donation.objects.select_for_update().get(pk=known[0]))
    if fact.pledge:
        return Rows(pledges.filter(uuid=fact.pledge, provider=fact.provider).first(), None)
    if fact.subscription_id:
        named = {"subscription_id": fact.subscription_id, "provider": fact.provider}
        return Rows(pledges.filter(**named).first(), None)
    return Rows(None, None)


def _paid_gift(fact: Fact) -> Donation | None:
    """Lock the gift whose payment the fact is about; None where it belongs to somebody else.

    Raises TooEarly while the payment is not in the books: it may be ours and on its way.
    """
    gifts = Donation.objects.select_for_update().order_by().filter(provider=fact.provider)
    gift = gifts.filter(payment_id=fact.payment_id, status=GiftStatus.PAID).first()
    if gift is None:
        if _is_foreign(fact):
            return None
        raise TooEarly(Reason.NO_PAYMENT_YET, payment=fact.payment_id)
    _refuse_other_money(Rows(None, gift), fact)
    return gift


def _is_foreign(fact: Fact) -> bool:
    """Say whether the fact names a gift or pledge that is none of ours."""
    if fact.gift is None and fact.pledge is None:
        return False
    named = Q(uuid=fact.gift) if fact.gift else Q(pledge__uuid=fact.pledge)
    return not Donation.objects.filter(named, provider=fact.provider).exists()


def _refuse_other_money(rows: Rows, fact: Fact) -> None:
    """Raise Contradiction where test money would count as real, or the other way round."""
    row = rows.gift or rows.pledge
    if row is not None and fact.livemode is not None and fact.livemode != row.livemode:
        raise Contradiction(Reason.MODE_DIFFERS)
