"""The shield: while it is up, every card gift is confirmed by mail, whatever it has proved."""

import time

from django.core.cache import cache

UP = "guard-shield"
HOURS = 6


def is_up() -> bool:
    """Say whether the shield is up."""
    return until() > time.time()


def until() -> int:
    """Give the moment until which the shield is up, in Unix seconds; 0 where it is down."""
    return cache.get(UP, {}).get("until", 0)


def since() -> int:
    """Give the moment since which the shield is up without a break, in Unix seconds; 0 where it is down."""
    return cache.get(UP, {}).get("since", 0) if is_up() else 0


def put_up() -> bool:
    """Put the shield up, or keep it up longer; say whether it was down."""
    was_up = is_up()
    now = int(time.time())
    seconds = HOURS * 3600
    cache.set(UP, {"since": since() if was_up else now, "until": now + seconds}, timeout=seconds)
    return not was_up
