"""The pretend provider: a payment page that moves no money and tells its story through the real webhook door.

Its messages are signed, posted over HTTP by the task queue and retried, exactly as a real provider's are, so that
nothing about the road is special on a developer's machine. A system check refuses it in production.
"""

import json
import urllib.request
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations.facts import Fact, FactKind
from donations.models import Donation, Pledge
from donations.providers import fields, signature
from donations.providers.base import BadMessage, Can, Message, NotForUs, Redirect
from newsroom.identity import absolute

PAY_LATE_SECONDS = 20
KIND_OF = {
    "payment.pending": FactKind.PENDING,
    "payment.paid": FactKind.PAID,
    "payment.failed": FactKind.FAILED,
    "payment.expired": FactKind.EXPIRED,
    "payment.refunded": FactKind.REFUNDED,
    "pledge.renewed": FactKind.RENEWED,
    "pledge.renewal_failed": FactKind.RENEWAL_FAILED,
    "pledge.canceled": FactKind.CANCELED,
}
WITH_MONEY = {FactKind.PAID, FactKind.RENEWED, FactKind.REFUNDED}


class Sandbox:
    """A pretend card payment."""

    name = "sandbox"
    label: Promise = _("Card (sandbox)")
    note: Promise = _("A pretend payment for a trial run: no money moves.")
    can = frozenset({Can.REPEAT})
    needs_javascript = False
    works_over_onion = True

    def start(self, gift: Donation) -> Redirect:
        """Send the donor to the pretend payment page."""
        return Redirect(reverse("donations:sandbox", kwargs={"language": gift.language, "gift": gift.uuid}))

    def read(self, body: bytes, headers: Mapping[str, str]) -> Message:
        """Check the signature and read the message."""
        signature.verify(body, header=headers.get(signature.HEADER, ""), secret=settings.SANDBOX_SECRET)
        try:
            # A fraction, or a number past all bounds, is kept as it was written and found unusable later.
            payload = json.loads(body, parse_constant=_refuse, parse_float=str)
            written = json.dumps(payload, ensure_ascii=False).encode()  # half a surrogate pair fails here
            if b"\\u0000" in written:
                raise ValueError("Postgres has no such text")
            return Message(event_id=_name(payload["id"], 120), type=_name(payload["type"], 80), payload=payload)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BadMessage("unreadable message") from error

    def facts(self, payload: dict[str, Any]) -> list[Fact]:
        """Translate one message; money needs an amount, a currency and the numbers by which it is known."""
        kind = KIND_OF.get(payload["type"])
        if kind is None:
            raise NotForUs(payload["type"])
        about: dict[str, Any] = {}
        if kind in WITH_MONEY:
            about["payment_id"] = fields.number(payload.get("payment_id"))
            about["amount_minor"] = fields.amount(payload.get("amount_minor"))
            about["currency"] = fields.currency(payload.get("currency"))
        if kind == FactKind.REFUNDED:
            about["transaction_id"] = fields.number(payload.get("transaction_id"))
        return [
            Fact(
                kind=kind,
                provider=self.name,
                occurred_at=fields.moment(payload.get("occurred_at")),
                gift=fields.ours(payload.get("gift")),
                pledge=fields.ours(payload.get("pledge")),
                **about,
            )
        ]


def pay(gift: Donation) -> None:
    """Let the pretend bank take the money now."""
    _tell("payment.paid", gift)


def decline(gift: Donation) -> None:
    """Let the pretend bank refuse."""
    _tell("payment.failed", gift)


def pay_late(gift: Donation) -> None:
    """Let the pretend bank say "on its way" now and pay a little later."""
    with transaction.atomic():
        _tell("payment.pending", gift)
        _tell("payment.paid", gift, after=timedelta(seconds=PAY_LATE_SECONDS))


def close(gift: Donation) -> None:
    """Let the donor leave without paying."""
    _tell("payment.expired", gift)


def charge_next_month(pledge: Pledge) -> None:
    """Let the pretend bank take the next month of a pledge; asked twice before it is booked, it is one payment."""
    month = pledge.donations.filter(status="paid").count() + 1
    _post(
        "pledge.renewed",
        pledge=str(pledge.uuid),
        payment_id=f"sandbox-{pledge.uuid}-{month}",
        amount_minor=pledge.amount_minor,
        currency=pledge.currency,
    )


def _tell(event: str, gift: Donation, after: timedelta | None = None) -> None:
    _post(
        event,
        after=after,
        gift=str(gift.uuid),
        payment_id=f"sandbox-{gift.uuid}",
        amount_minor=gift.amount_minor,
        currency=gift.currency,
    )


def _post(event: str, *, after: timedelta | None = None, **about: Any) -> None:
    moment = timezone.now() + (after or timedelta())
    message = {"id": f"event-{uuid.uuid4()}", "type": event, "occurred_at": moment.isoformat()} | about
    deliver.using(run_after=moment if after else None).enqueue(message=message)


@task(queue_name="default")
def deliver(message: dict[str, Any]) -> None:
    """Post one signed message to our own door; an answer other than 2xx is retried by the queue."""
    body = json.dumps(message).encode()
    request = urllib.request.Request(  # noqa: S310 - SITE_URL is ours
        absolute(reverse("donations:webhook", kwargs={"provider": Sandbox.name})),
        data=body,
        headers={
            "Content-Type": "application/json",
            signature.HEADER: signature.sign(body, secret=settings.SANDBOX_SECRET),
        },
    )
    with urllib.request.urlopen(request, timeout=20):  # noqa: S310
        return


def _name(value: Any, longest: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise ValueError("a message has an id and a type, both short texts")
    return value


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")
