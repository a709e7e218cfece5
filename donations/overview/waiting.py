"""What waits for finance: how many, and where to look. Counts only."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations.models import Alarm, BankTransaction, Dispute, Donation, Refund, WebhookEvent
from donations.states import DisputeStatus, RefundStatus


@dataclass(frozen=True, slots=True)
class Waiting:
    """One heap of things that wait."""

    label: str
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class _Heap:
    label: Promise
    rows: Callable[[], QuerySet]
    model: str
    query: dict[str, str]


Event = WebhookEvent.Status
HEAPS = [
    _Heap(_("Alarms"), Alarm.objects.open, "alarm", {"open": "yes"}),
    _Heap(_("Held gifts"), Donation.objects.waiting_for_us, "heldgift", {}),
    _Heap(
        _("Refunds that a second person must approve"),
        lambda: Refund.objects.filter(status=RefundStatus.ASKED),
        "refund",
        {"status__exact": RefundStatus.ASKED},
    ),
    _Heap(
        _("Refunds that failed"),
        lambda: Refund.objects.filter(status=RefundStatus.FAILED),
        "refund",
        {"status__exact": RefundStatus.FAILED},
    ),
    _Heap(
        _("Open disputes"),
        lambda: Dispute.objects.filter(status=DisputeStatus.OPEN),
        "dispute",
        {"status__exact": DisputeStatus.OPEN},
    ),
    _Heap(
        _("Flagged messages of payment services"),
        lambda: WebhookEvent.objects.filter(status=Event.FLAGGED),
        "webhookevent",
        {"status__exact": Event.FLAGGED},
    ),
    _Heap(
        _("Messages of payment services that were given up"),
        lambda: WebhookEvent.objects.filter(status=Event.GIVEN_UP),
        "webhookevent",
        {"status__exact": Event.GIVEN_UP},
    ),
    _Heap(
        _("Messages of payment services that are tried again"),
        lambda: WebhookEvent.objects.filter(status=Event.FAILED),
        "webhookevent",
        {"status__exact": Event.FAILED},
    ),
    _Heap(
        _("Open lines of bank statements"),
        lambda: BankTransaction.objects.filter(state=BankTransaction.State.NEW),
        "banktransaction",
        {"state__exact": BankTransaction.State.NEW},
    ),
]


def waiting() -> list[Waiting]:
    """Count each heap; those with nothing on them are left out."""
    found = [Waiting(str(heap.label), heap.rows().count(), _path(heap)) for heap in HEAPS]
    return [each for each in found if each.count]


def _path(heap: _Heap) -> str:
    path = reverse(f"admin:donations_{heap.model}_changelist")
    return f"{path}?{urlencode(heap.query)}" if heap.query else path
