"""The alarm: many declined cards in a short time are somebody who tries stolen ones.

It has two steps. First the shield goes up: every card gift is confirmed by mail, so honest donors still get through.
If cards are declined even so, the ways that charge cards are paused until a person opens them (GUARD_PAUSES=false
leaves it at the alarm). The newsroom is mailed at both steps. All counts are our own rows, so they outlive the cache.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.tasks import task
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from donations import alarms, pauses, providers
from donations.alarm_words import AlarmKind
from donations.guard import shield
from donations.models import Donation, WebhookEvent
from donations.states import GiftStatus, HeldReason
from newsroom.models import AuditEntry

WINDOW = timedelta(hours=1)
TIME_TO_ANSWER = timedelta(minutes=10)
SECONDS_BETWEEN_LOOKS = 20
# What providers tell us when the card of a new gift is declined, also where the donor may try another in the same
# session. The card of a pledge that runs may be declined too: that is no tester, and such messages name no gift.
DECLINED = (
    Q(type="payment.failed")
    | Q(type="payment_intent.payment_failed", payload__object__has_key="gift")
    | Q(type="invoice.payment_failed", payload__object__reason="subscription_create")
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Spike:
    """What the last hour saw: card gifts begun, paid and declined, mails asked for and not answered."""

    begun: int
    paid: int
    declined: int
    asked: int
    unanswered: int
    shield_since: datetime | None
    shield_until: datetime | None

    def is_high(self) -> bool:
        """Say whether so many cards were declined that somebody must be trying them."""
        share = settings.GUARD_SPIKE_PERCENT * (self.declined + self.paid)
        return self.declined >= settings.GUARD_SPIKE_DECLINES and 10**2 * self.declined >= share

    def is_besieged(self) -> bool:
        """Say whether most mails go to people who never asked."""
        return self.unanswered >= settings.GUARD_UNANSWERED and 2 * self.unanswered > self.asked


def now() -> Spike:
    """Count the last hour."""
    start = timezone.now() - WINDOW
    return _counted(start) if settings.GUARD_WAYS else Spike(0, 0, 0, 0, 0, None, None)


def watch() -> None:
    """Look at the last hour, unless somebody has just looked, and act on what it shows."""
    if not cache.add("guard-looked", 1, timeout=SECONDS_BETWEEN_LOOKS):
        return
    found = now()
    if found.is_high():
        if shield.put_up():
            _log(found, "shield")
            alarms.settle(AlarmKind.DECLINE_SPIKE)  # of a shield before this one
            alarms.raise_alarm(AlarmKind.DECLINE_SPIKE, declined=found.declined, paid=found.paid)
        elif settings.GUARD_PAUSES and found.shield_since:
            _pause_what_is_declined_still(found, found.shield_since)
    elif shield.is_up() and found.is_besieged():
        shield.put_up()
    elif not shield.is_up():
        alarms.settle(AlarmKind.DECLINE_SPIKE)


@task(queue_name="default")
def look() -> None:
    """Watch also while nobody gives; the schedule calls it."""
    watch()


def _counted(start: datetime) -> Spike:
    gifts = Donation.objects.filter(provider__in=settings.GUARD_WAYS, created_at__gte=start)
    went_on = Q(held_at__isnull=True) | Q(released_at__isnull=False)
    sums = gifts.aggregate(begun=Count("pk", filter=went_on), paid=Count("pk", filter=Q(status=GiftStatus.PAID)))
    patience = timezone.now() - TIME_TO_ANSWER
    asked = Donation.objects.filter(
        held_reason=HeldReason.MAIL, held_at__gte=start - TIME_TO_ANSWER, held_at__lt=patience
    )
    since, until = shield.since(), shield.until()
    return Spike(
        begun=sums["begun"],
        paid=sums["paid"],
        declined=_declined(start, settings.GUARD_WAYS),
        asked=asked.count(),
        unanswered=asked.filter(released_at__isnull=True).count(),
        shield_since=datetime.fromtimestamp(since, tz=UTC) if since else None,
        shield_until=datetime.fromtimestamp(until, tz=UTC) if since else None,
    )


def _declined(start: datetime, ways: list[str]) -> int:
    """Count declined cards: gifts that failed, or messages of a decline where one session may bring several."""
    begun = Donation.objects.filter(provider__in=ways, created_at__gte=start)
    told = WebhookEvent.objects.filter(DECLINED, provider__in=ways, received_at__gte=start)
    return max(begun.filter(status=GiftStatus.FAILED).count(), told.count())


def _pause_what_is_declined_still(found: Spike, shield_since: datetime) -> None:
    """Pause each way on which too many cards were declined since the shield went up, or since a person opened it."""
    for way in sorted(set(settings.GUARD_WAYS) & {each.name for each in providers.enabled()}):
        opened = AuditEntry.objects.filter(act="open_way", on_text=way).aggregate(last=Max("at"))["last"]
        start = max(filter(None, [timezone.now() - WINDOW, shield_since, opened]))
        if _declined(start, [way]) < settings.GUARD_SPIKE_PAUSE:
            continue
        with translation.override(settings.DONATIONS_STAFF_LANGUAGE):
            reason = _("Too many cards were declined, also after every gift had to be confirmed by mail.")
        pauses.pause(way, by=None, reason=reason)
        _log(found, f"paused {way}")
        alarms.raise_alarm(AlarmKind.WAY_PAUSED, way, declined=found.declined, paid=found.paid)


def _log(found: Spike, step: str) -> None:
    logger.warning("Card testers: %s declined, %s paid in the last hour; step %s", found.declined, found.paid, step)
