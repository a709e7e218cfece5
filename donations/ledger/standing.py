"""Whether a pledge runs and when it is charged next, as the latest news says; older news never takes its place."""

from donations.facts import Fact
from donations.models import Pledge
from donations.states import PledgeStatus


def stand(pledge: Pledge, status: PledgeStatus, fact: Fact) -> bool:
    """Let the latest news decide whether a pledge runs; of two with the same moment, the payment counts.

    Says whether the pledge moved.
    """
    if is_old(pledge, status, fact) or pledge.status == PledgeStatus.CANCELED:
        return False
    moved = pledge.may_become(status)
    pledge.standing_since = fact.occurred_at
    pledge.status = status if moved else pledge.status
    pledge.save(update_fields=["status", "standing_since"])
    return moved


def is_old(pledge: Pledge, status: PledgeStatus, fact: Fact) -> bool:
    """Say whether later news has told how the pledge stands."""
    since = pledge.standing_since
    return since is not None and (
        fact.occurred_at < since or (fact.occurred_at == since and status == PledgeStatus.PAST_DUE)
    )


def plan(pledge: Pledge, fact: Fact) -> None:
    """Note when the next payment is taken, unless later news told that; a pledge that ended has no next one."""
    told = pledge.next_told_at
    is_news = fact.next_charge_at is not None and (told is None or fact.occurred_at >= told)
    if is_news and pledge.status != PledgeStatus.CANCELED:
        pledge.next_charge_at, pledge.next_told_at = fact.next_charge_at, fact.occurred_at
        pledge.save(update_fields=["next_charge_at", "next_told_at"])
