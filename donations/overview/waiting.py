"""What waits for finance: how many, and where to look. Counts only."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
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


def _in(label: Promise, model: type[Model], **state: str) -> _Heap:
    """Make the heap of a model's rows that are in a state."""
    (column,) = state
    exactly = {f"{column}__exact": state[column]}
    return _Heap(label, lambda: model._default_manager.filter(**state), str(model._meta.model_name), exactly)


Event = WebhookEvent.Status
HEAPS = [
    _Heap(_("Alarms"), Alarm.objects.open, "alarm", {"open": "yes"}),
    _Heap(_("Held gifts"), Donation.objects.waiting_for_us, "heldgift", {}),
    _in(_("Refunds that a second person must approve"), Refund, status=RefundStatus.ASKED),
    _in(_("Refunds that failed"), Refund, status=RefundStatus.FAILED),
    _in(_("Open disputes"), Dispute, status=DisputeStatus.OPEN),
    _in(_("Flagged messages of payment services"), WebhookEvent, status=Event.FLAGGED),
    _in(_("Messages of payment services that were given up"), WebhookEvent, status=Event.GIVEN_UP),
    _in(_("Messages of payment services that are tried again"), WebhookEvent, status=Event.FAILED),
    _in(_("Open lines of bank statements"), BankTransaction, state=BankTransaction.State.NEW),
]


def waiting() -> list[Waiting]:
    """Count each heap; those with nothing on them are left out."""
    found = [Waiting(str(heap.label), heap.rows().count(), _path(heap)) for heap in HEAPS]
    return [each for each in found if each.count]


def _path(heap: _Heap) -> str:
    path = reverse(f"admin:donations_{heap.model}_changelist")
    return f"{path}?{urlencode(heap.query)}" if heap.query else path
