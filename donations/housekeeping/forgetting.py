"""Forgetting what has served its time. Amounts, dates and numbers stay; the books never shrink."""

from datetime import datetime, timedelta
from itertools import batched

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from donations import erasure
from donations.housekeeping.lots import in_lots, numbers_of
from donations.models import Alarm, Donation, Donor, DonorNote, OutboxEmail, Pledge, WallName, WebhookEvent
from donations.states import GiftStatus, PledgeStatus

NEVER_CAME = [GiftStatus.FAILED, GiftStatus.EXPIRED]
STRANGERS_AT_ONCE = 50  # whose traces are looked for together, in one walk through the messages


def attempts(now: datetime) -> int:
    """Empty what donors wrote beside gifts that never came; which story they came from stays, for the counts."""
    old = Donation.objects.filter(status__in=NEVER_CAME, created_at__lt=_before(now, "attempts"))
    wrote = old.exclude(donor_name="", message="", wants_newsletter=False, form_key=None)

    def forget(numbers: list[int]) -> None:
        WallName.objects.filter(donation__in=numbers).delete()
        Donation.objects.filter(pk__in=numbers).update(
            donor_name="", message="", wants_newsletter=False, form_key=None
        )

    return in_lots(wrote, forget)


def strangers(now: datetime) -> int:
    """Erase people whose gifts never came, all of them long ago: they are no donors of ours."""
    found = _strangers(_before(now, "attempts"))
    lots = batched(numbers_of(found), STRANGERS_AT_ONCE)
    return sum(erasure.forget_strangers(numbers, still=found) for numbers in lots)


def _strangers(before: datetime) -> QuerySet[Donor]:
    gifts = Donation.objects.filter(donor=OuterRef("pk"))
    counts = gifts.filter(~Q(status__in=NEVER_CAME) | Q(created_at__gte=before))
    pledges = Pledge.objects.filter(donor=OuterRef("pk")).exclude(status=PledgeStatus.EXPIRED)
    notes = DonorNote.objects.filter(donor=OuterRef("pk"))
    unknown = Donor.objects.filter(erased_at=None, merged_into=None, newsletter_at=None, created_at__lt=before)
    unknown = unknown.filter(~Exists(Donor.objects.filter(merged_into=OuterRef("pk"))))
    return unknown.filter(~Exists(counts), ~Exists(pledges), ~Exists(notes))


def messages(now: datetime) -> int:
    """Empty the messages of providers that are done with; that they came, and which they were, stays."""
    done = [WebhookEvent.Status.PROCESSED, WebhookEvent.Status.IGNORED]
    old = WebhookEvent.objects.filter(status__in=done, received_at__lt=_before(now, "messages"))
    empty = {"payload": {}, "details": {}, "error": ""}
    return in_lots(old.exclude(**empty), lambda numbers: WebhookEvent.objects.filter(pk__in=numbers).update(**empty))


def mails(now: datetime) -> int:
    """Empty what sent mails told beside their gift; that one was sent, when and why, stays."""
    old = OutboxEmail.objects.filter(sent_at__lt=_before(now, "mails"))
    told = old.exclude(context={}).exclude(context=OutboxEmail.FORGOTTEN)
    return in_lots(
        told, lambda numbers: OutboxEmail.objects.filter(pk__in=numbers).update(context=OutboxEmail.FORGOTTEN)
    )


def alarms(now: datetime) -> int:
    """Delete alarms that were settled long ago."""
    old = Alarm.objects.filter(settled_at__lt=_before(now, "alarms"))
    return in_lots(old, lambda numbers: Alarm.objects.filter(pk__in=numbers).delete())


def _before(now: datetime, what: str) -> datetime:
    return now - timedelta(days=settings.KEEP_DAYS[what])
