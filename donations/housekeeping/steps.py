"""The steps of the house, one after the other; each may fail without the others."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.tasks import task
from django.utils import timezone

from donations import standing_orders, sums, webhooks
from donations.bank import handing_in
from donations.guard import keeping
from donations.housekeeping import expiring, forgetting, watching
from donations.manage import links

logger = logging.getLogger(__name__)


class Unfinished(Exception):
    """Some steps broke; the log says how. The others are done, as `did` tells."""

    def __init__(self, broken: list[str], did: dict[str, int]) -> None:
        super().__init__("; ".join(broken))
        self.did = did


# In this order: who is no donor is seen once their attempts have ended, and alarms look at what is left.
STEPS: dict[str, Callable[[datetime], int | None]] = {
    "messages taken up": lambda now: webhooks.take_up_left.call(),
    "held gifts ended": lambda now: keeping.end_old.call(),
    "attempts expired": expiring.expire,
    "standing orders fallen behind": standing_orders.fall_behind,
    "attempts emptied": forgetting.attempts,
    "strangers erased": forgetting.strangers,
    "messages emptied": forgetting.messages,
    "mails emptied": forgetting.mails,
    "links deleted": lambda now: links.forget_old.call(),
    "files of banks dropped": handing_in.drop_old_files,
    "files of sums dropped": sums.drop_old_files,
    "bank lines emptied": handing_in.forget_words,
    "alarms deleted": forgetting.alarms,
    "alarms open": watching.look,
}


def run(now: datetime) -> dict[str, int]:
    """Do every step and give what each did; raises Unfinished at the end where one broke."""
    did: dict[str, int] = {}
    broken = []
    for name, step in STEPS.items():
        try:
            did[name] = step(now) or 0
        except Exception as error:
            logger.exception("Housekeeping: “%s” broke", name)
            broken.append(f"{name} ({type(error).__name__})")
    if broken:
        raise Unfinished(broken, did)
    return did


@task(queue_name="default")
def nightly() -> None:
    """Do every step."""
    run(timezone.now())


@task(queue_name="default")
def watch() -> None:
    """Look for what is wrong, several times an hour."""
    watching.look(timezone.now())
