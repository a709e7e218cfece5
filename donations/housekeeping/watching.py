"""Looking for what is wrong, raising an alarm for it, and settling the alarm once it is over."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from donations import alarms, providers
from donations.alarm_words import AlarmKind
from donations.models import Donation, OutboxEmail, Pledge, Refund, WebhookEvent
from donations.providers.base import Provider, SpeaksByWebhook
from donations.states import GiftStatus, PledgeStatus, RefundStatus

LOOKS_BACK = timedelta(days=3)  # an older gift that still waits says nothing about messages of today
DECIDED_WITHIN = timedelta(days=14)  # the slowest ways of paying are through by then
RENEWAL_LATE = timedelta(days=4)  # a provider tells of each payment of a pledge, good or bad, within hours
MESSAGE_DONE = timedelta(days=1)
REFUND_DONE = timedelta(days=7)
MAIL_SENT = timedelta(hours=6)


def look(now: datetime) -> int:
    """Look for everything; gives how many alarms are right."""
    right = [_waiting_messages(now), _unfinished_refunds(now), _unsent_mails(now)]
    for provider in providers.configured():
        if isinstance(provider, SpeaksByWebhook):
            right += [_silence(provider, now), _stuck(provider, now)]
    return sum(right)


def _silence(provider: Provider, now: datetime) -> bool:
    """Look whether gifts wait for a provider that has told us nothing for hours."""
    longest = timedelta(hours=settings.WEBHOOKS_SILENT_HOURS)
    last = WebhookEvent.objects.filter(provider=provider.name).aggregate(last=Max("received_at"))["last"]
    asked = Q(status=GiftStatus.PENDING) | Q(status=GiftStatus.CREATED, session_id__isnull=False)
    waiting = Donation.objects.filter(asked, provider=provider.name, created_at__gte=now - LOOKS_BACK)
    count = waiting.filter(created_at__lt=now - longest).count()
    is_silent = last is None or last < now - longest
    hours = (now - (last or now - LOOKS_BACK)) // timedelta(hours=1)
    found = count if is_silent else 0
    return _alarm(AlarmKind.WEBHOOKS_SILENT, provider.name, found, way=provider.name, gifts=count, hours=hours)


def _stuck(provider: Provider, now: datetime) -> bool:
    """Look for gifts that nobody decides, and for pledges whose next payment is past and was never told."""
    gifts = Donation.objects.filter(provider=provider.name, status=GiftStatus.PENDING)
    late = Pledge.objects.filter(provider=provider.name, status=PledgeStatus.ACTIVE, paused_at=None)
    rows = gifts.filter(created_at__lt=now - DECIDED_WITHIN).count()
    rows += late.filter(next_charge_at__lt=now - RENEWAL_LATE).count()
    return _alarm(AlarmKind.ROWS_STUCK, provider.name, rows, way=provider.name, rows=rows)


def _waiting_messages(now: datetime) -> bool:
    """Look for messages that were put before a person, or that nobody could work on for a day."""
    unfinished = WebhookEvent.objects.unfinished()
    count = WebhookEvent.objects.for_somebody().count()
    trying = [WebhookEvent.Status.RECEIVED, WebhookEvent.Status.FAILED]
    count += unfinished.filter(status__in=trying, received_at__lt=now - MESSAGE_DONE).count()
    return _alarm(AlarmKind.FAILED_MESSAGES, "", count, messages=count)


def _unfinished_refunds(now: datetime) -> bool:
    waiting = [RefundStatus.ASKED, RefundStatus.SENT]
    count = Refund.objects.filter(status__in=waiting, asked_at__lt=now - REFUND_DONE).count()
    return _alarm(AlarmKind.UNFINISHED_REFUNDS, "", count, refunds=count)


def _unsent_mails(now: datetime) -> bool:
    """Look for mails that wait for the mail server; those whose reader is gone wait for nobody."""
    count = _with_reader(OutboxEmail.objects.filter(sent_at=None, created_at__lt=now - MAIL_SENT)).count()
    return _alarm(AlarmKind.UNSENT_MAILS, "", count, mails=count)


def _with_reader(mails: QuerySet[OutboxEmail]) -> QuerySet[OutboxEmail]:
    somebody = Q(donation__donor__email__isnull=False) | Q(pledge__donor__email__isnull=False)
    somebody |= Q(donor__email__isnull=False)
    return mails.filter(somebody | Q(kind=OutboxEmail.Kind.STAFF) if settings.DONATIONS_STAFF_EMAIL else somebody)


def _alarm(kind: AlarmKind, about: str, found: int, **counts: Any) -> bool:
    if found:
        alarms.raise_alarm(kind, about, **counts)
    else:
        alarms.settle(kind, about)
    return bool(found)
