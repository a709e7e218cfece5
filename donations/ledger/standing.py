"""Whether a pledge runs and when it is charged next, as the latest news says; older news never takes its place."""

from donations.facts import Fact
from donations.models import Pledge
from donations.states import PledgeStatus

FIELDS = ["status", "standing_since", "next_charge_at", "next_told_at"]


def follow(pledge: Pledge, fact: Fact, status: PledgeStatus | None = None) -> bool:
    """Let the latest news decide how a pledge stands and when its next payment is; says whether it moved."""
    was = [getattr(pledge, field) for field in FIELDS]
    moved = status is not None and _stand(pledge, status, fact)
    _plan(pledge, fact)
    if was != [getattr(pledge, field) for field in FIELDS]:
        pledge.save(update_fields=FIELDS)
    return moved


def is_old(pledge: Pledge, fact: Fact, status: PledgeStatus = PledgeStatus.PAST_DUE) -> bool:
    """Say whether later news has told how the pledge stands; of two with the same moment, the payment counts."""
    since = pledge.standing_since
    return since is not None and (
        fact.occurred_at < since or (fact.occurred_at == since and status == PledgeStatus.PAST_DUE)
    )


def _stand(pledge: Pledge, status: PledgeStatus, fact: Fact) -> bool:
    if is_old(pledge, fact, status) or pledge.status == PledgeStatus.CANCELED:
        return False
    moved = pledge.may_become(status)
    pledge.standing_since = fact.occurred_at
    pledge.status = status if moved else pledge.status
    return moved


def _plan(pledge: Pledge, fact: Fact) -> None:
    """Note when the next payment is taken; a pledge that ended has no next one."""
    told = pledge.next_told_at
    is_news = fact.next_charge_at is not None and (told is None or fact.occurred_at >= told)
    if is_news and pledge.status != PledgeStatus.CANCELED:
        pledge.next_charge_at, pledge.next_told_at = fact.next_charge_at, fact.occurred_at
