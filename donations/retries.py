"""How often a provider's message that failed is tried again: soon at first, then every few hours, for three days."""

from datetime import timedelta
from typing import Any

from django.tasks import TaskResult

TRIES = 30  # with the pauses below: a little more than three days, as long as providers themselves go on telling
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=4)
LEFT_ALONE = timedelta(minutes=5)  # a message that is worked on is done long before


def pause(_error: BaseException, result: "TaskResult[Any, Any]") -> timedelta:
    """Say how long to wait before the next try."""
    doublings = min(result.attempts - 1, 16)
    return min(FIRST_PAUSE * 2**doublings, LONGEST_PAUSE)


POLICY: dict[str, Any] = {"max_attempts": TRIES, "backoff": pause}
