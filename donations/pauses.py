"""Switching a way of giving off for a while, by a person or by an alarm. Who opened and paused it is written down."""

from django.db import transaction

from donations import alarms
from donations.alarm_words import AlarmKind
from donations.models import Pause
from newsroom import audit
from newsroom.models import User


@transaction.atomic
def pause(name: str, by: User | None, reason: str) -> Pause:
    """Let a way of giving take nothing new until it is opened; `by` is None where an alarm did it."""
    row, is_new = Pause.objects.get_or_create(provider=name, defaults={"by": by, "reason": reason[:300]})
    if is_new:
        audit.record("pause_way", by=by, on=row, reason=reason)
    return row


@transaction.atomic
def open(name: str, by: User) -> None:
    """Let a way of giving take gifts again."""
    row = Pause.objects.select_for_update().filter(provider=name).first()
    if row is not None:
        audit.record("open_way", by=by, on=row)
        row.delete()
        alarms.settle(AlarmKind.WAY_PAUSED, name)


def paused() -> set[str]:
    """Name the ways that take nothing now."""
    return set(Pause.objects.values_list("provider", flat=True))
