"""Raising alarms and settling them.

Promise: of one kind and one subject at most one alarm is open, also when many processes raise it at once; the
newsroom is mailed once for each raising. An alarm that lasts is only seen again. What raised it settles it when it is
over; a person may say before that it was seen to, and it is raised anew if it lasts.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from donations import alarm_words, emails
from donations.alarm_words import AlarmKind
from donations.models import Alarm, Donation
from newsroom import audit
from newsroom.models import User

MOST_NAMED = 50  # of what is wrong, one by one; the count says how many there are


def raise_alarm(
    kind: AlarmKind,
    about: str = "",
    *,
    gift: Donation | None = None,
    named: Sequence[dict[str, str]] = (),
    **counts: int | str,
) -> Alarm:
    """Open the alarm and mail the newsroom, or note that it lasts; `counts` fills the holes of its sentence."""
    now = timezone.now()
    shown = {"counts": counts, "named": list(named[:MOST_NAMED]), "last_seen_at": now}
    with transaction.atomic():
        open_ones = Alarm.objects.open().select_for_update()
        alarm, is_new = open_ones.get_or_create(
            kind=kind, about=about, defaults={"gift": gift, "raised_at": now, **shown}
        )
        if is_new:
            _mail(alarm)
        else:
            Alarm.objects.filter(pk=alarm.pk).update(**shown)
    return alarm


def settle(kind: AlarmKind, about: str = "") -> None:
    """Close the alarm, if one is open, because what it told of is over."""
    Alarm.objects.open().filter(kind=kind, about=about).update(settled_at=timezone.now())


@transaction.atomic
def see_to(alarm: Alarm, *, by: User) -> bool:
    """Close an alarm because somebody has looked; says whether it was open still."""
    if not Alarm.objects.open().filter(pk=alarm.pk).update(settled_at=timezone.now(), settled_by=by):
        return False
    audit.record("settle_alarm", by=by, on=alarm)
    return True


def _mail(alarm: Alarm) -> None:
    """Owe the newsroom one mail for this raising; what befell one gift befell it once."""
    cause = f"{alarm.kind}:{alarm.about}" if alarm.gift_id else f"{alarm.kind}:{alarm.about}:{alarm.pk}"
    with translation.override(settings.DONATIONS_STAFF_LANGUAGE):
        lines = alarm_words.told(alarm.kind, alarm.counts)
    emails.owe_staff("alarm", cause[:100], gift=alarm.gift, lines=lines, page="donations_alarm_changelist")
