"""The door at which payment providers tell us what happened.

Promise: a message is believed only with a right and fresh signature over its raw bytes (else 400 and nothing is
kept). It is stored once, without the fields that tell of a person, before anything is done with it; then it is worked
on under row locks. A failure of ours is kept with the message and tried again by the task queue, so the provider
hears 200 as soon as we hold its message. A message that contradicts the books, or that nobody can use, is kept and
flagged: finance looks, nothing is retried. One that fails for three days is given up: finance is alarmed, and may
have it processed again.
"""

import logging

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.tasks import TaskContext, task
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from donations import alarms, ledger, providers, retries
from donations.alarm_words import AlarmKind
from donations.models import WebhookEvent
from donations.persons import without_persons
from donations.providers.base import BadMessage, NotForUs, NotOurs, Unusable
from donations.reasons import Reason

LARGEST_MESSAGE = 64 * 1024  # bytes
Status = WebhookEvent.Status
OUTCOME = ["status", "attempts", "reason", "details", "error"]

logger = logging.getLogger(__name__)


@csrf_exempt
@never_cache
@require_POST
def door(request: HttpRequest, provider: str) -> HttpResponse:
    """Take in one message of a provider."""
    speaker = providers.speaking_by_webhook(provider)
    if speaker is None:
        raise Http404
    if not _fits(request.META.get("CONTENT_LENGTH") or "0"):
        return HttpResponse("message too large", status=413, content_type="text/plain")
    try:
        message = speaker.read(request.body, request.headers)
    except BadMessage as refusal:
        logger.warning("A message of %s was refused: %s", provider, refusal)
        return HttpResponse("refused", status=400, content_type="text/plain")
    event, _is_new = WebhookEvent.objects.get_or_create(
        provider=provider,
        event_id=message.event_id,
        defaults={
            "type": message.type,
            "payload": without_persons(message.payload),
            "livemode": settings.DONATIONS_LIVE if message.livemode is None else message.livemode,
        },
    )
    try:
        work_on(event.pk)
    except Exception as error:  # whatever it is, the message is safe with us and will be tried again
        logger.exception("Message %s waits for another try", event)
        note_failure(event.pk, error)
    return HttpResponse("ok", content_type="text/plain")


def _fits(length: str) -> bool:
    """Say whether a message of this length may come in; a length that is no number may not."""
    return length.isdecimal() and len(length) < 10 and int(length) <= LARGEST_MESSAGE


@transaction.atomic
def work_on(event_pk: int) -> WebhookEvent:
    """Bring one stored message into the books; one that is done stays done."""
    event = WebhookEvent.objects.select_for_update().get(pk=event_pk)
    if event.is_done():
        return event
    event.attempts += 1
    event.reason, event.details, event.error = "", {}, ""
    event.status = _judge(event)
    event.processed_at = timezone.now()
    event.save(update_fields=[*OUTCOME, "processed_at"])
    return event


def _judge(event: WebhookEvent) -> str:
    """Tell the ledger and give the status; what finance or nobody can use is noted on the event."""
    speaker = providers.speaking_by_webhook(event.provider)
    if speaker is None:
        raise LookupError(f"{event.provider} is switched off")
    if event.livemode != settings.DONATIONS_LIVE:
        logger.warning("Message %s was not booked: test money and real money never mix", event)
        event.reason = Reason.MODE_DIFFERS
        return WebhookEvent.Status.IGNORED
    try:
        with transaction.atomic():
            outcomes = [ledger.apply(fact) for fact in speaker.facts(event.payload)]
    except NotOurs:
        event.reason = Reason.NOT_OURS
        return Status.IGNORED
    except NotForUs:
        event.reason = Reason.UNKNOWN_TYPE
        return Status.IGNORED
    except (Unusable, ledger.Contradiction) as problem:
        logger.warning("Message %s was not booked: %s", event, problem.reason)
        event.note(problem)
        return Status.FLAGGED
    if ledger.Outcome.UNKNOWN in outcomes:
        event.reason = Reason.NOT_OURS
        return Status.IGNORED
    return Status.PROCESSED


@transaction.atomic
def note_failure(event_pk: int, error: Exception, *, is_last: bool = False) -> None:
    """Keep what went wrong with the message; its first failure hands it to the queue, its last one to finance."""
    event = WebhookEvent.objects.select_for_update().get(pk=event_pk)
    if event.is_done():
        return
    if event.status == Status.RECEIVED:
        try_again.enqueue(event.pk)
    event.attempts += 1
    event.status = Status.GIVEN_UP if is_last else Status.FAILED
    event.note(error)
    event.save(update_fields=OUTCOME)
    if is_last:
        waiting = WebhookEvent.objects.for_somebody().count()
        alarms.raise_alarm(AlarmKind.FAILED_MESSAGES, messages=waiting)


@task(queue_name="default", takes_context=True, **retries.POLICY)
def try_again(context: TaskContext, event_pk: int) -> None:
    """Work on a message that failed; an error is noted and left to the queue, which repeats with growing pauses."""
    try:
        work_on(event_pk)
    except Exception as error:
        note_failure(event_pk, error, is_last=context.attempt >= retries.TRIES)
        raise


@task(queue_name="default")
def take_up_left() -> int:
    """Find the messages that were stored and then left, because the process that held them ended; try them again.

    Counts them.
    """
    left = WebhookEvent.objects.filter(status=Status.RECEIVED, received_at__lt=timezone.now() - retries.LEFT_ALONE)
    numbers = list(left.values_list("pk", flat=True))
    for event_pk in numbers:
        note_failure(event_pk, InterruptedError("the process ended before the message was done"))
    return len(numbers)
