"""What happens at the pretend bank: remembered there, and posted to our own door by the task queue, signed."""

import json
import urllib.request
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from donations.models import PretendNews
from donations.providers import signature
from newsroom.identity import absolute

NAME = "sandbox"


def happen(event: str, *, once: str = "", after: timedelta | None = None, **about: Any) -> dict[str, Any]:
    """Let something happen, now or later, and give its message; what has a name in `once` happens one time only."""
    moment = timezone.now() + (after or timedelta())
    number = once or f"event-{uuid.uuid4()}"
    message = {"id": number, "type": event, "occurred_at": moment.isoformat()} | about
    with transaction.atomic():
        news, is_new = PretendNews.objects.get_or_create(
            event_id=number, defaults={"happened_at": moment, "message": message}
        )
        if is_new:
            deliver.using(run_after=moment if after else None).enqueue(message=message)
    told: dict[str, Any] = news.message
    return told


@task(queue_name="default")
def deliver(message: dict[str, Any]) -> None:
    """Post one signed message to our own door; an answer other than 2xx is retried by the queue."""
    body = json.dumps(message).encode()
    request = urllib.request.Request(  # noqa: S310 - SITE_URL is ours
        absolute(reverse("donations:webhook", kwargs={"provider": NAME})),
        data=body,
        headers={
            "Content-Type": "application/json",
            signature.HEADER: signature.sign(body, secret=settings.SANDBOX_SECRET),
        },
    )
    with urllib.request.urlopen(request, timeout=20):  # noqa: S310
        return
